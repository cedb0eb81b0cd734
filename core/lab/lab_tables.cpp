#include "core/lab/lab_tables.h"

#include "core/base/text.h"
#include "core/routing/bird_status.h"

#include <algorithm>

namespace podloom {

namespace {

constexpr std::string_view kCut = "\n--podloom--\n";

constexpr auto kQuestion = R"sh(
cut() { printf '\n--podloom--\n'; }
ip -4 -j route show table main; cut
ip -6 -j route show table main; cut
if [ -f /etc/podloom/services/bgpd.json ]; then
    vtysh -c 'show bgp summary json'; cut
    vtysh -c 'show bgp ipv4 unicast json'; cut
    vtysh -c 'show bgp ipv6 unicast json'; cut
else
    birdc -v -s /run/bird/bird.ctl show protocols all; cut
    birdc -v -s /run/bird/bird.ctl show route primary all; cut
fi
)sh";
constexpr std::size_t kBirdParts = 4;
constexpr std::size_t kFrrParts = 5;

std::vector<std::string> parts(const std::string &answer)
{
    std::vector<std::string> out;
    std::size_t at = 0;
    for (auto cut = answer.find(kCut); cut != std::string::npos; cut = answer.find(kCut, at)) {
        out.push_back(answer.substr(at, cut - at));
        at = cut + kCut.size();
    }
    return out;
}

/// The client of BIRD shows codes, but not the line that ends a reply.
std::optional<BirdReply> replyIn(const std::string &said)
{
    BirdReplyParser parser;
    parser.feed(said + "\n0000 \n");
    auto reply = parser.next();
    if (reply && reply->code() == 1) // the greeting
        reply = parser.next();
    return reply;
}

void readBird(MachineTable &table, const std::string &protocols, const std::string &routes)
{
    const auto sessions = replyIn(protocols);
    const auto known = replyIn(routes);
    if (!sessions || !known || protocols.find("1002-") == std::string::npos) {
        table.trouble = "its BIRD does not answer";
        return;
    }
    std::map<std::string, std::string> peers;
    for (const auto &session : parseSessions(*sessions)) {
        peers[session.protocol] = session.peer;
        table.sessions.append(session.toJson());
    }
    for (const auto &route : parseRoutes(*known)) {
        const auto peer = peers.find(route.protocol);
        table.routes.append(toJson(route, peer == peers.end() ? std::string() : peer->second));
    }
}

/// Peers of FRR by their address, as the design describes them.
using FrrPeers = std::map<std::string, std::string>;

FrrPeers readFrrSessions(MachineTable &table, const Json &summary)
{
    FrrPeers peers;
    for (const auto *family : {"ipv4Unicast", "ipv6Unicast"}) {
        for (const auto &[address, peer] : summary[family]["peers"].members()) {
            const auto &description = peer["desc"].asString();
            peers[address] = description.empty() ? "ip:" + address : description;
            table.sessions.append(Json::object({{"peer", peers[address]},
                                                {"family", family[3] == '4' ? 4 : 6},
                                                {"state", peer["state"]},
                                                {"since", peer["peerUptime"]},
                                                {"imported", peer["pfxRcd"].asInt()},
                                                {"exported", peer["pfxSnt"].asInt()},
                                                {"lastError", Json()}}));
        }
    }
    return peers;
}

std::optional<std::uint32_t> numberOf(const Json &entry, std::string_view key)
{
    return entry.contains(key) ? std::optional(static_cast<std::uint32_t>(entry[key].asInt())) : std::nullopt;
}

BirdRoute frrRoute(const Prefix &prefix, const Json &entry)
{
    BirdRoute route;
    route.prefix = prefix;
    route.source = "BGP";
    route.origin = entry["origin"].asString();
    route.localPreference = numberOf(entry, "locPrf");
    route.med = numberOf(entry, "metric");
    for (const auto word : split(entry["path"].asString(), ' ')) {
        if (const auto number = parseUnsigned(word, UINT32_MAX))
            route.asPath.push_back(static_cast<std::uint32_t>(*number));
    }
    for (const auto &hop : entry["nexthops"].items()) {
        if (!route.nextHop || hop["used"].asBool())
            route.nextHop = IpAddress::parse(hop["ip"].asString());
    }
    return route;
}

void readFrrRoutes(MachineTable &table, const FrrPeers &peers, const Json &paths)
{
    for (const auto &[text, entries] : paths["routes"].members()) {
        const auto prefix = Prefix::parse(text);
        for (const auto &entry : entries.items()) {
            if (!prefix || !entry["bestpath"].asBool())
                continue;
            const auto peer = peers.find(entry["peerId"].asString());
            table.routes.append(
                toJson(frrRoute(*prefix, entry), peer == peers.end() ? std::string() : peer->second));
        }
    }
}

void addFamily(MachineTable &table, const std::string &json, Family family)
{
    const auto entries = parseKernelTable(json, family);
    if (!entries)
        table.trouble = entries.error().text();
    else
        table.kernel.insert(table.kernel.end(), entries->begin(), entries->end());
}

} // namespace

std::set<Prefix> MachineTable::knownToBgp() const
{
    std::set<Prefix> out;
    for (const auto &route : routes.items()) {
        if (const auto prefix = Prefix::parse(route["prefix"].asString()))
            out.insert(*prefix);
    }
    return out;
}

