#include "core/manifest/selector_text.h"

#include "core/manifest/decoded.h"

namespace podloom {

namespace {

Failure mistake(std::uint32_t column, std::string what)
{
    return fail(Errc::InvalidArgument, "selector-syntax", "selector, column %1: %2",
                {std::to_string(column), std::move(what)});
}

} // namespace

Result<LabelSelector> parseLabelSelector(std::string_view text)
{
    const manifest::TextPositions positions(text);
    manifest::YamlTree tree;
    const bool isWhole = tree.parse(text, positions, 0, text.size());
    if (!tree.faults().empty()) {
        const auto &fault = tree.faults().front();
        return mistake(positions.placeOf(fault.offset).column, fault.message.text());
    }
    if (!isWhole || tree.root() == manifest::kNoNode)
        return mistake(1, "there is no selector; {} selects everything");
    Diagnostics findings;
    manifest::Reader reader(tree, positions, {}, findings);
    const manifest::Value root(tree, tree.root());
    reader.beginObject(root);
    if (!root.isMapping())
        return mistake(1, "a selector is a mapping such as {\"matchLabels\":{\"app\":\"web\"}}");
    auto selector = reader.labelSelector(root);
    for (const auto &finding : findings) {
        if (finding.severity == Severity::Error || finding.rule() == "unknown-field")
            return mistake(finding.at.column, finding.message.text());
    }
    return selector;
}

} // namespace podloom
