#include "app/document/layout.h"

#include "core/base/text.h"
#include "core/manifest/edit.h"

#include <cmath>

namespace podloom::app {

namespace {

constexpr std::string_view kHeading =
    "# Where things stand in the drawing. Podloom writes this file; the design "
    "itself stands in the manifests.\n";
constexpr std::string_view kPositions = "positions";

bool isFinite(const Json &value)
{
    return value.isNumber() && std::isfinite(value.asDouble()) && std::abs(value.asDouble()) < 1e7;
}

} // namespace

std::string layoutKey(std::string_view lens, const ObjectId &id)
{
    std::string key(lens);
    key += '/';
    if (!id.cluster.empty())
        key += id.cluster + ':';
    return key + id.toString();
}

std::filesystem::path layoutFileOf(const std::filesystem::path &design)
{
    std::error_code ignored;
    if (std::filesystem::is_directory(design, ignored))
        return design / ".layout.yaml";
    auto file = design;
    return file.replace_extension(".layout.yaml");
}

Result<Layout> parseLayout(std::string_view text)
{
    Layout layout;
    auto read = parseYamlValue(text);
    if (!read)
        return wrap(std::move(read).error(), "read the layout");
    if (read->isNull())
        return layout;
    if (!read->isObject())
        return fail(
            Errc::InvalidArgument, "layout-syntax",
            "the layout is no list of names and values; delete the file to have the drawing laid out anew");
    for (const auto &[key, value] : read->members()) {
        if (key != kPositions) {
            layout.other.set(key, value);
            continue;
        }
        for (const auto &[name, point] : value.members()) {
            const auto &numbers = point.items();
            if (numbers.size() == 2 && isFinite(numbers[0]) && isFinite(numbers[1]))
                layout.positions[name] = {numbers[0].asDouble(), numbers[1].asDouble()};
        }
    }
    return layout;
}

std::string formatLayout(const Layout &layout)
{
    std::string text(kHeading);
    for (const auto &[key, value] : layout.other.members())
        text += Json(key).dump() + ": " + value.dump() + "\n";
    text += std::string(kPositions) + ":" + (layout.positions.empty() ? " {}\n" : "\n");
    for (const auto &[key, point] : layout.positions) {
        const auto whole = [](double value) { return std::to_string(std::lround(value)); };
        text += "  " + Json(key).dump() + ": [" + whole(point.x()) + ", " + whole(point.y()) + "]\n";
    }
    return text;
}

} // namespace podloom::app
