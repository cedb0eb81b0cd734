#include "agentd/daemon/port_keeper.h"

#include <algorithm>
#include <array>

namespace podloom {

namespace {

constexpr std::string_view kPortTable = "inet podloom-ports";

/// Maps and sets, with their types.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kHolders{{
    {"map any-v4", "inet_proto . inet_service : ipv4_addr . inet_service"},
    {"map any-v6", "inet_proto . inet_service : ipv6_addr . inet_service"},
    {"map own-v4", "ipv4_addr . inet_proto . inet_service : ipv4_addr . inet_service"},
    {"map own-v6", "ipv6_addr . inet_proto . inet_service : ipv6_addr . inet_service"},
    {"set selves-v4", "ipv4_addr . ipv4_addr"},
    {"set selves-v6", "ipv6_addr . ipv6_addr"},
}};

/// Chains with their hooks. What comes from the node itself by 127.0.0.1 leaves with an address that the pod
/// can answer; no pod may send there of its own accord, although the interface allows it then.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kChains{{
    {"guard", "type filter hook prerouting priority -300 ;"},
    {"mapped", ""},
    {"incoming", "type nat hook prerouting priority -100 ;"},
    {"local", "type nat hook output priority -100 ;"},
    {"outgoing", "type nat hook postrouting priority 100 ;"},
}};

constexpr std::array<std::string_view, 10> kRules{
    R"(guard iifname "pod*" ip daddr 127.0.0.0/8 drop)",
    "mapped dnat ip to ip daddr . meta l4proto . th dport map @own-v4",
    "mapped dnat ip to meta l4proto . th dport map @any-v4",
    "mapped dnat ip6 to ip6 daddr . meta l4proto . th dport map @own-v6",
    "mapped dnat ip6 to meta l4proto . th dport map @any-v6",
    "incoming fib daddr type local jump mapped",
    "local fib daddr type local jump mapped",
    "outgoing ct status dnat ip saddr . ip daddr @selves-v4 masquerade",
    "outgoing ct status dnat ip6 saddr . ip6 daddr @selves-v6 masquerade",
    R"(outgoing oifname "pod*" ip saddr 127.0.0.0/8 masquerade)",
};

std::string command(std::string_view verb, const std::string &holder, const std::string &key,
                    const std::string &target = {})
{
    return std::string(verb) + " element " + std::string(kPortTable) + ' ' + holder + " { " + key
         + (target.empty() ? std::string() : " : " + target) + " }\n";
}

std::string removal()
{
    const std::string table(kPortTable);
    return "add table " + table + "\ndelete table " + table + '\n';
}

} // namespace

PortKeeper::Elements PortKeeper::elementsOf(const Attachment &attachment)
{
    Elements elements;
    for (const auto &port : attachment.ports) {
        for (const auto address : attachment.addresses) {
            if (port.hostAddress && port.hostAddress->family() != address.family())
                continue;
            const std::string suffix = address.isV4() ? "-v4" : "-v6";
            const bool isAny =
                !port.hostAddress || *port.hostAddress == Prefix::all(address.family()).first();
            const auto key = port.protocol + " . " + std::to_string(port.hostPort);
            const auto pod = address.toString();
            elements[(isAny ? "any" : "own") + suffix]
                    [isAny ? key : port.hostAddress->toString() + " . " + key] = {
                        pod + " . " + std::to_string(port.podPort), attachment.key};
            elements["selves" + suffix][pod + " . " + pod] = {{}, attachment.key};
        }
    }
    return elements;
}

std::string PortKeeper::replacement(const Elements &elements)
{
    const auto table = ' ' + std::string(kPortTable) + ' ';
    auto script = removal();
    if (elements.empty())
        return script;
    script += "add table" + table + '\n';
    for (const auto &[holder, type] : kHolders) {
        const auto blank = holder.find(' ');
        script += "add " + std::string(holder.substr(0, blank)) + table
                + std::string(holder.substr(blank + 1)) + " { type " + std::string(type) + " ; }\n";
    }
    for (const auto &[name, hook] : kChains)
        script += "add chain" + table + std::string(name)
                + (hook.empty() ? "\n" : " { " + std::string(hook) + " }\n");
    for (const auto rule : kRules)
        script += "add rule" + table + std::string(rule) + '\n';
    for (const auto &[holder, members] : elements) {
        for (const auto &[key, target] : members)
            script += command("add", holder, key, target.text);
    }
    return script;
}

Status PortKeeper::writeAll(const Elements &elements)
{
    auto written = m_nftables.run(replacement(elements));
    if (!written)
        return wrap(std::move(written).error(), "open the ports of pods");
    m_elements = elements;
    return {};
}

Status PortKeeper::reconcile(const std::map<AttachmentKey, Attachment> &own)
{
    Elements elements;
    for (const auto &[key, attachment] : own) {
        for (auto &[holder, members] : elementsOf(attachment))
            elements[holder].insert(members.begin(), members.end());
    }
    return writeAll(elements);
}

Status PortKeeper::open(const Attachment &attachment)
{
    const auto wanted = elementsOf(attachment);
    if (wanted.empty())
        return {};
    auto all = m_elements;
    std::string script;
    for (const auto &[holder, members] : wanted) {
        for (const auto &[key, target] : members) {
            const auto [at, isNew] = all[holder].emplace(key, target);
            if (!isNew && at->second.owner != attachment.key)
                return fail(Errc::AlreadyExists, "port-taken", "the port %1 of this node leads to %2 already",
                            {key, at->second.owner.toString()});
            if (isNew)
                script += command("add", holder, key, target.text);
        }
    }
    if (m_elements.empty() || !m_nftables.run(script))
        return writeAll(all);
    m_elements = std::move(all);
    return {};
}

Status PortKeeper::close(const Attachment &attachment)
{
    auto all = m_elements;
    std::string script;
    for (auto &[holder, members] : all) {
        for (auto at = members.begin(); at != members.end();) {
            const bool isTheirs = at->second.owner == attachment.key;
            if (isTheirs)
                script += command("delete", holder, at->first);
            at = isTheirs ? members.erase(at) : std::next(at);
        }
    }
    if (script.empty())
        return {};
    std::erase_if(all, [](const auto &entry) { return entry.second.empty(); });
    if (all.empty() || !m_nftables.run(script))
        return writeAll(all);
    m_elements = std::move(all);
    return {};
}

bool PortKeeper::isAsWritten(const Json &listing) const
{
    std::size_t rules = 0;
    std::map<std::string, std::size_t> counts;
    for (const auto &item : listing["nftables"].items()) {
        rules += item["rule"].isObject() ? 1U : 0U;
        for (const auto *kind : {"map", "set"}) {
            if (const auto &elements = item[kind]["elem"].items(); !elements.empty())
                counts[item[kind]["name"].asString()] = elements.size();
        }
    }
    return rules == kRules.size() && counts.size() == m_elements.size()
        && std::all_of(counts.begin(), counts.end(), [&](const auto &each) {
               const auto known = m_elements.find(each.first);
               return known != m_elements.end() && known->second.size() == each.second;
           });
}

Result<bool> PortKeeper::repair()
{
    const auto listing = m_nftables.listTable(kPortTable);
    if (!listing && listing.error().code != Errc::NotFound)
        return Failure{listing.error()};
    if (listing ? !m_elements.empty() && isAsWritten(*listing) : m_elements.empty())
        return false;
    if (auto written = writeAll(Elements(m_elements)); !written)
        return Failure{std::move(written).error()};
    return true;
}

} // namespace podloom
