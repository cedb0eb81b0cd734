#include "agentd/daemon/uninstall.h"

#include "agentd/enforce/nft_helper.h"
#include "agentd/ipam/address_book.h"
#include "agentd/wire/names.h"
#include "agentd/wire/netlink_kernel.h"
#include "core/base/text.h"
#include "core/os/child_process.h"
#include "core/os/files.h"
#include "core/os/process.h"
#include "core/os/programs.h"
#include "core/os/unix_socket.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <vector>

namespace podloom {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kBirdPatience{10};

fs::path settingsFile(const std::string &stateFolder)
{
    return fs::path(stateFolder) / "host-settings.json";
}

Json readSettings(const std::string &stateFolder)
{
    const auto bytes = readFile(settingsFile(stateFolder));
    const auto json = bytes ? parseJson(*bytes) : Result<Json>(Json());
    return json && json->isObject() ? *json : Json::object();
}

/// Collects what was found, and the first thing that went wrong.
class Removal {
public:
    Removal(const RunOptions &options, Kernel &kernel) : m_options(options), m_kernel(kernel) {}

    Result<Json> run()
    {
        endPods();
        endBird();
        forgetFlows();
        removeLinks();
        removeRoutes();
        removeTables();
        restoreSettings();
        removeFolders();
        if (!m_first && !m_needed.empty())
            return wrap(std::move(m_first).error(),
                        "what another uninstall needs stays in " + join(m_needed, " and "));
        if (!m_first)
            return Failure{std::move(m_first).error()};
        return m_found;
    }

private:
    void keep(Status status)
    {
        if (!status && m_first)
            m_first = std::move(status);
    }

    /// Those that were run for the agent or by hand. Without an agent their plugin takes them off the network
    /// by itself, and the rest of their connection goes below.
    void endPods()
    {
        if (auto ended = endEachPod(); !ended) {
            m_needed.push_back(m_options.runFolder);
            keep(std::move(ended));
        }
    }

    Status endEachPod()
    {
        std::error_code error;
        Json removed = Json::array();
        const bool isEmpty = fs::is_empty(fs::path(m_options.runFolder) / "pods" / "names", error);
        if (isEmpty || error) {
            m_found.set("pods", std::move(removed));
            return {};
        }
        const auto listed = podCommand({"list", "--json"});
        if (!listed)
            return Failure{listed.error()};
        const auto json = parseJson(*listed);
        if (!json)
            return Failure{json.error()};
        Status first;
        for (const auto &pod : (*json)["pods"].items()) {
            const auto &name = pod["name"].asString();
            if (const auto ended = podCommand({"rm", "--name", name}); ended)
                removed.append(name);
            else if (first)
                first = Failure{ended.error()};
        }
        m_found.set("pods", std::move(removed));
        return first;
    }

    /// What podloom-node prints. Errors: NotFound, Conflict (names the command to run by hand), as
    /// runChild().
    Result<std::string> podCommand(const std::vector<std::string> &words)
    {
        const auto program = siblingProgram("podloom-node");
        if (!program)
            return Failure{program.error()};
        std::vector<std::string> argv{program->string(), "pod"};
        argv.insert(argv.end(), words.begin(), words.end());
        argv.insert(argv.end(), {"--run", m_options.runFolder});
        auto output = runChild({.argv = argv});
        if (!output)
            return Failure{std::move(output).error()};
        if (output->exitCode != 0)
            return fail(Errc::Conflict, "pod-stays", "\"%1\" failed: %2; uninstall again when it succeeds",
                        {join(argv, " "), std::string(trimmed(output->standardError))});
        return std::move(output->standardOutput);
    }

    /// Told to end, it takes its routes out of the kernel.
    void endBird()
    {
        const auto text = readFile(fs::path(m_options.runFolder) / "bird.pid");
        const auto pid = text ? parseUnsigned(trimmed(*text), INT32_MAX) : std::nullopt;
        if (!pid)
            return;
        const auto process = identify(static_cast<pid_t>(*pid));
        const auto name = readFile("/proc/" + std::to_string(*pid) + "/comm");
        if (process && name && trimmed(*name) == "bird") // and not one that got its number later
            keep(endProcess(*process, kBirdPatience));
    }

