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

SnapshotPointer parsed(const std::string &manifests, const std::string &world)
{
    return parseFiles({{"world.yaml", world}, {"node.yaml", kThirdNode}, {"case.yaml", manifests}});
}

} // namespace

TableLab::TableLab(const std::vector<IpAddress> &outside, const std::vector<std::uint16_t> &ports)
    : m_outside(outside),
      m_ports(ports)
{
    bringUp();
    if (::testing::Test::HasFailure())
        return;
    wireOutside();
    const auto trouble = apply({}, policy::tableWorld());
    EXPECT_EQ(trouble, "");
    m_isUp = !::testing::Test::HasFailure();
}

TableLab::~TableLab()
{
    m_pods.clear();
    m_machines.clear();
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
}

void TableLab::shell(const std::string &machine, const std::string &script) const
{
    const auto done = runProgram({"nsenter", "-t", m_pids.at(machine), "-n", "sh", "-ec", script});
    EXPECT_EQ(done.exitCode, 0) << machine << ": " << script << ": " << done.standardError;
}

std::unique_ptr<Station> TableLab::stationAt(const std::string &netns,
                                             const std::vector<IpAddress> &addresses)
{
    auto station = std::make_unique<Station>(netns);
    station->serve(addresses, m_ports);
    for (const auto &ip : addresses)
        m_byAddress[ip] = station.get();
    return station;
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
    shell("outside", here);
    const auto design = parsed({}, policy::tableWorld())->design();
    for (const auto &node : kNodes) {
        shell(node, nodes);
        m_machines.push_back(stationAt("/proc/" + m_pids.at(node) + "/ns/net", addressesOf(design, node)));
    }
    m_machines.push_back(stationAt("/proc/" + m_pids.at("outside") + "/ns/net", m_outside));
}

void TableLab::routeFromOutside(const Design &design, const RunningPod &pod) const
{
    std::string script;
    for (const auto &ip : pod.ips) {
        for (const auto &via : addressesOf(design, pod.node)) {
            if (via.family() == ip.family())
                script += std::string(ip.isV4() ? "ip route replace " : "ip -6 route replace ")
                        + ip.toString() + " via " + via.toString() + " dev eth0 onlink\n";
        }
    }
    shell("outside", script);
}

std::string TableLab::netnsOf(const std::string &node, const std::string &pod) const
{
    const auto run = fs::path("/proc") / m_pids.at(node) / "root/run";
    for (const auto &file : fs::directory_iterator(run / "podloom/pods")) {
        const auto bytes =
            file.path().extension() == ".json" ? readFile(file.path()) : Result<std::string>("");
        const auto record = parseJson(bytes ? *bytes : std::string());
        if (record && (*record)["name"].asString() == pod)
            return run / "netns" / ("plpod-" + (*record)["id"].asString());
    }
    return {};
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

std::string TableLab::waitFor(std::int64_t revision) const
{
    for (const auto &node : kNodes) {
        const auto reached = ask(node, "wait", Json::object({{"revision", revision}, {"timeoutMs", 20'000}}));
        if (!reached["reached"].asBool())
            return node + " does not get there: " + ask(node, "status", Json::object())["agent"].dump();
    }
    return {};
}

std::string TableLab::apply(const std::string &manifests, const std::string &world)
{
    const auto snapshot = parseFiles({{"world.yaml", world}, {"case.yaml", manifests}});
    Json objects = Json::array();
    for (const auto &id : snapshot->objects())
        objects.append(snapshot->manifestJson(id));
    const auto applied = ask(
        "node-3", "apply", Json::object({{"objects", std::move(objects)}, {"set", "case"}, {"prune", true}}));
    if (auto trouble = waitFor(applied["revision"].asInt()); !trouble.empty())
        return trouble;
    return followPods(snapshot->design());
}

/// Whether every agent knows these pods, and no others, where they are.
bool TableLab::isKnownEverywhere(const std::map<std::string, RunningPod> &pods) const
{
    for (const auto &node : kNodes) {
        const auto endpoints = ask(node, "endpoints", Json::object())["endpoints"];
        if (endpoints.items().size() != pods.size())
            return false;
        for (const auto &each : endpoints.items()) {
            const auto found = pods.find(each["namespace"].asString() + '/' + each["pod"].asString());
            if (found == pods.end() || found->second.node != each["node"].asString()
                || each["ips"].items().size() != found->second.ips.size()
                || each["ips"].items().front().asString() != found->second.ips.front().toString())
                return false;
        }
    }
    return true;
}

std::string TableLab::followPods(const Design &design)
{
    std::map<std::string, RunningPod> wanted;
    for (const auto &pod : design.pods) {
        const auto name = pod.meta.id.ns + '/' + pod.meta.id.name;
        if (pod.spec.isHostNetwork || pod.spec.nodeName.empty())
            continue;
        if (auto known = m_pods.find(name); known != m_pods.end() && known->second.node == pod.spec.nodeName)
            wanted.insert(m_pods.extract(known));
        else
            wanted[name].node = pod.spec.nodeName;
    }
    const auto isNew = [](const auto &each) { return each.second.ips.empty(); };
    if (m_pods.empty() && std::none_of(wanted.begin(), wanted.end(), isNew)) {
        m_pods = std::move(wanted);
        return {};
    }
    for (const auto &[name, gone] : m_pods) {
        for (const auto &ip : gone.ips)
            m_byAddress.erase(ip);
    }
    m_pods = std::move(wanted);
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    do {
        if (std::chrono::steady_clock::now() > deadline)
            return "the pods do not run in time";
        for (const auto &node : kNodes) {
            const auto status = ask(node, "status", Json::object());
            for (const auto &each : status["pods"].items()) {
                const auto pod = m_pods.find(each["name"].asString());
                if (pod == m_pods.end() || !isNew(*pod) || pod->second.node != node
                    || each["state"].asString() != "running")
                    continue;
                for (const auto &ip : each["ips"].items())
                    pod->second.ips.push_back(*IpAddress::parse(ip.asString()));
                pod->second.station = stationAt(netnsOf(node, pod->first), pod->second.ips);
                routeFromOutside(parsed({}, policy::tableWorld())->design(), pod->second);
            }
        }
    } while (std::any_of(m_pods.begin(), m_pods.end(), isNew) || !isKnownEverywhere(m_pods));
    std::int64_t newest = 0;
    for (const auto &node : kNodes)
        newest = std::max(newest, ask(node, "endpoints", Json::object())["revision"].asInt());
    return waitFor(newest);
}

policy::Program TableLab::program(const std::string &manifests, const std::string &world) const
{
    auto design = parsed(manifests, world)->design();
    auto pods = design.pods;
    for (const auto &pod : design.pods) {
        const auto known = m_pods.find(pod.meta.id.ns + '/' + pod.meta.id.name);
        auto placed = pod;
        placed.ips = known == m_pods.end() ? std::vector<IpAddress>() : known->second.ips;
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
