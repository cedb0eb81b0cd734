#include "tests/system/agent/agent_world.h"

#include "core/os/child_process.h"
#include "core/os/files.h"
#include "core/os/unix_socket.h"
#include "core/rpc/client.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <regex>
#include <thread>

namespace podloom {

namespace fs = std::filesystem;

namespace {

const std::string kBin = PODLOOM_BIN_DIR;
void waitFor(pid_t pid)
{
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
}

/// `ip netns` without the numbers that a namespace keeps once another had a link to it.
std::string withoutIds(const std::string &text)
{
    static const std::regex kId(R"( \(id: \d+\))");
    return std::regex_replace(text, kId, "");
}

std::string sortedLines(const std::string &text)
{
    std::vector<std::string> lines;
    std::size_t begin = 0;
    while (begin < text.size()) {
        const auto end = std::min(text.find('\n', begin), text.size());
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    std::sort(lines.begin(), lines.end());
    std::string out;
    for (const auto &line : lines)
        out += line + '\n';
    return out;
}

} // namespace

std::string outputOf(const std::vector<std::string> &argv)
{
    const auto output = runChild({.argv = argv});
    if (!output)
        return output.error().text();
    return output->standardOutput;
}

pid_t spawnProgram(const std::vector<std::string> &argv, const std::string &log, const std::string &netns)
{
    std::vector<char *> raw;
    for (const auto &argument : argv)
        raw.push_back(const_cast<char *>(argument.c_str()));
    raw.push_back(nullptr);
    const pid_t pid = ::fork();
    if (pid != 0)
        return pid;
    const int null = ::open("/dev/null", O_RDONLY);
    const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(null, 0);
    ::dup2(out, 1);
    ::dup2(out, 2);
    if (!netns.empty()) {
        const int ns = ::open(netns.c_str(), O_RDONLY | O_CLOEXEC);
        if (::setns(ns, CLONE_NEWNET) != 0)
            ::_exit(126);
    }
    ::execv(raw[0], raw.data());
    ::_exit(127);
}

bool enterOwnNamespaces()
{
    static const bool kIsInside = [] {
        if (::unshare(CLONE_NEWNET | CLONE_NEWNS) != 0)
            return false;
        const bool isPrivate = ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0
                            && ::mount("none", "/run", "tmpfs", 0, nullptr) == 0;
        fs::create_directories("/run/netns");
        outputOf({"ip", "link", "set", "lo", "up"});
        return isPrivate;
    }();
    return kIsInside;
}

AgentWorld::AgentWorld(NodePlace place) : m_place(std::move(place))
{
    auto pattern = (fs::temp_directory_path() / "podloom-agent-XXXXXX").string();
    EXPECT_NE(::mkdtemp(pattern.data()), nullptr);
    m_folder = pattern;
}

AgentWorld::~AgentWorld()
{
    for (const auto &[name, pod] : std::map(m_pods))
        endPod(pod);
    endAgent();
    onNode({"nft", "delete", "table", "inet", "podloom"});
    endBird();
    if (!::testing::Test::HasFailure()) {
        std::error_code ignored;
        fs::remove_all(m_folder, ignored);
    }
    std::error_code ignored;
    fs::remove_all(runFolder(), ignored);
}

void AgentWorld::spawnAgent(const std::vector<std::string> &options)
{
    std::vector<std::string> argv{kBin + '/' + m_place.agentProgram,
                                  "run",
                                  "--node",
                                  m_place.name,
                                  "--store",
                                  m_place.store.empty() ? "sqlite:" + (m_folder / "store.db").string()
                                                        : m_place.store,
                                  "--state",
                                  (m_folder / "state").string(),
                                  "--run",
                                  runFolder()};
    if (!m_place.runsBgp)
        argv.emplace_back("--no-bgp");
    argv.insert(argv.end(), options.begin(), options.end());
    m_agent = spawnProgram(argv, (m_folder / "agent.log").string(),
                           m_place.netns.empty() ? std::string() : netnsPath(m_place.netns));
}

void AgentWorld::startAgent(const std::vector<std::string> &options, const std::string &state)
{
    spawnAgent(options);
    const auto isReady = [this, &state] {
        auto stream = FdStream::connect(runFolder() + "/agentd.sock");
        if (!stream)
            return false;
        const auto status = rpc::Client(*std::move(stream)).call("status");
        return status && (*status)["agent"]["state"].asString() == state;
    };
    ASSERT_TRUE(eventually(isReady)) << log();
}

void AgentWorld::killAgent()
{
    ::kill(m_agent, SIGKILL);
    waitFor(m_agent);
    m_agent = -1;
}

void AgentWorld::endAgent()
{
    if (m_agent < 0)
        return;
    ::kill(m_agent, SIGTERM);
    waitFor(m_agent);
    m_agent = -1;
}

CniOutcome AgentWorld::cni(const std::string &command, const std::string &container,
                           const std::string &podName, const std::string &config) const
{
    const auto slash = podName.find('/');
    std::string args = "IgnoreUnknown=1";
    if (slash != std::string::npos)
        args += ";K8S_POD_NAMESPACE=" + podName.substr(0, slash)
              + ";K8S_POD_NAME=" + podName.substr(slash + 1) + ";K8S_POD_INFRA_CONTAINER_ID=" + container;
    const auto output =
        runChild({.argv = {kBin + "/podloom-cni"},
                  .environment = {"CNI_COMMAND=" + command, "CNI_CONTAINERID=" + container, "CNI_IFNAME=eth0",
                                  "CNI_NETNS=" + (container.empty() ? "" : netnsPath(container)),
                                  "CNI_ARGS=" + args, "CNI_PATH=" + kBin},
                  .input = config.empty() ? defaultConfig() : config});
    if (!output) {
        ADD_FAILURE() << output.error().text();
        return {};
    }
    const auto json = parseJson(output->standardOutput);
    return {output->exitCode, output->standardOutput, json ? *json : Json()};
}

std::string AgentWorld::defaultConfig() const
{
    return Json::object({{"cniVersion", "1.0.0"},
                         {"name", "podloom"},
                         {"type", "podloom-cni"},
                         {"socket", runFolder() + "/cni.sock"}})
        .dump();
}

std::string AgentWorld::onNode(std::vector<std::string> argv) const
{
    if (!m_place.netns.empty())
        argv.insert(argv.begin(), {"ip", "netns", "exec", m_place.netns});
    return outputOf(argv);
}

pid_t AgentWorld::birdPid() const
{
    const auto text = readFile(runFolder() + "/bird.pid");
    const auto pid = text ? std::atoi(text->c_str()) : 0;
    return pid > 0 && ::kill(pid, 0) == 0 ? pid : -1;
}

void AgentWorld::endBird() const
{
    if (const auto pid = birdPid(); pid > 0) {
        ::kill(pid, SIGKILL);
        eventually([&] { return ::kill(pid, 0) != 0; });
    }
}

Json AgentWorld::call(const std::string &method, Json params) const
{
    auto stream = FdStream::connect(runFolder() + "/agentd.sock");
    if (!stream) {
        ADD_FAILURE() << stream.error().text();
        return {};
    }
    const auto answer =
        rpc::Client(*std::move(stream)).call(method, std::move(params), std::chrono::seconds(30));
    EXPECT_TRUE(answer) << method << ": " << (answer ? "" : answer.error().text());
    return answer ? *answer : Json();
}

std::string AgentWorld::askMetrics(const std::string &request) const
{
    const auto socket = connectUnix(runFolder() + "/metrics.sock");
    if (!socket)
        return socket.error().text();
    EXPECT_TRUE(writeAll(socket->get(), request));
    const auto answer = readAll(socket->get());
    return answer ? *answer : answer.error().text();
}

void AgentWorld::apply(const std::string &yaml, const std::string &set) const
{
    const auto output = runChild({.argv = {kBin + "/podloom-agentd", "apply", "--prune", set, "-", "--socket",
                                           runFolder() + "/agentd.sock"},
                                  .input = yaml});
    ASSERT_TRUE(output) << output.error().text();
    ASSERT_EQ(output->exitCode, 0) << output->standardOutput << output->standardError;
}

LabPod AgentWorld::startPod(const std::string &name)
{
    static int count = 0;
    LabPod pod{.name = name, .container = "c" + std::to_string(++count)};
    outputOf({"ip", "netns", "add", pod.container});
    outputOf({"ip", "-n", pod.container, "link", "set", "lo", "up"});
    const auto added = cni("ADD", pod.container, name);
    EXPECT_EQ(added.exitStatus, 0) << added.text << log();
    for (const auto &ip : added.json["ips"].items()) {
        const auto &address = ip["address"].asString();
        pod.ips.push_back(address.substr(0, address.find('/')));
    }
    fs::create_directories(runFolder() + "/pods");
    const auto socket = runFolder() + "/pods/" + pod.container + ".sock";
    pod.pid =
        spawnProgram({kBin + "/podloom-pod", "--name", name, "--control", socket, "--ports", "80/TCP,53/UDP"},
                     (m_folder / "pods.log").string(), netnsPath(pod.container));
    EXPECT_TRUE(eventually([&] { return FdStream::connect(socket).has_value(); }));
    m_pods[pod.container] = pod;
    return pod;
}

void AgentWorld::endPod(const LabPod &pod)
{
    ::kill(pod.pid, SIGKILL);
    waitFor(pod.pid);
    if (m_agent >= 0) {
        const auto deleted = cni("DEL", pod.container, pod.name);
        EXPECT_EQ(deleted.exitStatus, 0) << deleted.text << log();
        EXPECT_EQ(deleted.text, "");
    }
    outputOf({"ip", "netns", "del", pod.container});
    std::error_code ignored;
    fs::remove(runFolder() + "/pods/" + pod.container + ".sock", ignored);
    m_pods.erase(pod.container);
}

std::string AgentWorld::probe(const LabPod &from, const std::string &ip, const std::string &protocol,
                              int port) const
{
    const auto answer = call(
        "probe",
        Json::object({{"from", from.name},
                      {"targets", Json::array({Json::object(
                                      {{"id", 1}, {"ip", ip}, {"port", port}, {"protocol", protocol}})})},
                      {"timeoutMs", 2000}}));
    return answer["results"].items().empty() ? "nothing"
                                             : answer["results"].items().front()["outcome"].asString();
}

std::string AgentWorld::inventory() const
{
    std::string text;
    const std::vector<std::vector<std::string>> listings{
        {"ip", "-o", "link"},
        {"ip", "-o", "addr"},
        {"ip", "route", "show", "table", "all"},
        {"ip", "-6", "route", "show", "table", "all"},
        {"ip", "neigh"},
        {"ip", "-6", "neigh"},
        // Those of nodes among themselves end by themselves, and count the seconds until then.
        {"sh", "-c",
         "{ conntrack -L -f ipv4; conntrack -L -f ipv6; } | grep -E '=(10\\.48\\.|fd00:48:)' || true"},
        {"nft", "-s", "list", "table", "inet", "podloom"},
        {"ip", "netns"}};
    for (const auto &argv : listings)
        text += "== " + argv[1] + ' ' + argv.back() + '\n' + sortedLines(withoutIds(onNode(argv)));
    text += "== files\n";
    std::vector<std::string> files;
    for (const auto &folder : {runFolder(), (m_folder / "state").string()}) {
        for (const auto &file : fs::recursive_directory_iterator(folder)) {
            if (!file.is_directory())
                files.push_back(file.path().string());
        }
    }
    std::sort(files.begin(), files.end());
    for (const auto &file : files)
        text += file + '\n';
    const auto answer = call("endpoints");
    for (const auto &endpoint : answer["endpoints"].items())
        text += endpoint.dump() + '\n';
    auto status = call("status");
    return text + status["pods"].dump() + '\n' + call("doctor").dump() + '\n';
}

std::string AgentWorld::stateRows() const
{
    static constexpr auto kScript = R"(
import sqlite3, sys
database = sqlite3.connect(sys.argv[1])
for table in "attachments", "addresses", "started_pods":
    if database.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [table]).fetchone():
        for row in sorted(database.execute("SELECT * FROM " + table)):
            print(table, *row)
)";
    return outputOf({"python3", "-c", kScript, (m_folder / "state" / "state.db").string()});
}

std::string AgentWorld::quietInventory() const
{
    using Clock = std::chrono::steady_clock;
    static constexpr std::chrono::milliseconds kQuiet{800}; // longer than the agent puts anything off
    auto last = inventory();
    auto since = Clock::now();
    const bool isQuiet = eventually([&] {
        auto now = inventory();
        if (now != last) {
            last = std::move(now);
            since = Clock::now();
        }
        return Clock::now() - since > kQuiet;
    });
    EXPECT_TRUE(isQuiet);
    return last;
}

bool AgentWorld::eventually(const std::function<bool()> &holds, std::chrono::seconds atMost)
{
    const auto deadline = std::chrono::steady_clock::now() + atMost;
    while (!holds()) {
        if (std::chrono::steady_clock::now() > deadline)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
}

std::string AgentWorld::log() const
{
    const auto bytes = readFile(m_folder / "agent.log");
    return bytes ? *bytes : bytes.error().text();
}

} // namespace podloom
