// tests/system/node/test_lab.h: a lab of a test, made and looked into by the program itself.
#pragma once

#include "core/base/json.h"
#include "core/os/child_process.h"
#include "core/os/files.h"
#include "core/os/process.h"
#include "core/os/unix_socket.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <filesystem>
#include <map>
#include <set>

namespace podloom {

inline ChildOutput runProgram(std::vector<std::string> argv, std::string input = {}, int fd = -1)
{
    auto output = runChild({std::move(argv), {}, std::move(input), fd, std::chrono::seconds(120)});
    return output ? *std::move(output) : ChildOutput{-1, {}, output.error().text()};
}

inline const std::string kPodloomNode = PODLOOM_BIN_DIR "/podloom-node";

/// The inode of a namespace file; 0 when it cannot be seen.
inline ino_t inodeOf(const std::filesystem::path &path)
{
    struct stat info {};
    return ::stat(path.c_str(), &info) == 0 ? info.st_ino : 0;
}

/// "up" or "down" and the process id of each machine of the lab in `directory`.
inline std::map<std::string, std::pair<std::string, std::string>>
machinesIn(const std::filesystem::path &directory)
{
    std::map<std::string, std::pair<std::string, std::string>> out;
    const auto json = parseJson(runProgram({kPodloomNode, "list", directory.string()}).standardOutput);
    if (!json)
        return out;
    for (const auto &each : (*json)["machines"].items())
        out[each["name"].asString()] = {each["state"].asString(), each["pid"].dump()};
    return out;
}

class TestLab {
public:
    TestLab()
    {
        std::string pattern = (std::filesystem::temp_directory_path() / "podloom-lab-XXXXXX").string();
        m_parent = ::mkdtemp(pattern.data());
        directory = m_parent / "lab";
    }
    TestLab(const TestLab &) = delete;
    TestLab &operator=(const TestLab &) = delete;
    ~TestLab()
    {
        destroy();
        std::filesystem::remove_all(m_parent);
    }

    ChildOutput launch(const Json &spec) const { return runProgram({kPodloomNode, "launch"}, spec.dump()); }
    ChildOutput destroy() const { return runProgram({kPodloomNode, "destroy", directory.string()}); }

    std::map<std::string, std::pair<std::string, std::string>> machines() const
    {
        return machinesIn(directory);
    }

    ChildOutput inside(const std::string &machine, std::vector<std::string> argv) const
    {
        std::vector<std::string> enter{"nsenter", "-t", machines()[machine].second, "-m", "-n", "-p",
                                       "-u",      "-i"};
        enter.insert(enter.end(), argv.begin(), argv.end());
        return runProgram(std::move(enter));
    }
    ChildOutput shell(const std::string &machine, const std::string &script) const
    {
        return inside(machine, {"sh", "-c", script});
    }
    ChildOutput service(const std::string &machine, std::vector<std::string> words) const
    {
        words.insert(words.begin(), {"/usr/libexec/podloom/podloom-node", "service"});
        return inside(machine, std::move(words));
    }

    /// The first bytes that the machine's port says, over a descriptor that was handed out.
    std::string greeting(const std::string &machine, int port) const
    {
        auto pair = socketPair();
        if (!pair)
            return {};
        const auto output =
            runProgram({kPodloomNode, "connect", "--directory", directory.string(), "--machine", machine,
                        "--port", std::to_string(port), "--fd", "3", "--timeout-ms", "60000"},
                       {}, pair->second.get());
        if (output.exitCode != 0)
            return output.standardError;
        auto received = receiveWithFd(pair->first.get());
        if (!received || !received->fd)
            return "no descriptor";
        auto said = receiveWithFd(received->fd.get());
        return said ? said->bytes : said.error().text();
    }

    std::filesystem::path directory;

private:
    std::filesystem::path m_parent;
};

/// The namespaces of a lab's machines at a moment. The kernel gives their numbers to others when they are
/// gone.
struct LabNamespaces {
    std::set<ino_t> numbers{};
    std::uint64_t seenAt = 0; ///< in clock ticks since boot
};

inline std::uint64_t ticksSinceBoot()
{
    const auto uptime = readFile("/proc/uptime");
    return uptime
             ? static_cast<std::uint64_t>(std::stod(*uptime) * static_cast<double>(::sysconf(_SC_CLK_TCK)))
             : 0;
}

inline LabNamespaces namespacesOf(const std::filesystem::path &directory)
{
    LabNamespaces out{{inodeOf(directory / "netns")}, ticksSinceBoot()};
    const auto machines = machinesIn(directory);
    for (const auto &[name, machine] : machines) {
        for (const auto *kind : {"net", "mnt", "pid", "uts", "ipc"})
            out.numbers.insert(inodeOf("/proc/" + machine.second + "/ns/" + kind));
    }
    return out;
}

/// What is left of a lab in `directory` whose machines had these namespaces, in words. Processes that started
/// later are those of other tests.
inline std::vector<std::string> leftovers(const std::filesystem::path &directory,
                                          const LabNamespaces &namespaces)
{
    namespace fs = std::filesystem;
    std::vector<std::string> out;
    if (fs::exists(directory))
        out.push_back(directory.string());
    for (const auto &process : fs::directory_iterator("/proc")) {
        const auto name = process.path().filename().string();
        if (name.find_first_not_of("0123456789") != std::string::npos)
            continue;
        const auto identity = identify(static_cast<pid_t>(std::stoi(name)));
        if (!identity) // has ended; its new parent has yet to notice
            continue;
        for (const auto *kind : {"net", "mnt", "pid", "uts", "ipc"}) {
            if (identity->startTime <= namespaces.seenAt
                && namespaces.numbers.contains(inodeOf(process.path() / "ns" / kind)))
                out.push_back("process " + name);
        }
        if (const auto mounts = readFile(process.path() / "mountinfo");
            mounts && mounts->find(directory.string()) != std::string::npos)
            out.push_back("mount of process " + name);
    }
    return out;
}

inline Json file(const std::string &path, const std::string &content, const std::string &mode = "0644")
{
    return Json::object({{"path", path}, {"content", content}, {"mode", mode}});
}

inline Json service(const std::string &name, std::vector<std::string> argv)
{
    Json list = Json::array();
    for (auto &each : argv)
        list.append(std::move(each));
    return Json::object({{"name", name}, {"argv", std::move(list)}});
}

inline Json interface(const std::string &name, const std::string &segment, std::vector<std::string> addresses)
{
    Json list = Json::array();
    for (auto &each : addresses)
        list.append(std::move(each));
    return Json::object(
        {{"name", name}, {"segment", segment}, {"mtu", 1500}, {"addresses", std::move(list)}});
}

inline Json machine(const std::string &name, Json::Array interfaces, Json::Array routes = {},
                    Json::Array services = {}, Json::Array files = {})
{
    return Json::object(
        {{"name", name},
         {"kind", "node"},
         {"interfaces", std::move(interfaces)},
         {"routes", std::move(routes)},
         {"sysctls", Json::object({{"net.ipv4.ip_forward", "1"}, {"net.ipv6.conf.all.forwarding", "1"}})},
         {"files", std::move(files)},
         {"services", std::move(services)}});
}

inline Json lab(const TestLab &where, std::vector<std::string> segments, Json::Array machines)
{
    Json list = Json::array();
    for (auto &each : segments)
        list.append(Json::object({{"name", std::move(each)}}));
    return Json::object({{"lab", "test"},
                         {"directory", where.directory.string()},
                         {"segments", std::move(list)},
                         {"machines", std::move(machines)}});
}

} // namespace podloom