    void forgetFlows()
    {
        const auto file = fs::path(m_options.stateFolder) / "state.db";
        std::error_code error;
        if (!fs::exists(file, error))
            return;
        auto database = SqliteDatabase::open(file, "");
        if (!database)
            return keep(Failure{std::move(database).error()});
        const auto book = AddressBook::open(*database, m_options.node);
        if (!book)
            return keep(Failure{book.error()});
        std::vector<IpAddress> addresses;
        for (const auto &[address, key] : book->taken())
            addresses.push_back(address);
        if (addresses.empty())
            return;
        if (auto forgotten = m_kernel.forgetFlows(addresses); !forgotten)
            keep(Failure{std::move(forgotten).error()});
    }

    void removeLinks()
    {
        const auto links = m_kernel.links();
        if (!links)
            return keep(Failure{links.error()});
        Json removed = Json::array();
        for (const auto &link : *links) {
            const bool isOurs = isPodInterface(link.name) || !podInterfaceOfLimiter(link.name).empty()
                             || link.name.starts_with(kTunnelInterfacePrefix);
            if (!isOurs)
                continue;
            if (auto gone = m_kernel.deleteLink(link.name); !gone && gone.error().code != Errc::NotFound)
                keep(std::move(gone));
            else
                removed.append(link.name);
        }
        m_found.set("links", std::move(removed));
    }

    void removeRoutes()
    {
        std::size_t count = 0;
        for (const auto protocol : {kRouteProtocol, kTunnelRouteProtocol}) {
            const auto routes = m_kernel.routes({protocol, std::nullopt, std::nullopt});
            if (!routes)
                return keep(Failure{routes.error()});
            for (const auto &route : *routes) {
                if (auto gone = m_kernel.deleteRoute(route); !gone && gone.error().code != Errc::NotFound)
                    keep(std::move(gone));
                else
                    ++count;
            }
        }
        m_found.set("routes", count);
    }

    void removeTables()
    {
        NftHelper nftables;
        Json removed = Json::array();
        for (const std::string table : {"podloom", "podloom-ports"}) {
            const auto listed = nftables.listTable("inet " + table);
            if (!listed) {
                if (listed.error().code != Errc::NotFound)
                    keep(Failure{listed.error()});
                continue;
            }
            if (auto gone = nftables.run("delete table inet " + table); !gone)
                keep(std::move(gone));
            else
                removed.append("inet " + table);
        }
        m_found.set("tables", std::move(removed));
    }

    void restoreSettings()
    {
        const auto settings = readSettings(m_options.stateFolder);
        Json restored = Json::array();
        bool isComplete = true;
        for (const auto &[key, value] : settings.members()) {
            const auto now = m_kernel.sysctl(key);
            if (now && *now != "1") // changed by somebody else
                continue;
            const auto set = now ? m_kernel.setSysctl(key, value.asString()) : Status(Failure{now.error()});
            if (set) {
                restored.append(key);
                continue;
            }
            isComplete = false;
            keep(Failure{set.error()});
        }
        if (!isComplete)
            m_needed.push_back(m_options.stateFolder);
        m_found.set("settings", std::move(restored));
    }

    void removeFolders()
    {
        Json removed = Json::array();
        for (const auto &folder : {m_options.stateFolder, m_options.runFolder}) {
            std::error_code error;
            if (!fs::exists(folder, error)
                || std::find(m_needed.begin(), m_needed.end(), folder) != m_needed.end())
                continue;
            fs::remove_all(folder, error);
            if (error)
                keep(fail(Errc::Io, "remove-folder", "cannot remove the folder %1: %2",
                          {folder, error.message()}));
            else
                removed.append(folder);
        }
        m_found.set("folders", std::move(removed));
    }

    const RunOptions &m_options;
    Kernel &m_kernel;
    Json m_found = Json::object();
    std::vector<std::string> m_needed; ///< folders that stay, since another run needs what is in them
    Status m_first;
};

} // namespace

Status noteHostSetting(const std::string &stateFolder, const std::string &key, const std::string &value)
{
    auto settings = readSettings(stateFolder);
    if (settings.contains(key))
        return {};
    settings.set(key, value);
    return replaceFile(settingsFile(stateFolder), settings.dump() + '\n');
}

Result<Json> uninstall(const RunOptions &options)
{
    if (connectUnix(options.rpcSocket()))
        return fail(
            Errc::Conflict, "agent-runs",
            "the agent of this node runs: stop it first (systemctl stop podloom-agentd), then uninstall");
    auto kernel = NetlinkKernel::open();
    if (!kernel)
        return wrap(std::move(kernel).error(), "reach the kernel");
    return Removal(options, **kernel).run();
}

} // namespace podloom