std::vector<std::string> routerQuestion()
{
    return {"sh", "-c", kQuestion};
}

MachineTable routerTable(const std::string &answer)
{
    MachineTable table;
    const auto said = parts(answer);
    if (said.size() != kBirdParts && said.size() != kFrrParts) {
        table.trouble = "its tables could not be read";
        return table;
    }
    addFamily(table, said[0], Family::V4);
    addFamily(table, said[1], Family::V6);
    if (said.size() == kBirdParts) {
        readBird(table, said[2], said[3]);
        return table;
    }
    const auto summary = parseJson(said[2]);
    if (!summary) {
        table.trouble = "its FRR does not answer";
        return table;
    }
    const auto peers = readFrrSessions(table, *summary);
    for (std::size_t index = 3; index < kFrrParts; ++index) {
        if (const auto paths = parseJson(said[index]))
            readFrrRoutes(table, peers, *paths);
    }
    return table;
}

MachineTable nodeTable(const Json &answer)
{
    MachineTable table;
    for (const auto &each : answer["kernel"].items()) {
        if (auto entry = kernelEntryFrom(each))
            table.kernel.push_back(*std::move(entry));
    }
    table.routes = answer["routes"];
    return table;
}

Json tableJson(const MachineTable &table)
{
    std::map<std::string, const Json *> known;
    for (const auto &route : table.routes.items())
        known.try_emplace(route["prefix"].asString(), &route);
    const Json nothing = Json::object();
    Json list = Json::array();
    const auto add = [&](Json entry, const Json &attributes) {
        for (const auto *key : {"from", "origin", "localPref", "med"})
            entry.set(key, attributes[key]);
        for (const auto *key : {"asPath", "communities"})
            entry.set(key, attributes[key].isArray() ? attributes[key] : Json::array());
        list.append(std::move(entry));
    };
    std::set<std::string> inKernel;
    for (const auto &entry : table.kernel) {
        const auto prefix = entry.prefix.toString();
        const auto route = known.find(prefix);
        add(toJson(entry), isOfBgp(entry) && route != known.end() ? *route->second : nothing);
        if (isOfBgp(entry))
            inKernel.insert(prefix);
    }
    for (const auto &route : table.routes.items()) {
        if (route["source"].asString() == "bgp" && !inKernel.contains(route["prefix"].asString()))
            add(Json::object({{"prefix", route["prefix"]},
                              {"nextHop", route["nextHop"]},
                              {"interface", route["interface"]},
                              {"owner", Json()},
                              {"metric", Json()}}),
                route);
    }
    return list;
}

std::vector<std::unique_ptr<NodeLink>> routerLinks(const LabFolder &folder, const LabInventory &inventory,
                                                   const LabJob &job)
{
    std::vector<std::unique_ptr<NodeLink>> links;
    for (const auto &[name, wires] : inventory.wires) {
        const bool isNode =
            std::any_of(inventory.members.begin(), inventory.members.end(),
                        [&name = name](const LabMember &member) { return member.machine == name; });
        if (!isNode && name != inventory.outside)
            links.push_back(std::make_unique<NodeLink>(folder, LabMember{{}, name, name, {}, {}}, job));
    }
    return links;
}

LabTableReader::LabTableReader(std::vector<NodeLink *> nodes, std::vector<NodeLink *> routers, LabJob job)
    : m_nodes(std::move(nodes)),
      m_routers(std::move(routers)),
      m_job(std::move(job))
{}

void LabTableReader::readNode(NodeLink &link, MachineTable &table, std::vector<Prefix> &blocks) const
{
    auto answer = link.call("routes", Json::object());
    auto status = answer ? link.call("status", Json::object()) : answer;
    if (status) {
        table = nodeTable(*answer);
        table.sessions = (*status)["bgp"];
    } else {
        table.trouble = status.error().text();
    }
    table.hasOwnInterfaces = link.member().ssh.has_value();
    for (const auto *key : {"blocks", "borrowed"}) {
        for (const auto &block : answer ? (*answer)[key].items() : Json::Array()) {
            if (const auto prefix = Prefix::parse(block.asString()))
                blocks.push_back(*prefix);
        }
    }
}

void LabTableReader::readRouter(NodeLink &link, MachineTable &table) const
{
    const auto output = link.host().run({routerQuestion()}, m_job.stop);
    if (output)
        table = routerTable(output->standardOutput);
    else
        table.trouble = output.error().text();
}

LabTables LabTableReader::read()
{
    std::vector<MachineTable> tables(m_nodes.size() + m_routers.size());
    std::vector<std::vector<Prefix>> blocks(m_nodes.size());
    forEachParallel(tables.size(), [&](std::size_t index) {
        if (index < m_nodes.size())
            readNode(*m_nodes[index], tables[index], blocks[index]);
        else
            readRouter(*m_routers[index - m_nodes.size()], tables[index]);
    });
    LabTables out;
    for (std::size_t index = 0; index < tables.size(); ++index) {
        const bool isNode = index < m_nodes.size();
        const auto &member = isNode ? m_nodes[index]->member() : m_routers[index - m_nodes.size()]->member();
        const auto id =
            isNode ? MachineId::node(member.cluster, member.node) : MachineId::router(member.node);
        if (isNode && tables[index].trouble.empty())
            out.blocks[id] = std::move(blocks[index]);
        out.machines[id] = std::move(tables[index]);
    }
    return out;
}

} // namespace podloom
