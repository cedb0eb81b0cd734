#include "agentd/node/pod_command.h"

#include "agentd/node/pod_runtime.h"
#include "core/base/text.h"

#include <cstdio>
#include <filesystem>
#include <optional>
#include <string_view>

namespace podloom {

namespace {

constexpr const char *kUsage =
    "usage: podloom-node pod run --name NAMESPACE/POD [--uid UID] [--ports 80/TCP,53/UDP]\n"
    "       podloom-node pod rm --name NAMESPACE/POD\n"
    "       podloom-node pod list\n"
    "each with [--run DIR] [--conflist FILE] [--cni-path DIR[:DIR]] [--json]\n";

struct Arguments {
    std::string verb{};
    PodRequest request{};
    PodRuntimeOptions options{};
    bool isJson = false;
};

std::vector<std::string> foldersIn(std::string_view text)
{
    std::vector<std::string> folders;
    for (const auto folder : split(text, ':'))
        folders.emplace_back(folder);
    return folders;
}

/// Where Debian and Kubernetes put plugins, and beside this program, as in a build.
std::vector<std::string> standardCniPath()
{
    std::error_code error;
    return {"/opt/cni/bin", "/usr/lib/cni",
            std::filesystem::read_symlink("/proc/self/exe", error).parent_path().string()};
}

bool isPodName(std::string_view name)
{
    constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789-./";
    const auto slash = name.find('/');
    return slash != std::string_view::npos && slash > 0 && slash + 1 < name.size()
        && name.find('/', slash + 1) == std::string_view::npos
        && name.find_first_not_of(kAllowed) == std::string_view::npos;
}

bool readOption(Arguments &arguments, std::string_view option, const char *value)
{
    if (option == "--name")
        arguments.request.name = value;
    else if (option == "--uid")
        arguments.request.uid = value;
    else if (option == "--ports")
        arguments.request.ports = value;
    else if (option == "--run")
        arguments.options.runFolder = value;
    else if (option == "--conflist")
        arguments.options.conflist = value;
    else if (option == "--cni-path")
        arguments.options.cniPath = foldersIn(value);
    else
        return false;
    return true;
}

std::optional<Arguments> readArguments(std::span<char *const> words)
{
    Arguments arguments;
    arguments.options.cniPath = standardCniPath();
    if (words.empty())
        return std::nullopt;
    arguments.verb = words.front();
    for (std::size_t i = 1; i < words.size(); ++i) {
        const std::string_view option(words[i]);
        if (option == "--json")
            arguments.isJson = true;
        else if (i + 1 == words.size() || !readOption(arguments, option, words[++i]))
            return std::nullopt;
    }
    const bool isList = arguments.verb == "list";
    const bool isNamed = arguments.verb == "run" || arguments.verb == "rm";
    if (!isList && !(isNamed && isPodName(arguments.request.name)))
        return std::nullopt;
    return arguments;
}

const char *nameOf(PodState state)
{
    switch (state) {
    case PodState::Running: return "running";
    case PodState::Starting: return "starting";
    case PodState::Failed: return "failed";
    }
    return "failed";
}

Json describe(const PodRecord &record)
{
    auto ips = Json::array();
    for (const auto &ip : record.ips)
        ips.append(ip);
    return Json::object({{"id", record.id},
                         {"name", record.name},
                         {"pid", std::int64_t{record.pid}},
                         {"state", nameOf(PodRuntime::stateOf(record))},
                         {"netns", record.netnsPath},
                         {"ports", record.ports},
                         {"ips", std::move(ips)}});
}

int failed(const Error &error)
{
    std::fprintf(stderr, "podloom-node: %s\n", error.text().c_str());
    return 1;
}

int listPods(const PodRuntime &runtime, bool isJson)
{
    auto pods = Json::array();
    for (const auto &record : runtime.list()) {
        if (isJson)
            pods.append(describe(record));
        else
            std::printf("%-40s %-9s %s\n", record.name.c_str(), nameOf(PodRuntime::stateOf(record)),
                        join(record.ips, " ").c_str());
    }
    if (isJson)
        std::puts(Json::object({{"pods", std::move(pods)}}).dump().c_str());
    return 0;
}

int runPod(PodRuntime &runtime, const Arguments &arguments)
{
    const auto record = runtime.run(arguments.request);
    if (!record)
        return failed(record.error());
    if (arguments.isJson)
        std::puts(describe(*record).dump().c_str());
    else
        std::printf("%s runs with %s\n", record->name.c_str(), join(record->ips, " and ").c_str());
    return 0;
}

} // namespace

int podCommand(std::span<char *const> words)
{
    const auto arguments = readArguments(words);
    if (!arguments) {
        std::fputs(kUsage, stderr);
        return 2;
    }
    PodRuntime runtime(arguments->options);
    if (arguments->verb == "list")
        return listPods(runtime, arguments->isJson);
    if (arguments->verb == "run")
        return runPod(runtime, *arguments);
    const auto removed = runtime.remove(arguments->request.name);
    return removed ? 0 : failed(removed.error());
}

} // namespace podloom
