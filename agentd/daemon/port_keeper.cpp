#include "agentd/daemon/port_keeper.h"

#include <netinet/in.h>

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

/// Everything of a listed table but the elements: chains, and rules with their handles.
std::string frameOf(const Json &listing)
{
    std::string frame;
    for (auto item : listing["nftables"].items()) {
        for (const auto *kind : {"map", "set"}) {
            if (auto holder = item[kind]; holder.isObject()) {
                holder.remove("elem");
                item.set(kind, std::move(holder));
            }
        }
        frame += item.dump() + '\n';
    }
    return frame;
}

/// `{"concat": [6, 80]}` as scripts say it: `tcp . 80`. A listing has protocols and ports as numbers; a
/// protocol is never the last.
std::string textOf(const Json &concatenation)
{
    const auto nameOf = [](std::int64_t protocol) -> std::string {
        switch (protocol) {
        case IPPROTO_TCP: return "tcp";
        case IPPROTO_UDP: return "udp";
        case IPPROTO_SCTP: return "sctp";
        default: return std::to_string(protocol);
        }
    };
    std::string text;
    const auto &parts = concatenation["concat"].items();
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const bool isLast = i + 1 == parts.size();
        const auto address = IpAddress::parse(parts[i].asString());
        text += address           ? address->toString()
              : !parts[i].isInt() ? parts[i].asString()
              : isLast            ? std::to_string(parts[i].asInt())
                                  : nameOf(parts[i].asInt());
        text += isLast ? "" : " . ";
    }
    return text;
}

} // namespace

PortKeeper::Elements PortKeeper::elementsOf(const Attachment &attachment, const PortMapping &port)
{
    Elements elements;
    for (const auto address : attachment.addresses) {
        if (port.hostAddress && port.hostAddress->family() != address.family())
            continue;
        const std::string suffix = address.isV4() ? "-v4" : "-v6";
        const bool isAny = !port.hostAddress || *port.hostAddress == Prefix::all(address.family()).first();
        const auto key = port.protocol + " . " + std::to_string(port.hostPort);
        const auto pod = address.toString();
        elements[(isAny ? "any" : "own") + suffix][isAny ? key : port.hostAddress->toString() + " . " + key] =
            {pod + " . " + std::to_string(port.podPort), attachment.key};
        elements["selves" + suffix][pod + " . " + pod] = {{}, attachment.key};
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
    // A frame that is not known is written again by the next repair.
    const auto listing = m_elements.empty() ? Result<Json>(Json()) : m_nftables.listTable(kPortTable);
    m_frame = listing ? frameOf(*listing) : std::string();
    return {};
}

Status PortKeeper::reconcile(const std::map<AttachmentKey, Attachment> &own)
{
    Elements elements;
    for (const auto &[key, attachment] : own) {
        for (const auto &port : attachment.ports) {
            for (const auto &[holder, members] : elementsOf(attachment, port))
                elements[holder].insert(members.begin(), members.end());
        }
    }
    return writeAll(elements);
}

Status PortKeeper::open(const Attachment &attachment)
{
    auto all = m_elements;
    std::string script;
    for (const auto &port : attachment.ports) {
        for (const auto &[holder, members] : elementsOf(attachment, port)) {
            for (const auto &[key, target] : members) {
                const auto [at, isNew] = all[holder].emplace(key, target);
                if (at->second.owner != attachment.key)
                    return fail(Errc::AlreadyExists, "port-taken",
                                "the port %1 of this node leads to %2 already",
                                {port.toString(), at->second.owner.toString()});
                if (at->second.text != target.text)
                    return fail(Errc::InvalidArgument, "port-doubled",
                                "the port %1 of this node shall lead both to %2 and to %3",
                                {port.toString(), at->second.text, target.text});
                if (isNew)
                    script += command("add", holder, key, target.text);
            }
        }
    }
    if (script.empty())
        return {};
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
    std::map<std::string, std::map<std::string, std::string>> listed;
    for (const auto &item : listing["nftables"].items()) {
        for (const auto &element : item["map"]["elem"].items()) {
            if (element.items().size() == 2)
                listed[item["map"]["name"].asString()][textOf(element.items()[0])] =
                    textOf(element.items()[1]);
        }
        for (const auto &element : item["set"]["elem"].items())
            listed[item["set"]["name"].asString()][textOf(element)] = {};
    }
    std::map<std::string, std::map<std::string, std::string>> wanted;
    for (const auto &[holder, members] : m_elements) {
        for (const auto &[key, target] : members)
            wanted[holder][key] = target.text;
    }
    return listed == wanted && frameOf(listing) == m_frame;
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
