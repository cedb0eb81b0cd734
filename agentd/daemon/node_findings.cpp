#include "agentd/daemon/node_findings.h"

#include "agentd/daemon/install.h"
#include "agentd/wire/names.h"
#include "core/base/text.h"
#include "core/os/files.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace podloom {

namespace {

constexpr const char *kPlugin = "podloom-cni";

/// Where runtimes look for plugins: containerd and CRI-O in the first, podman in all of them.
constexpr std::array<const char *, 5> kPluginFolders{"/opt/cni/bin", "/usr/lib/cni", "/usr/libexec/cni",
                                                     "/usr/local/lib/cni", "/usr/local/libexec/cni"};

bool isInstalled(const std::string &plugin)
{
    return std::any_of(kPluginFolders.begin(), kPluginFolders.end(), [&](const char *folder) {
        return ::access((std::filesystem::path(folder) / plugin).c_str(), X_OK) == 0;
    });
}

bool isOurs(const Json &chain)
{
    return chain["table"].asString() == "podloom" || chain["table"].asString() == "podloom-ports";
}

/// Whether a rule of the table names interfaces of pods, or a pool's addresses.
bool knowsPods(const Json &table, const std::vector<IpPool> &pools)
{
    const auto text = table.dump();
    return text.find('"' + std::string(kPodInterfacePrefix) + "*\"") != std::string::npos
        || std::any_of(pools.begin(), pools.end(), [&](const IpPool &pool) {
               return text.find('"' + pool.cidr.address().toString() + '"') != std::string::npos;
           });
}

} // namespace

void addFinding(Json &findings, const std::string &kind, const std::string &subject,
                const std::string &detail)
{
    findings.append(Json::object({{"kind", kind}, {"subject", subject}, {"detail", detail}}));
}

Json ownerJson()
{
    const auto folder = CniFolders().configurations;
    const auto listed = networkConfigurations(folder);
    if (!listed)
        return Json::object({{"file", folder}, {"error", listed.error().text()}});
    const auto &files = *listed;
    if (files.empty())
        return {};
    const auto bytes = readFile(files.front());
    const auto json = bytes ? parseJson(*bytes) : Result<Json>(Failure{bytes.error()});
    Json plugins = Json::array();
    for (const auto &plugin : json ? (*json)["plugins"].items() : Json::Array())
        plugins.append(plugin["type"]);
    if (json && (*json)["type"].isString()) // one plugin without a list
        plugins.append((*json)["type"]);
    Json unused = Json::array();
    for (std::size_t i = 1; i < files.size(); ++i)
        unused.append(files[i].string());
    auto owner = Json::object({{"file", files.front().string()},
                               {"network", json ? (*json)["name"] : Json()},
                               {"plugins", std::move(plugins)},
                               {"unused", std::move(unused)}});
    if (!json)
        owner.set("error", json.error().text());
    return owner;
}

void findConfigurations(Json &findings)
{
    const auto owner = ownerJson();
    if (owner.isNull())
        return addFinding(
            findings, "no-configuration", "/etc/cni/net.d",
            "no container runtime uses Podloom on this node; \"podloom-agentd install\" lets them");
    const auto &file = owner["file"].asString();
    if (!owner.contains("plugins"))
        return addFinding(findings, "broken-configuration", file,
                          "nobody can see which network runtimes use: " + owner["error"].asString());
    if (owner.contains("error"))
        return addFinding(findings, "broken-configuration", file,
                          "its name comes first, and it is no JSON: runtimes refuse pods, or pass it over ("
                              + owner["error"].asString() + ")");
    const auto &plugins = owner["plugins"].items();
    const bool isNamed = std::any_of(plugins.begin(), plugins.end(),
                                     [](const Json &plugin) { return plugin.asString() == kPlugin; });
    if (!isNamed)
        return addFinding(findings, "foreign-configuration", file,
                          "runtimes use this configuration, because its name comes first, and it does not "
                          "name the plugin podloom-cni");
    for (const auto &plugin : plugins) {
        if (!isInstalled(plugin.asString()))
            addFinding(findings, "no-plugin", file,
                       "it names the plugin " + plugin.asString() + ", which is in none of "
                           + join({kPluginFolders.begin(), kPluginFolders.end()}, ", ")
                           + ": runtimes that look there refuse every pod (\"podloom-agentd install\" puts "
                             "podloom-cni there)");
    }
}

void findDroppingChains(Json &findings, NftHelper &nftables, const std::vector<IpPool> &pools)
{
    const auto listed = nftables.listChains();
    if (!listed)
        return addFinding(findings, "packet-filter", "nftables", listed.error().text());
    for (const auto &object : (*listed)["nftables"].items()) {
        const auto &chain = object["chain"];
        if (chain["hook"].asString() != "forward" || chain["policy"].asString() != "drop" || isOurs(chain))
            continue;
        const auto table = chain["family"].asString() + ' ' + chain["table"].asString();
        if (const auto rules = nftables.listTable(table); rules && knowsPods(*rules, pools))
            continue;
        const auto name = table + ' ' + chain["name"].asString();
        addFinding(findings, "dropping-chain", name,
                   "it drops what it is not told to let pass, and nothing in its table names pods: what they "
                   "send and get may be lost. \"nft insert rule "
                       + name + " iifname 'pod*' accept\", and the same with oifname, lets them pass");
    }
}

} // namespace podloom
