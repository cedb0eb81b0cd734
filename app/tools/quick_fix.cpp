#include "app/tools/quick_fix.h"

#include "app/tools/fixes.h"
#include "core/manifest/trial.h"

#include <cstdlib>
#include <functional>
#include <map>

namespace podloom::app {

std::optional<std::string> pointerOf(const Json &manifest, std::string_view path)
{
    std::string pointer;
    const auto *at = &manifest;
    while (!path.empty()) {
        if (path.front() == '[') {
            const auto end = path.find(']');
            if (end == std::string_view::npos)
                return std::nullopt;
            const std::string digits(path.substr(1, end - 1));
            const auto number = static_cast<std::size_t>(std::strtoul(digits.c_str(), nullptr, 10));
            if (number >= at->items().size())
                return std::nullopt;
            at = &at->items()[number];
            pointer += "/" + digits;
            path.remove_prefix(end + 1);
        } else {
            // Keys may hold dots themselves: the longest one that is there is meant.
            const Json::Member *best = nullptr;
            for (const auto &member : at->members()) {
                const auto &key = member.first;
                const bool isBegin =
                    path.starts_with(key)
                    && (path.size() == key.size() || path[key.size()] == '.' || path[key.size()] == '[');
                if (isBegin && (!best || key.size() > best->first.size()))
                    best = &member;
            }
            if (!best)
                return std::nullopt;
            at = &best->second;
            pointer += "/" + fixes::escaped(best->first);
            path.remove_prefix(best->first.size());
        }
        if (!path.empty() && path.front() == '.')
            path.remove_prefix(1);
    }
    return pointer;
}

std::vector<QuickFix> quickFixes(const Snapshot &snapshot, const Diagnostic &finding, FixMemory *memory)
{
    using namespace fixes;
    static const std::map<std::string, Fixes (*)(const About &), std::less<>> kFixes{
        {"end-port", fixEndPort},
        {"except-outside-cidr", fixExcept},
        {"unknown-field", fixField},
        {"unknown-word", fixWord},
        {"dns-egress", fixDns},
        {"unknown-tier", fixTier},
        {"policy-types", fixTypes},
        {"policy-empty", fixTypes},
        {"log-only-policy", fixSilentDeny},
        {"deny-only-policy", fixSilentDeny},
        {"address-twice", fixAddress},
        {"pool-too-small", fixPool},
        {"pool-blocks", fixPool},
        {"pool-family-missing", fixFamily},
        {"mesh-beside-reflectors", fixMesh},
        {"unknown-node", fixName},
        {"unknown-router", fixName},
        {"unknown-filter", fixName},
        {"policy-selects-nothing", fixSelector},
        {"peer-matches-nothing", fixSelector},
    };
    const auto found = kFixes.find(finding.rule());
    if (found == kFixes.end() || !finding.object)
        return {};
    FixMemory own;
    const About about{snapshot, finding, *finding.object, memory ? *memory : own,
                      snapshot.manifestJson(*finding.object)};
    if (about.manifest.isNull())
        return {};
    auto out = found->second(about);
    // What cannot be edited (a value behind an anchor) is not offered.
    std::erase_if(out, [&](const QuickFix &fix) { return !tryApply(snapshot, fix.edit); });
    return out;
}

} // namespace podloom::app
