#include "agentd/daemon/uninstall.h"

#include "agentd/daemon/agent_files.h"
#include "agentd/daemon/node_lock.h"
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

#include <linux/rtnetlink.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <utility>
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

constexpr std::array<const char *, 2> kTables{"inet podloom", "inet podloom-ports"};

bool isOurs(const LinkState &link)
{
    return isPodInterface(link.name) || !podInterfaceOfLimiter(link.name).empty()
        || link.name.starts_with(kTunnelInterfacePrefix);
}

/// Whether a BIRD runs in this network namespace.
bool runsBirdHere()
{
    const auto namespaceOf = [](const fs::path &process) {
        std::error_code error;
        return fs::read_symlink(process / "ns" / "net", error).string();
    };
    const auto here = namespaceOf("/proc/self");
    std::error_code error;
    for (const auto &process : fs::directory_iterator("/proc", error)) {
        if (!parseUnsigned(process.path().filename().string(), INT32_MAX))
            continue;
        const auto name = readFile(process.path() / "comm");
        if (name && trimmed(*name) == "bird" && namespaceOf(process.path()) == here)
            return true;
    }
    return false;
}

/// Something that only an agent puts on a node, in words; empty when nothing of it is there.
std::string traceOfAgent(const RunOptions &options, Kernel &kernel)
{
    std::error_code error;
    if (fs::exists(options.runFolder, error))
        return "the folder " + options.runFolder;
    const auto links = kernel.links();
    for (const auto &link : links ? *links : std::vector<LinkState>()) {
        if (isOurs(link))
            return "the interface " + link.name;
    }
    const auto routes = kernel.routes({kRouteProtocol, std::nullopt, std::nullopt});
    if (routes && !routes->empty())
        return "the route to " + routes->front().destination.toString();
    for (const char *table : kTables) {
        if (NftHelper().listTable(table))
            return std::string("the table ") + table;
    }
    return {};
}

/// The folders have to be an agent's: without the state nobody knows what forwarding was before. Errors:
/// InvalidArgument.
Status checkFolders(const RunOptions &options, Kernel &kernel)
{
    std::error_code error;
    const bool isEmpty = fs::is_empty(options.stateFolder, error);
    if (error) {
        const auto trace = traceOfAgent(options, kernel);
        if (trace.empty()) // uninstalled before
            return {};
        return fail(Errc::InvalidArgument, "no-state-folder",
                    "there is no folder %1, but %2 is of an agent: --state names the folder of its state. If "
                    "that is lost, make an empty one (mkdir %1) and uninstall again",
                    {options.stateFolder, trace});
    }
    if (!isEmpty && !holdsAgentFiles(options.stateFolder, AgentFolder::State))
        return fail(Errc::InvalidArgument, "foreign-folder",
                    "%1 is not the state of an agent: there is no state.db in it, nor anything else of an "
                    "agent. --state names that folder",
                    {options.stateFolder});
    if (!fs::is_empty(options.runFolder, error) && !error
        && !holdsAgentFiles(options.runFolder, AgentFolder::Run))
        return fail(Errc::InvalidArgument, "foreign-folder",
                    "%1 holds other things than an agent's sockets. --run names their folder",
                    {options.runFolder});
    return {};
}

/// Collects what was found, and the first thing that went wrong.
class Removal {
public:
    Removal(const RunOptions &options, Kernel &kernel) : m_options(options), m_kernel(kernel) {}

    Uninstalled run()
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
            m_first = wrap(std::move(m_first).error(),
                           "what another uninstall needs stays in " + join(m_needed, " and "));
        return {std::move(m_found), std::move(m_first)};
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

    /// Its routes outlive it, as they shall when it is only replaced (`persist`).
    void endBird()
    {
        std::error_code error;
        m_hadBird = fs::exists(fs::path(m_options.runFolder) / "bird.mark", error);
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
            if (!isOurs(link))
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
        for (const auto protocol : {kRouteProtocol, kTunnelRouteProtocol})
            count += removeRoutes({protocol, std::nullopt, std::nullopt});
        // BIRD takes every route of its protocol in the main table for its own, so two cannot share one: what
        // is left is of ours, unless another has come after it.
        if (m_hadBird && !runsBirdHere())
            count += removeRoutes({std::uint8_t{RTPROT_BIRD}});
        m_found.set("routes", count);
    }

    std::size_t removeRoutes(const KernelRouteFilter &filter)
    {
        const auto routes = m_kernel.routes(filter);
        if (!routes) {
            keep(Failure{routes.error()});
            return 0;
        }
        std::size_t count = 0;
        for (auto route : *routes) {
            if (route.protocol == RTPROT_BIRD) { // may have several next hops, which go together
                route.gateway.reset();
                route.interface.clear();
            }
            auto gone = m_kernel.deleteRoute(route);
            if (gone)
                ++count;
            else if (gone.error().code != Errc::NotFound)
                keep(std::move(gone));
        }
        return count;
    }

    void removeTables()
    {
        NftHelper nftables;
        Json removed = Json::array();
        for (const std::string table : kTables) {
            const auto listed = nftables.listTable(table);
            if (!listed) {
                if (listed.error().code != Errc::NotFound)
                    keep(Failure{listed.error()});
                continue;
            }
            if (auto gone = nftables.run("delete table " + table); !gone)
                keep(std::move(gone));
            else
                removed.append(table);
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
        std::vector<std::pair<std::string, AgentFolder>> folders;
        for (const auto &folder : {std::pair(m_options.stateFolder, AgentFolder::State),
                                   std::pair(m_options.runFolder, AgentFolder::Run)}) {
            std::error_code error;
            if (fs::exists(folder.first, error)
                && std::find(m_needed.begin(), m_needed.end(), folder.first) == m_needed.end())
                folders.push_back(folder);
        }
        for (const auto &[folder, kind] : folders)
            keep(removeAgentFiles(folder, kind));
        // One may lie in the other.
        std::sort(folders.begin(), folders.end(),
                  [](const auto &a, const auto &b) { return a.first.size() > b.first.size(); });
        Json removed = Json::array();
        Json staying = Json::array();
        for (const auto &[folder, kind] : folders) {
            std::error_code error;
            fs::remove(folder, error);
            std::error_code ignored;
            const bool isVolume = error == std::errc::device_or_resource_busy; // of its own: it stays
            if (error == std::errc::directory_not_empty || (isVolume && !fs::is_empty(folder, ignored)))
                staying.append(folder);
            else if (error && !isVolume)
                keep(fail(Errc::Io, "remove-folder", "cannot remove the folder %1: %2",
                          {folder, error.message()}));
            else
                removed.append(folder);
        }
        m_found.set("folders", std::move(removed));
        m_found.set("shared", std::move(staying));
    }

    const RunOptions &m_options;
    Kernel &m_kernel;
    Json m_found = Json::object();
    bool m_hadBird = false;            ///< a BIRD of an agent has run since the machine started
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

Uninstalled uninstall(const RunOptions &options)
{
    const auto lock = NodeLock::take();
    if (!lock)
        return {{}, Failure{lock.error()}};
    if (connectUnix(options.rpcSocket()))
        return {{},
                fail(Errc::Conflict, "agent-runs",
                     "an agent runs that answers in %1: stop it first (systemctl stop podloom-agentd), then "
                     "uninstall",
                     {options.runFolder})};
    auto kernel = NetlinkKernel::open();
    if (!kernel)
        return {{}, wrap(std::move(kernel).error(), "reach the kernel")};
    if (auto checked = checkFolders(options, **kernel); !checked)
        return {{}, std::move(checked)};
    return Removal(options, **kernel).run();
}

} // namespace podloom
