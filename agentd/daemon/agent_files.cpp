#include "agentd/daemon/agent_files.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace podloom {

namespace {

namespace fs = std::filesystem;

using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 2> kDatabases{"state.db", "store.db"};
constexpr std::array<std::string_view, 3> kDatabaseEndings{"-wal", "-shm", "-journal"};
constexpr std::array<std::string_view, 6> kStateFiles{"state.db",  "store.db",       "host-settings.json",
                                                      "bird.conf", "bird.conf.next", "bird-secrets.conf"};
constexpr std::array<std::string_view, 8> kRunFiles{"agentd.sock", "cni.sock",       "metrics.sock",
                                                    "bird.ctl",    "bird.pid",       "bird.log",
                                                    "bird.mark",   "bird.restarting"};
constexpr std::array<std::string_view, 2> kRunFolders{"pods", "tombstones"};

bool isOneOf(std::string_view name, Names names)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Also a draft ("NAME.XXXXXX") and what SQLite has beside a database.
bool isAgentFile(const std::string &name, AgentFolder kind)
{
    constexpr std::size_t kDraftEnding = 7;
    const auto names = kind == AgentFolder::State ? Names(kStateFiles) : Names(kRunFiles);
    if (isOneOf(name, names))
        return true;
    if (name.size() > kDraftEnding && name[name.size() - kDraftEnding] == '.'
        && isOneOf(std::string_view(name).substr(0, name.size() - kDraftEnding), names))
        return true;
    const auto dash = name.rfind('-');
    return kind == AgentFolder::State && dash != std::string::npos
        && isOneOf(name.substr(0, dash), kDatabases) && isOneOf(name.substr(dash), kDatabaseEndings);
}

/// Those of our folders hold no folders but "names".
bool isAgentFolder(const std::string &name, AgentFolder kind)
{
    return kind == AgentFolder::Run && isOneOf(name, kRunFolders);
}

Result<std::vector<fs::directory_entry>> entriesOf(const fs::path &folder)
{
    std::vector<fs::directory_entry> entries;
    std::error_code error;
    for (fs::directory_iterator each(folder, error), end; !error && each != end; each.increment(error))
        entries.push_back(*each);
    if (error && error != std::errc::no_such_file_or_directory)
        return fail(Errc::Io, "list-folder", "cannot list the folder %1: %2",
                    {folder.string(), error.message()});
    return entries;
}

bool isFolder(const fs::directory_entry &entry)
{
    std::error_code error;
    return entry.symlink_status(error).type() == fs::file_type::directory;
}

Status removeOne(const fs::path &path)
{
    std::error_code error;
    fs::remove(path, error);
    if (error && error != std::errc::directory_not_empty)
        return fail(Errc::Io, "remove-file", "cannot remove %1: %2", {path.string(), error.message()});
    return {};
}

/// Of one of our folders: what is no folder, and itself when nothing else is in it.
Status removeFlat(const fs::path &folder)
{
    const auto entries = entriesOf(folder);
    if (!entries)
        return Failure{entries.error()};
    for (const auto &entry : *entries) {
        auto removed = entry.path().filename() == "names" && isFolder(entry) ? removeFlat(entry.path())
                     : isFolder(entry)                                       ? Status()
                                                                             : removeOne(entry.path());
        if (!removed)
            return removed;
    }
    return removeOne(folder);
}

} // namespace

bool holdsAgentFiles(const fs::path &folder, AgentFolder kind)
{
    const auto entries = entriesOf(folder);
    return entries && std::any_of(entries->begin(), entries->end(), [&](const fs::directory_entry &entry) {
               const auto name = entry.path().filename().string();
               return isFolder(entry) ? isAgentFolder(name, kind) : isAgentFile(name, kind);
           });
}

Status removeAgentFiles(const fs::path &folder, AgentFolder kind)
{
    const auto entries = entriesOf(folder);
    if (!entries)
        return Failure{entries.error()};
    Status first;
    for (const auto &entry : *entries) {
        const auto name = entry.path().filename().string();
        Status removed;
        if (isFolder(entry) && isAgentFolder(name, kind))
            removed = removeFlat(entry.path());
        else if (!isFolder(entry) && isAgentFile(name, kind))
            removed = removeOne(entry.path());
        if (!removed && first)
            first = std::move(removed);
    }
    return first;
}

} // namespace podloom
