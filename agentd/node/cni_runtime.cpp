#include "agentd/node/cni_runtime.h"

#include "core/base/text.h"
#include "core/os/child_process.h"
#include "core/os/files.h"

#include <unistd.h>

namespace podloom {

namespace {

constexpr std::chrono::seconds kPluginTimeout{60};
constexpr std::int64_t kTryAgainLater = 11;

Result<std::string> findPlugin(const std::string &type, const std::vector<std::string> &path)
{
    for (const auto &folder : path) {
        auto candidate = folder + '/' + type;
        if (::access(candidate.c_str(), X_OK) == 0)
            return candidate;
    }
    return fail(Errc::NotFound, "cni-plugin", "there is no CNI plugin \"%1\" in %2", {type, join(path, ":")});
}

/// Section "Deriving request configuration from plugin configuration".
Json requestFor(const NetworkList &network, const Json &plugin, const Json &prevResult)
{
    auto request = plugin;
    request.remove("capabilities");
    request.set("name", network.name);
    request.set("cniVersion", network.cniVersion);
    if (!prevResult.isNull())
        request.set("prevResult", prevResult);
    return request;
}

/// A plugin says what went wrong on its standard output; one that crashed says it on standard error, if at
/// all.
Failure pluginFailure(const std::string &type, const std::string &verb, const ChildOutput &output)
{
    const auto answer = parseJson(output.standardOutput);
    const auto code = answer ? (*answer)["code"].asInt() : 0;
    std::string sentence = answer ? (*answer)["msg"].asString() : std::string(trimmed(output.standardError));
    if (answer && !(*answer)["details"].asString().empty())
        sentence += ": " + (*answer)["details"].asString();
    return fail(code == kTryAgainLater ? Errc::Unavailable : Errc::Io, "cni-failed",
                "%1 of CNI plugin %2: %3",
                {verb, type, sentence.empty() ? "exit status " + std::to_string(output.exitCode) : sentence});
}

Result<std::string> execute(const NetworkList &network, const Json &plugin, const CniAttachment &attachment,
                            const std::string &verb, const Json &prevResult)
{
    const auto &type = plugin["type"].asString();
    auto program = findPlugin(type, attachment.path);
    if (!program)
        return program;
    ChildCommand command{.argv = {*std::move(program)},
                         .environment = {"CNI_COMMAND=" + verb, "CNI_CONTAINERID=" + attachment.containerId,
                                         "CNI_NETNS=" + attachment.netnsPath,
                                         "CNI_IFNAME=" + attachment.ifName, "CNI_ARGS=" + attachment.args,
                                         "CNI_PATH=" + join(attachment.path, ":")},
                         .input = requestFor(network, plugin, prevResult).dump(),
                         .timeout = kPluginTimeout};
    auto output = runChild(command);
    if (!output)
        return wrap(std::move(output).error(), verb + " of CNI plugin " + type);
    if (output->exitCode != 0)
        return pluginFailure(type, verb, *output);
    return std::move(output->standardOutput);
}

Result<Json> addThrough(const NetworkList &network, const CniAttachment &attachment)
{
    Json result;
    for (const auto &plugin : network.plugins) {
        auto answer = execute(network, plugin, attachment, "ADD", result);
        if (!answer)
            return Failure{std::move(answer).error()};
        auto parsed = parseJson(*answer);
        if (!parsed)
            return wrap(std::move(parsed).error(),
                        "read the result of CNI plugin " + plugin["type"].asString());
        result = *std::move(parsed);
    }
    return result;
}

} // namespace

Result<NetworkList> readNetworkList(const std::string &file)
{
    const auto text = readFile(file);
    if (!text)
        return Failure{text.error()};
    auto json = parseJson(*text);
    if (!json)
        return wrap(std::move(json).error(), file);
    NetworkList network{(*json)["name"].asString(), (*json)["cniVersion"].asString(),
                        (*json)["plugins"].items()};
    bool isComplete = !network.name.empty() && !network.cniVersion.empty() && !network.plugins.empty();
    for (const auto &plugin : network.plugins)
        isComplete = isComplete && !plugin["type"].asString().empty()
                  && plugin["type"].asString().find('/') == std::string::npos;
    if (!isComplete)
        return fail(
            Errc::InvalidArgument, "conflist",
            "%1 is no CNI network configuration list: it wants name, cniVersion and plugins with a type",
            {file});
    return network;
}

Result<Json> cniAdd(const NetworkList &network, const CniAttachment &attachment)
{
    auto result = addThrough(network, attachment);
    if (!result)
        (void)cniDel(network, attachment, {})
            .has_value(); // the failure of ADD is what the caller wants to read
    return result;
}

Status cniDel(const NetworkList &network, const CniAttachment &attachment, const Json &result)
{
    for (auto plugin = network.plugins.rbegin(); plugin != network.plugins.rend(); ++plugin) {
        if (auto answer = execute(network, *plugin, attachment, "DEL", result); !answer)
            return Failure{std::move(answer).error()};
    }
    return {};
}

} // namespace podloom
