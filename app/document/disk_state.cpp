#include "app/document/disk_state.h"

#include "app/document/layout.h"
#include "core/os/files.h"

namespace podloom::app {

namespace {

namespace fs = std::filesystem;

void addPlace(const fs::path &place, QSet<QString> &places)
{
    places.insert(QString::fromStdString(place.empty() ? std::string(".") : place.string()));
}

/// The folders in which files of the design may come and go, as manifestFiles() looks for them.
void addFolders(const fs::path &path, QSet<QString> &places)
{
    std::error_code failed;
    if (!fs::is_directory(path, failed)) {
        addPlace(path.parent_path(), places);
        return;
    }
    addPlace(path, places);
    for (fs::recursive_directory_iterator each(path, failed), end; !failed && each != end;
         each.increment(failed)) {
        std::error_code unknown;
        if (!each->is_directory(unknown))
            continue;
        if (each->path().filename().string().starts_with('.'))
            each.disable_recursion_pending();
        else if (!each->is_symlink(unknown))
            addPlace(each->path(), places);
    }
}

void compare(const std::string &name, std::string_view expected, DiskChanges &out)
{
    auto now = readFile(name);
    const bool isGone = !now && now.error().code == Errc::NotFound;
    if (now)
        addPlace(name, out.places);
    if ((!now && !isGone) || (isGone ? expected.empty() : *now == expected))
        return;
    if (isGone)
        out.gone.insert(name);
    out.files[name] = isGone ? std::string() : *std::move(now);
}

/// A side file that says the same in other words changes nothing.
bool saysTheSame(const std::string &a, const std::string &b)
{
    const auto first = parseLayout(a);
    const auto second = parseLayout(b);
    return first && second && *first == *second;
}

} // namespace

DiskChanges changesOnDisk(const DiskState &state)
{
    DiskChanges out;
    std::set<std::string> names;
    for (const auto &[name, file] : state.files)
        names.insert(name);
    for (const auto &path : state.paths) {
        addFolders(path.toStdString(), out.places);
        if (const auto files = manifestFiles(path.toStdString())) {
            for (const auto &file : *files)
                names.insert(file.string());
        }
    }
    for (const auto &name : names) {
        const auto known = state.files.find(name);
        compare(name, known == state.files.end() ? std::string_view() : known->second.bytes(), out);
    }
    if (state.layoutFile.empty())
        return out;
    const auto side = state.layoutFile.string();
    compare(side, state.layoutText, out);
    const auto found = out.files.find(side);
    if (found != out.files.end() && saysTheSame(found->second, state.layoutText)) {
        out.files.erase(found);
        out.gone.erase(side);
    }
    return out;
}

} // namespace podloom::app
