#include "agentd/daemon/install.h"

#include "core/os/errno_error.h"
#include "core/os/files.h"
#include "core/os/programs.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>

namespace podloom {

namespace {

namespace fs = std::filesystem;

constexpr const char *kPlugin = "podloom-cni";
/// The second is for folders in which the first would not be in front.
constexpr std::string_view kListNames[] = {"10-podloom.conflist", "00-podloom.conflist"};

Json configurationList()
{
    const std::string_view capabilities[] = {
        "portMappings", "bandwidth", "ips", "ipRanges", "mac", "dns", "io.kubernetes.cri.pod-annotations"};
    Json able = Json::object();
    for (const auto capability : capabilities)
        able.set(capability, true);
    Json versions = Json::array();
    versions.append("1.0.0");
    versions.append("1.1.0");
    Json plugins = Json::array();
    plugins.append(Json::object({{"type", kPlugin}, {"capabilities", std::move(able)}}));
    // Runtimes of Debian 12 refuse lists of 1.1.0; newer ones choose it.
    return Json::object({{"cniVersion", "1.0.0"},
                         {"cniVersions", std::move(versions)},
                         {"name", "podloom"},
                         {"plugins", std::move(plugins)}});
}

Status makeFolder(const fs::path &folder)
{
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        return fail(Errc::Io, "make-folder", "cannot make the folder %1: %2",
                    {folder.string(), error.message()});
    return {};
}

Json namesOf(auto begin, auto end)
{
    Json out = Json::array();
    for (; begin != end; ++begin)
        out.append(begin->string());
    return out;
}

} // namespace

Result<std::vector<fs::path>> networkConfigurations(const fs::path &folder)
{
    std::error_code error;
    std::vector<fs::path> files;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        const auto extension = at->path().extension();
        if (extension == ".conf" || extension == ".conflist" || extension == ".json")
            files.push_back(at->path());
    }
    if (error && error != std::errc::no_such_file_or_directory)
        return failErrno(error.value(), "list the folder " + folder.string());
    std::sort(files.begin(), files.end());
    return files;
}

bool leadsToPodloom(const fs::path &configuration)
{
    const auto bytes = readFile(configuration);
    const auto json = bytes ? parseJson(*bytes) : Result<Json>(Failure{bytes.error()});
    if (!json)
        return false;
    const auto &plugins = (*json)["plugins"].items();
    return std::any_of(plugins.begin(), plugins.end(),
                       [](const Json &plugin) { return plugin["type"].asString() == kPlugin; });
}

Result<Json> installPlugin(const CniFolders &folders)
{
    const auto plugin = siblingProgram(kPlugin);
    if (!plugin)
        return Failure{plugin.error()};
    const auto program = readFile(*plugin);
    if (!program)
        return Failure{program.error()};
    const fs::path plugins(folders.plugins);
    const fs::path configurations(folders.configurations);
    for (const auto &folder : {plugins, configurations}) {
        if (auto made = makeFolder(folder); !made)
            return Failure{std::move(made).error()};
    }
    // A runtime that sees the list looks for the program at once.
    const auto target = plugins / kPlugin;
    if (auto placed = replaceFile(target, *program, 0755); !placed)
        return Failure{std::move(placed).error()};
    // An older file there keeps its mode.
    if (::chmod(target.c_str(), 0755) != 0)
        return failErrno(errno, "make " + target.string() + " a program");

    auto listed = networkConfigurations(configurations);
    if (!listed)
        return Failure{std::move(listed).error()};
    auto files = *std::move(listed);
    auto own = std::find_if(files.begin(), files.end(), leadsToPodloom);
    const bool isNew = own == files.end();
    if (isNew) {
        const auto usual = configurations / kListNames[0];
        const bool isFirst = files.empty() || usual < files.front();
        const auto file = isFirst ? usual : configurations / kListNames[1];
        if (auto written = replaceFile(file, configurationList().pretty(), 0644); !written)
            return Failure{std::move(written).error()};
        own = files.insert(std::lower_bound(files.begin(), files.end(), file), file);
    }
    return Json::object({{"plugin", target.string()},
                         {"configuration", own->string()},
                         {"isNew", isNew},
                         {"before", namesOf(files.begin(), own)},
                         {"after", namesOf(own + 1, files.end())}});
}

Result<Json> removePlugin(const CniFolders &folders)
{
    Json removed = Json::array();
    // The list first: without it no runtime looks for the program.
    std::vector<fs::path> files;
    for (const auto name : kListNames) {
        if (const auto file = fs::path(folders.configurations) / name; leadsToPodloom(file))
            files.push_back(file);
    }
    files.push_back(fs::path(folders.plugins) / kPlugin);
    for (const auto &file : files) {
        std::error_code error;
        if (fs::remove(file, error))
            removed.append(file.string());
        else if (error)
            return fail(Errc::Io, "remove-file", "cannot remove %1: %2", {file.string(), error.message()});
    }
    return removed;
}

} // namespace podloom
