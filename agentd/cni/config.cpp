#include "agentd/cni/config.h"

#include "agentd/cni/config_types.h"
#include "core/base/text.h"

#include <algorithm>

namespace podloom {

namespace {

std::vector<std::string> textsOf(const Json &list)
{
    std::vector<std::string> out;
    for (const auto &item : list.items())
        out.push_back(item.asString());
    return out;
}

PodIdentity podFrom(std::string_view args)
{
    PodIdentity pod;
    for (const auto pair : split(args, ';')) {
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos)
            continue;
        const auto key = pair.substr(0, equals);
        const std::string value(pair.substr(equals + 1));
        if (key == "K8S_POD_NAMESPACE")
            pod.ns = value;
        else if (key == "K8S_POD_NAME")
            pod.name = value;
        else if (key == "K8S_POD_UID")
            pod.uid = value;
    }
    if (!pod.name.empty() && pod.ns.empty())
        pod.ns = "default"; // podman names pods without a namespace
    return pod;
}

/// The plugin gives addresses itself, to its own interfaces: whoever wants another plugin to do it, or it to
/// do it for another one, shall not find out by the addresses.
std::optional<CniError> refusedDelegation(const Json &json)
{
    const auto &delegate = json["ipam"]["type"];
    if (!delegate.isString() || delegate == json["type"])
        return std::nullopt;
    return CniError{
        cni_code::kUnsupportedField, "ipam.type \"" + delegate.asString() + "\" is not supported",
        "podloom-cni gives its own pods their addresses, without another plugin, and gives none to "
        "other plugins; take ipam.type out"};
}

/// Whoever leaves half of an attachment's name out does not mean that the pod may go.
std::optional<CniError> readAttachments(const Json &json, CniConfig &config)
{
    // libcni before 1.2 says cni.dev/attachments; both may be there. Go writes an empty list as null.
    for (const auto *key : {"cni.dev/valid-attachments", "cni.dev/attachments"}) {
        if (!json.contains(key))
            continue;
        const auto &list = json[key];
        if (!list.isArray() && !list.isNull())
            return CniError{
                cni_code::kInvalidConfig, std::string(key) + " is not a list: " + list.dump(), {}};
        config.hasValidAttachments = true;
        for (const auto &item : list.items()) {
            const auto &container = item.findIgnoringCase("containerID").asString();
            const auto &interface = item.findIgnoringCase("ifname").asString();
            if (container.empty() || interface.empty())
                return CniError{cni_code::kInvalidConfig,
                                std::string(key)
                                    + " has an entry without containerID or ifname: " + item.dump(),
                                "nothing was collected"};
            config.validAttachments.push_back({container, interface});
        }
    }
    return std::nullopt;
}

} // namespace

std::variant<CniConfig, CniError> parseCniConfig(const CniRequest &request)
{
    const auto json = parseJson(request.config);
    if (!json || !json->isObject())
        return CniError{cni_code::kDecode, "the network configuration is not a JSON object",
                        json ? std::string() : json.error().text()};
    CniConfig config{.cniVersion = (*json)["cniVersion"].asString(), .network = (*json)["name"].asString()};
    if (std::find(kCniVersions.begin(), kCniVersions.end(), config.cniVersion) == kCniVersions.end())
        return CniError{cni_code::kIncompatibleVersion,
                        "cniVersion \"" + config.cniVersion + "\" is not one of this plugin's versions",
                        std::string("it speaks ") + std::string(kCniVersions.front()) + " to "
                            + std::string(kCniVersions.back())};
    if (config.network.empty())
        return CniError{cni_code::kInvalidConfig, "the network configuration has no name", {}};
    if (!isCniName(config.network))
        return CniError{
            cni_code::kInvalidConfig, "the name of the network is not valid: " + config.network, {}};
    config.prevResult = (*json)["prevResult"];
    config.pod = podFrom(request.args);
    // A DEL is done whatever else the configuration says.
    if (request.command == "DEL")
        return config;
    if (auto wrong = wrongTypes(*json))
        return *std::move(wrong);
    if (request.command == "ADD" || request.command == "STATUS") {
        if (auto wrong = refusedDelegation(*json))
            return *std::move(wrong);
    }
    if (auto wrong = readRuntimeConfig(*json, request.args, config.runtime))
        return *wrong;
    // What the pod asks for is before what its network says.
    config.pools4 =
        config.runtime.pools4.empty() ? textsOf((*json)["ipam"]["ipv4Pools"]) : config.runtime.pools4;
    config.pools6 =
        config.runtime.pools6.empty() ? textsOf((*json)["ipam"]["ipv6Pools"]) : config.runtime.pools6;
    if (request.command == "GC") {
        if (auto wrong = readAttachments(*json, config))
            return *std::move(wrong);
    }
    return config;
}

} // namespace podloom
