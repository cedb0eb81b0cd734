#include "tests/system/tables/table_lab.h"

#include "core/manifest/snapshot.h"
#include "core/policy/compile.h"
#include "core/rpc/client.h"
#include "tests/unit/core/policy/policy_table.h"

namespace podloom {

namespace fs = std::filesystem;

namespace {

constexpr auto kLabName = "policy-tables";
const std::vector<std::string> kNodes{"node-1", "node-2", "node-3"};

/// The store stands on a node of its own, which no case closes.
constexpr auto kThirdNode = R"(apiVersion: v1
kind: Node
metadata: {name: node-3, labels: {zone: c}}
status: {addresses: [{type: InternalIP, address: 172.31.0.3}, {type: InternalIP, address: "fd00:31::3"}]}
---
apiVersion: podloom.dev/v1alpha1
kind: Lab
metadata: {name: policy-tables}
spec: {store: {members: [node-3]}}
)";

/// Behind those that Linux gives to programs that ask for none.
constexpr std::uint16_t kFirstSourcePort = 61'000;

std::vector<IpAddress> addressesOf(const Design &design, const std::string &node)
{
    std::vector<IpAddress> out;
    if (const auto *found = design.nodes.find({"default", "", "Node", "", node})) {
        for (const auto &each : found->addresses)
            out.push_back(each.address);
    }
    return out;
}

SnapshotPointer parsed(const std::string &manifests)
{
    return parseFiles(
        {{"world.yaml", policy::tableWorld()}, {"node.yaml", kThirdNode}, {"case.yaml", manifests}});
}

} // namespace

TableLab::TableLab(const std::vector<IpAddress> &outside, const std::vector<std::uint16_t> &ports)
    : m_outside(outside)
{
    bringUp();
    if (::testing::Test::HasFailure())
        return;
    wireOutside();
    addStations(ports);
    m_isUp = !::testing::Test::HasFailure();
}

TableLab::~TableLab()
{
    m_stations.clear();
    EXPECT_EQ(m_command.run({"lab", "down", kLabName}).exitCode, 0);
}

void TableLab::bringUp()
{
    const auto design = m_command.folder / kLabName;
    fs::create_directories(design);
    ASSERT_TRUE(replaceFile(design / "world.yaml", policy::tableWorld()));
    ASSERT_TRUE(replaceFile(design / "lab.yaml", kThirdNode));
    for (const auto &words : std::vector<std::vector<std::string>>{{"lab", "up"}, {"apply"}}) {
        auto argv = words;
        argv.push_back(design.string());
        const auto done = m_command.run(argv);
        ASSERT_EQ(done.exitCode, 0) << words.front() << ": " << done.standardError;
    }
    for (const auto &[name, machine] : machinesIn(m_command.folder / "labs" / kLabName / "machines"))
        m_pids[name] = machine.second;
    const auto status = m_command.ask({"status"});
    for (const auto &node : status["nodes"].items()) {
        for (const auto &pod : node["pods"].items()) {
            for (const auto &ip : pod["ips"].items())
                m_podIps[pod["name"].asString()].push_back(*IpAddress::parse(ip.asString()));
        }
    }
    ASSERT_EQ(m_podIps.size(), parsed({})->design().pods.size());
}

std::string TableLab::shell(const std::string &machine, const std::string &script) const
{
    const auto done = runProgram({"nsenter", "-t", m_pids.at(machine), "-n", "sh", "-ec", script});
    EXPECT_EQ(done.exitCode, 0) << machine << ": " << script << ": " << done.standardError;
    return done.standardOutput;
}

/// As a probe of podloomctl does it: addresses on the loopback of the outside machine, and routes both ways.
void TableLab::wireOutside()
{
    std::string here = "ip route add 172.31.0.0/16 dev eth0\nip -6 route add fd00:31::/64 dev eth0\n";
    std::string nodes;
    for (const auto &ip : m_outside) {
        here +=
            "ip addr add " + ip.toString() + (ip.isV4() ? "/32" : "/128 nodad") + std::string(" dev lo\n");
        nodes += ip.isV4() ? "ip route add " + ip.toString() + "/32 via 169.254.77.1 dev eth0 onlink\n"
                           : "ip -6 route add " + ip.toString() + "/128 via fe80::4d01 dev eth0\n";
    }
    const auto design = parsed({})->design();
    for (const auto &pod : design.pods) {
        const auto nextHops = addressesOf(design, pod.spec.nodeName);
        for (const auto &ip : m_podIps.at(pod.meta.id.ns + '/' + pod.meta.id.name)) {
            for (const auto &via : nextHops) {
                if (via.family() == ip.family())
                    here += std::string(ip.isV4() ? "ip route add " : "ip -6 route add ") + ip.toString()
                          + " via " + via.toString() + " dev eth0 onlink\n";
            }
        }
    }
    shell("outside", here);
    for (const auto &node : kNodes)
        shell(node, nodes);
}

