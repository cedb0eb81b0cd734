#include "app/tools/bulk_links.h"

#include <algorithm>
#include <map>
#include <set>

namespace podloom::app {

namespace {

/// More would be a mistake of the pattern.
constexpr std::size_t kMostLinks = 10'000;

struct Machine {
    std::string name{};
    std::string cluster{}; ///< of a node, where the design has several
    bool isRouter = false;
    auto operator<=>(const Machine &) const = default;
};

/// "node-2" before "node-10": numbers count as numbers.
std::pair<std::string, unsigned long> naturally(const std::string &name)
{
    const auto end = name.find_last_not_of("0123456789");
    const auto digits = name.substr(end == std::string::npos ? 0 : end + 1).substr(0, 9);
    return {name.substr(0, name.size() - std::min(digits.size(), name.size())),
            digits.empty() ? 0 : std::strtoul(digits.c_str(), nullptr, 10)};
}

std::vector<std::string> wordsOf(const std::string &text)
{
    std::vector<std::string> out;
    std::string word;
    for (const char c : text + " ") {
        if (c != ' ' && c != ',') {
            word += c;
        } else if (!word.empty()) {
            out.push_back(std::exchange(word, {}));
        }
    }
    return out;
}

std::vector<Machine> machinesOf(const Design &design, const std::string &patterns)
{
    const auto words = wordsOf(patterns);
    const bool hasSeveral = design.clusterNames().size() > 1;
    const auto matches = [&](const std::string &name) {
        return std::any_of(words.begin(), words.end(),
                           [&](const std::string &pattern) { return matchesPattern(name, pattern); });
    };
    std::vector<Machine> out;
    for (const auto &node : design.nodes) {
        if (matches(node.meta.id.name))
            out.push_back({node.meta.id.name, hasSeveral ? node.meta.id.cluster : std::string(), false});
    }
    for (const auto &router : design.routers) {
        if (matches(router.meta.id.name))
            out.push_back({router.meta.id.name, {}, true});
    }
    std::stable_sort(out.begin(), out.end(), [](const Machine &a, const Machine &b) {
        return naturally(a.name) < naturally(b.name);
    });
    return out;
}

Machine machineAt(const LinkEnd &end, bool hasSeveral)
{
    return end.router.empty() ? Machine{end.node, hasSeveral ? end.cluster : std::string(), false}
                              : Machine{end.router, {}, true};
}

/// Which links each machine is an end of: one link may join many.
class Linked {
public:
    explicit Linked(const Design &design)
    {
        const bool hasSeveral = design.clusterNames().size() > 1;
        std::size_t number = 0;
        for (const auto &link : design.links) {
            for (const auto &end : link.ends)
                m_links[machineAt(end, hasSeveral)].insert(number);
            ++number;
        }
    }

    bool areJoined(const Machine &a, const Machine &b) const
    {
        const auto ofA = m_links.find(a);
        const auto ofB = m_links.find(b);
        return ofA != m_links.end() && ofB != m_links.end()
            && std::any_of(ofA->second.begin(), ofA->second.end(),
                           [&](std::size_t link) { return ofB->second.contains(link); });
    }

private:
    std::map<Machine, std::set<std::size_t>> m_links;
};

Json endOf(const Machine &machine)
{
    auto end = Json::object({{machine.isRouter ? "router" : "node", machine.name}});
    if (!machine.cluster.empty())
        end.set("cluster", machine.cluster);
    return end;
}

} // namespace

bool matchesPattern(std::string_view name, std::string_view pattern)
{
    std::size_t at = 0;
    std::size_t in = 0;
    auto star = std::string_view::npos;
    std::size_t resume = 0;
    while (at < name.size()) {
        if (in < pattern.size() && (pattern[in] == '?' || pattern[in] == name[at])) {
            ++at;
            ++in;
        } else if (in < pattern.size() && pattern[in] == '*') {
            star = in++;
            resume = at;
        } else if (star != std::string_view::npos) {
            in = star + 1;
            at = ++resume;
        } else {
            return false;
        }
    }
    while (in < pattern.size() && pattern[in] == '*')
        ++in;
    return in == pattern.size();
}

Result<std::vector<Json>> bulkLinks(const Design &design, const BulkRequest &request)
{
    const auto from = machinesOf(design, request.from);
    const auto to = machinesOf(design, request.to);
    for (const auto &[side, pattern] : {std::pair(&from, &request.from), std::pair(&to, &request.to)}) {
        if (side->empty())
            return fail(Errc::InvalidArgument, "bulk-nothing", "no node and no router is called \"%1\"",
                        {*pattern});
    }
    if (request.mode == BulkMode::Pairs && from.size() != to.size())
        return fail(Errc::InvalidArgument, "bulk-pairs",
                    "pairs need as many on both sides: the first pattern matches %1, the second %2",
                    {std::to_string(from.size()), std::to_string(to.size())});
    if (from.size() * to.size() > kMostLinks && request.mode == BulkMode::Each)
        return fail(Errc::InvalidArgument, "bulk-many", "that would be %1 links; choose fewer machines",
                    {std::to_string(from.size() * to.size())});
    std::vector<std::pair<Machine, Machine>> wanted;
    for (std::size_t index = 0; index < from.size(); ++index) {
        if (request.mode == BulkMode::Each) {
            for (const auto &other : to)
                wanted.emplace_back(from[index], other);
        } else {
            wanted.emplace_back(from[index], to[index % to.size()]);
        }
    }
    const Linked linked(design);
    std::set<std::string> names;
    for (const auto &link : design.links)
        names.insert(link.meta.id.name);
    std::set<std::set<Machine>> made;
    std::vector<Json> out;
    for (const auto &[a, b] : wanted) {
        if (a == b || linked.areJoined(a, b) || !made.insert({a, b}).second)
            continue;
        const auto base = a.name + "-" + b.name;
        auto name = base;
        for (int number = 2; !names.insert(name).second; ++number)
            name = base + "-" + std::to_string(number);
        out.push_back(Json::object({{"apiVersion", "podloom.dev/v1alpha1"},
                                    {"kind", "Link"},
                                    {"metadata", Json::object({{"name", name}})},
                                    {"spec", Json::object({{"ends", Json::array({endOf(a), endOf(b)})}})}}));
    }
    if (out.empty())
        return fail(Errc::InvalidArgument, "bulk-there", "all of these are linked already");
    return out;
}

} // namespace podloom::app
