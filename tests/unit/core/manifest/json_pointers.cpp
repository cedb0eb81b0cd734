#include "tests/unit/core/manifest/json_pointers.h"

#include "core/base/text.h"

#include <algorithm>

namespace podloom::samples {

namespace {

std::string replaced(std::string text, std::string_view what, std::string_view with)
{
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
    return text;
}

void addPlaces(const Json &value, const std::string &pointer, std::vector<JsonPlace> &out)
{
    for (std::size_t i = 0; i < value.items().size(); ++i) {
        const auto inner = pointer + '/' + std::to_string(i);
        out.push_back({inner, &value.items()[i]});
        addPlaces(value.items()[i], inner, out);
    }
    for (const auto &[key, member] : value.members()) {
        const auto inner = pointer + '/' + replaced(replaced(key, "~", "~0"), "/", "~1");
        out.push_back({inner, &member});
        addPlaces(member, inner, out);
    }
}

/// The parts of the pointer from back to front: each level is taken apart and put together again.
Json changedAt(const Json &at, std::string_view pointer, const Json *value)
{
    if (pointer.empty())
        return value ? *value : Json();
    const auto slash = std::min(pointer.find('/', 1), pointer.size());
    const auto part = replaced(replaced(std::string(pointer.substr(1, slash - 1)), "~1", "/"), "~0", "~");
    const auto rest = pointer.substr(slash);
    const bool removesHere = rest.empty() && !value;
    if (at.isArray() || (!at.isObject() && (part == "-" || part == "0"))) {
        auto items = at.items();
        const auto index = part == "-" ? items.size() : std::min<std::size_t>(std::stoul(part), items.size());
        if (removesHere) {
            items.erase(items.begin() + static_cast<std::ptrdiff_t>(index));
            return items;
        }
        items.resize(std::max(items.size(), index + 1));
        items[index] = changedAt(items[index], rest, value);
        return items;
    }
    Json::Object members;
    bool isFound = false;
    for (const auto &[key, member] : at.members()) {
        if (key != part) {
            members.emplace_back(key, member);
            continue;
        }
        isFound = true;
        if (!removesHere)
            members.emplace_back(key, changedAt(member, rest, value));
    }
    if (!isFound && value)
        members.emplace_back(part, changedAt(Json(), rest, value));
    return members;
}

} // namespace

std::vector<JsonPlace> placesIn(const Json &root)
{
    std::vector<JsonPlace> out;
    addPlaces(root, {}, out);
    return out;
}

Json changed(const Json &root, const std::string &pointer, const Json *value)
{
    return changedAt(root, pointer, value);
}

Json sorted(const Json &value)
{
    if (value.isArray()) {
        auto items = value.items();
        std::transform(items.begin(), items.end(), items.begin(), sorted);
        return items;
    }
    if (!value.isObject())
        return value;
    auto members = value.members();
    for (auto &[key, member] : members)
        member = sorted(member);
    std::sort(members.begin(), members.end(),
              [](const Json::Member &a, const Json::Member &b) { return a.first < b.first; });
    return members;
}

} // namespace podloom::samples
