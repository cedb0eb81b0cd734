#include "core/lab/lab_tables.h"

#include "core/base/text.h"
#include "core/routing/bird_status.h"

#include <algorithm>

namespace podloom {

namespace {

constexpr std::string_view kCut = "\n--podloom--\n";

constexpr auto kKernelQuestion = R"sh(
cut() { printf '\n--podloom--\n'; }
ip -4 -j route show table main; cut
ip -6 -j route show table main; cut
)sh";
constexpr auto kBirdQuestion = R"sh(
birdc -v -s /run/bird/bird.ctl show protocols all; cut
birdc -v -s /run/bird/bird.ctl show route primary all; cut
)sh";
constexpr auto kFrrQuestion = R"sh(
vtysh -c 'show bgp summary json'; cut
vtysh -c 'show bgp ipv4 unicast json'; cut
vtysh -c 'show bgp ipv6 unicast json'; cut
)sh";

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

const BgpSession *sessionWith(const std::vector<BgpSession> &sessions, const std::string &address)
{
    const auto ip = IpAddress::parse(address);
    const auto found = std::find_if(sessions.begin(), sessions.end(), [&](const BgpSession &session) {
        return ip && session.peerAddress == *ip;
    });
    return found == sessions.end() ? nullptr : &*found;
}

void readFrrSessions(MachineTable &table, const std::vector<BgpSession> &sessions, const Json &summary)
{
    for (const auto *family : {"ipv4Unicast", "ipv6Unicast"}) {
        for (const auto &[address, peer] : summary[family]["peers"].members()) {
            const auto *session = sessionWith(sessions, address);
            table.sessions.append(Json::object({{"peer", session ? session->peerName : "ip:" + address},
                                                {"family", family[3] == '4' ? 4 : 6},
                                                {"state", peer["state"]},
                                                {"since", peer["peerUptime"]},
                                                {"imported", peer["pfxRcd"].asInt()},
                                                {"exported", peer["pfxSnt"].asInt()},
                                                {"lastError", Json()}}));
        }
    }
}

void readFrrRoutes(MachineTable &table, const std::vector<BgpSession> &sessions, const Json &paths)
{
    for (const auto &[prefix, entries] : paths["routes"].members()) {
        for (const auto &entry : entries.items()) {
            if (!entry["bestpath"].asBool())
                continue;
            BirdRoute route;
            const auto parsed = Prefix::parse(prefix);
            if (!parsed)
                continue;
            route.prefix = *parsed;
            route.source = "BGP";
            route.origin = entry["origin"].asString();
            for (const auto word : split(entry["path"].asString(), ' ')) {
                if (const auto number = parseUnsigned(word, UINT32_MAX))
                    route.asPath.push_back(static_cast<std::uint32_t>(*number));
            }
            if (entry.contains("locPrf"))
                route.localPreference = static_cast<std::uint32_t>(entry["locPrf"].asInt());
            if (entry.contains("metric"))
                route.med = static_cast<std::uint32_t>(entry["metric"].asInt());
            for (const auto &hop : entry["nexthops"].items()) {
                if (!route.nextHop || hop["used"].asBool())
                    route.nextHop = IpAddress::parse(hop["ip"].asString());
            }
            const auto &peer = entry["peerId"].asString();
            const auto *session = sessionWith(sessions, peer);
            table.routes.append(toJson(route, session ? session->peerName : std::string()));
        }
    }
}

void addFamily(MachineTable &table, const std::string &json, Family family)
{
    auto entries = parseKernelTable(json, family);
    table.kernel.insert(table.kernel.end(), entries.begin(), entries.end());
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

std::vector<std::string> routerQuestion(RouterEngine engine)
{
    return {"sh", "-c",
            std::string(kKernelQuestion) + (engine == RouterEngine::Frr ? kFrrQuestion : kBirdQuestion)};
}

MachineTable routerTable(RouterEngine engine, const std::vector<BgpSession> &sessions,
                         const std::string &answer)
{
    MachineTable table;
    const auto said = parts(answer);
    if (said.size() != (engine == RouterEngine::Frr ? 5U : 4U)) {
        table.trouble = "its tables could not be read";
        return table;
    }
    addFamily(table, said[0], Family::V4);
    addFamily(table, said[1], Family::V6);
    if (engine != RouterEngine::Frr) {
        readBird(table, said[2], said[3]);
        return table;
    }
    const auto summary = parseJson(said[2]);
    if (!summary) {
        table.trouble = "its FRR does not answer";
        return table;
    }
    readFrrSessions(table, sessions, *summary);
    for (std::size_t index = 3; index < 5; ++index) {
        if (const auto paths = parseJson(said[index]))
            readFrrRoutes(table, sessions, *paths);
    }
    return table;
}

std::vector<std::unique_ptr<NodeLink>> routerLinks(const LabFolder &folder, const LabInventory &inventory,
                                                   const Design &placed, const LabJob &job)
{
    std::vector<std::unique_ptr<NodeLink>> links;
    for (const auto &router : placed.routers) {
        const auto &name = router.meta.id.name;
        if (inventory.hasEmulated() && router.engine != RouterEngine::External)
            links.push_back(std::make_unique<NodeLink>(folder, LabMember{{}, name, name, {}, {}}, job));
    }
    return links;
}

LabTableReader::LabTableReader(std::vector<NodeLink *> nodes, std::vector<NodeLink *> routers,
                               const Design &placed, LabJob job)
    : m_nodes(std::move(nodes)),
      m_job(std::move(job))
{
    const auto wires = underlay(placed);
    for (auto *link : routers) {
        const auto &name = link->member().node;
        const auto *object = placed.routers.find({"", "podloom.dev", "Router", "", name});
        m_routers.push_back({link, object ? object->engine : RouterEngine::Bird,
                             bgpSessionsOf(placed, wires, MachineId::router(name))});
    }
}

void LabTableReader::readNode(NodeLink &link, MachineTable &table, std::vector<Prefix> &blocks) const
{
    table.hasOwnInterfaces = link.member().ssh.has_value();
    auto answer = link.call("routes", Json::object());
    auto status = answer ? link.call("status", Json::object()) : answer;
    if (!status) {
        table.trouble = status.error().text();
        return;
    }
    for (const auto &each : (*answer)["kernel"].items()) {
        if (auto entry = kernelEntryFrom(each))
            table.kernel.push_back(*std::move(entry));
    }
    table.routes = (*answer)["routes"];
    table.sessions = (*status)["bgp"];
    for (const auto *key : {"blocks", "borrowed"}) {
        for (const auto &block : (*answer)[key].items()) {
            if (const auto prefix = Prefix::parse(block.asString()))
                blocks.push_back(*prefix);
        }
    }
}

void LabTableReader::readRouter(const Router &router, MachineTable &table) const
{
    const auto output = router.link->host().run({routerQuestion(router.engine)}, m_job.stop);
    if (output)
        table = routerTable(router.engine, router.sessions, output->standardOutput);
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
            readRouter(m_routers[index - m_nodes.size()], tables[index]);
    });
    LabTables out;
    for (std::size_t index = 0; index < tables.size(); ++index) {
        const bool isNode = index < m_nodes.size();
        const auto &member =
            isNode ? m_nodes[index]->member() : m_routers[index - m_nodes.size()].link->member();
        const auto id =
            isNode ? MachineId::node(member.cluster, member.node) : MachineId::router(member.node);
        if (isNode && tables[index].trouble.empty())
            out.blocks[id] = std::move(blocks[index]);
        out.machines[id] = std::move(tables[index]);
    }
    return out;
}

} // namespace podloom
