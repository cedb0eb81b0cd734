// podloom-cni: the program that container runtimes execute. It hands the call and the pod's namespace to the
// agent and prints the answer; without an agent a DEL still takes the pod off the network.
#include "agentd/cni/config.h"
#include "agentd/cni/link_removal.h"
#include "agentd/cni/request.h"
#include "agentd/wire/names.h"
#include "core/os/files.h"
#include "core/os/unix_socket.h"

#include <fcntl.h>
#include <linux/nsfs.h>
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>

namespace {

using namespace podloom;

constexpr const char *kDefaultSocket = "/run/podloom/agentd.sock";

std::string environment(const char *name)
{
    const char *value = std::getenv(name);
    return value ? value : "";
}

int print(const CniAnswer &answer)
{
    if (!answer.output.empty())
        (void)writeAll(STDOUT_FILENO, answer.output + '\n'); // the runtime has gone otherwise
    return answer.exitStatus;
}

/// What is wrong with the open CNI_NETNS of an ADD or a CHECK, if anything.
std::optional<CniError> checkNetns(const UniqueFd &netns, const std::string &path)
{
    struct stat theirs {};
    struct stat ours {};
    if (::ioctl(netns.get(), NS_GET_NSTYPE) != CLONE_NEWNET || ::fstat(netns.get(), &theirs) != 0)
        return CniError{cni_code::kInvalidNetns, path + " is no network namespace", {}};
    if (::stat("/proc/self/ns/net", &ours) == 0 && ours.st_ino == theirs.st_ino)
        return CniError{cni_code::kInvalidNetns, path + " is the network namespace of the node itself", {}};
    return std::nullopt;
}

/// The folder of the agent's sockets: the configuration names the RPC socket in it.
std::filesystem::path runFolder(const Json &config)
{
    const auto &socket = config["socket"].asString();
    return std::filesystem::path(socket.empty() ? kDefaultSocket : socket).parent_path();
}

Result<CniAnswer> askAgent(const std::filesystem::path &run, const CniRequest &request, int netns)
{
    auto socket = connectUnix(run / "cni.sock");
    if (!socket)
        return Failure{std::move(socket).error()};
    if (auto sent = sendWithFd(socket->get(), toJson(request).dump() + '\n', netns); !sent)
        return Failure{std::move(sent).error()};
    const auto bytes = readAll(socket->get());
    if (!bytes)
        return Failure{bytes.error()};
    auto answer = answerFromWire(*bytes);
    if (!answer)
        return fail(Errc::Unavailable, "agent-gone", "the agent ended before it answered");
    return *std::move(answer);
}

/// The pod leaves the network now; the agent frees its addresses when it finds the tombstone.
CniAnswer deleteAlone(const std::filesystem::path &run, const CniRequest &request, const Json &config)
{
    std::error_code ignored;
    if (std::filesystem::is_directory(run, ignored)) { // otherwise no agent ran since the machine started
        std::filesystem::create_directories(run / "tombstones", ignored);
        if (auto left =
                replaceFile(run / "tombstones" / tombstoneName(request), toJson(request).dump(), 0600);
            !left)
            return answerWith(cniErrorFrom(left.error()), config["cniVersion"].asString());
    }
    const auto removed = removeLink(podInterfaceName(request.containerId, request.ifName));
    return removed ? CniAnswer{} : answerWith(cniErrorFrom(removed.error()), config["cniVersion"].asString());
}

CniAnswer answerAlone(const std::filesystem::path &run, const CniRequest &request, const Json &config,
                      const Error &why)
{
    if (request.command == "DEL")
        return deleteAlone(run, request, config);
    const int code = request.command == "STATUS" ? cni_code::kNotAvailable : cni_code::kTryAgainLater;
    return answerWith({code, "podloom-agentd does not answer",
                       why.text() + "; is it there? systemctl start podloom-agentd"},
                      config["cniVersion"].asString());
}

} // namespace

int main()
{
    ::signal(SIGPIPE, SIG_IGN);
    const auto input = readAll(STDIN_FILENO);
    if (!input)
        return print(answerWith({cni_code::kIo, input.error().text(), {}}, {}));
    CniRequest request{.command = environment("CNI_COMMAND"),
                       .containerId = environment("CNI_CONTAINERID"),
                       .ifName = environment("CNI_IFNAME"),
                       .args = environment("CNI_ARGS"),
                       .path = environment("CNI_PATH"),
                       .netnsPath = environment("CNI_NETNS"),
                       .config = *input};
    if (request.command == "VERSION")
        return print(answerVersion(*input));
    const auto json = parseJson(*input);
    const Json config = json ? *json : Json();
    if (const auto wrong = checkEnvironment(request))
        return print(answerWith(*wrong, config["cniVersion"].asString()));
    if (const auto parsed = parseCniConfig(request); const auto *wrong = std::get_if<CniError>(&parsed))
        return print(answerWith(*wrong, config["cniVersion"].asString()));

    UniqueFd netns;
    if (!request.netnsPath.empty())
        netns = UniqueFd(::open(request.netnsPath.c_str(), O_RDONLY | O_CLOEXEC));
    const bool needsNetns = request.command == "ADD" || request.command == "CHECK";
    if (!netns && needsNetns)
        return print(answerWith({errno == ENOENT ? cni_code::kUnknownContainer : cni_code::kIo,
                                 "cannot open the network namespace " + request.netnsPath,
                                 {}},
                                config["cniVersion"].asString()));
    if (const auto wrong = needsNetns ? checkNetns(netns, request.netnsPath) : std::nullopt)
        return print(answerWith(*wrong, config["cniVersion"].asString()));
    const auto run = runFolder(config);
    const auto answer = askAgent(run, request, netns.get());
    return print(answer ? *answer : answerAlone(run, request, config, answer.error()));
}