void TableLab::addStation(const std::string &netns, const std::vector<IpAddress> &addresses)
{
    auto &station = *m_stations.emplace_back(std::make_unique<Station>(netns), addresses).first;
    for (const auto &ip : addresses)
        m_byAddress[ip] = &station;
}

void TableLab::addStations(const std::vector<std::uint16_t> &ports)
{
    const auto design = parsed({})->design();
    for (const auto &node : kNodes) {
        const auto process = fs::path("/proc") / m_pids.at(node);
        addStation(process / "ns" / "net", addressesOf(design, node));
        std::error_code none; // a node without pods
        for (const auto &file : fs::directory_iterator(process / "root/run/podloom/pods", none)) {
            if (file.path().extension() != ".json")
                continue;
            const auto bytes = readFile(file.path());
            ASSERT_TRUE(bytes);
            const auto record = parseJson(*bytes);
            ASSERT_TRUE(record);
            addStation(process / "root/run/netns" / ("plpod-" + (*record)["id"].asString()),
                       m_podIps.at((*record)["name"].asString()));
        }
    }
    addStation(fs::path("/proc") / m_pids.at("outside") / "ns" / "net", m_outside);
    for (const auto &[station, addresses] : m_stations)
        station->serve(addresses, ports);
}

Json TableLab::ask(const std::string &node, const std::string &method, Json params) const
{
    auto stream = FdStream::connect("/proc/" + m_pids.at(node) + "/root/run/podloom/agentd.sock");
    if (!stream) {
        ADD_FAILURE() << node << ": " << stream.error().text();
        return {};
    }
    const auto answer =
        rpc::Client(*std::move(stream)).call(method, std::move(params), std::chrono::seconds(30));
    EXPECT_TRUE(answer) << node << ", " << method << ": " << (answer ? "" : answer.error().text());
    return answer ? *answer : Json();
}

std::string TableLab::apply(const std::string &manifests)
{
    const auto snapshot = parseFiles({{"case.yaml", manifests}});
    Json objects = Json::array();
    for (const auto &id : snapshot->objects())
        objects.append(snapshot->manifestJson(id));
    const auto applied = ask(
        "node-3", "apply", Json::object({{"objects", std::move(objects)}, {"set", "case"}, {"prune", true}}));
    for (const auto &node : kNodes) {
        const auto reached =
            ask(node, "wait", Json::object({{"revision", applied["revision"]}, {"timeoutMs", 20'000}}));
        if (!reached["reached"].asBool())
            return node + " does not get there: " + ask(node, "status", Json::object())["agent"].dump();
    }
    return {};
}

policy::Program TableLab::program(const std::string &manifests) const
{
    auto design = parsed(manifests)->design();
    auto pods = design.pods;
    for (const auto &pod : design.pods) {
        const auto known = m_podIps.find(pod.meta.id.ns + '/' + pod.meta.id.name);
        auto placed = pod;
        placed.ips = known == m_podIps.end() ? std::vector<IpAddress>() : known->second;
        pods.put(std::move(placed));
    }
    design.pods = std::move(pods);
    return policy::compile(design);
}

std::uint16_t TableLab::freshSourcePort(IpAddress address)
{
    auto &last = m_lastSourcePort[address];
    last = last < kFirstSourcePort || last == UINT16_MAX ? kFirstSourcePort
                                                         : static_cast<std::uint16_t>(last + 1);
    return last;
}

std::vector<bool> TableLab::tryAll(std::vector<Probe> probes)
{
    std::map<Station *, std::vector<std::size_t>> bySource;
    for (std::size_t i = 0; i < probes.size(); ++i)
        bySource[m_byAddress.at(probes[i].from)].push_back(i);
    for (const auto &[station, indexes] : bySource) {
        std::vector<Probe> own;
        for (const auto index : indexes)
            own.push_back(probes[index]);
        station->start(own);
    }
    std::vector<bool> out(probes.size(), false);
    for (const auto &[station, indexes] : bySource) {
        const auto results = station->results();
        for (std::size_t i = 0; i < indexes.size() && i < results.size(); ++i)
            out[indexes[i]] = results[i];
    }
    return out;
}

} // namespace podloom
