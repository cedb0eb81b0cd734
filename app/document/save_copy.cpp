// How a design is written to another place, while the document stays where it is.
#include "app/document/background.h"
#include "app/document/document.h"
#include "core/os/files.h"

#include <algorithm>

namespace podloom::app {

namespace {

std::filesystem::path wholePath(const std::string &name)
{
    std::error_code failed;
    const auto whole = std::filesystem::absolute(name, failed);
    return (failed ? std::filesystem::path(name) : whole).lexically_normal();
}

/// The innermost folder that holds every file of a design.
std::filesystem::path commonFolder(const Snapshot &snapshot)
{
    auto common = wholePath(snapshot.fileName(0)).parent_path();
    for (std::size_t file = 1; file < snapshot.fileCount(); ++file) {
        const auto folder = wholePath(snapshot.fileName(file)).parent_path();
        const auto [end, unused] = std::mismatch(common.begin(), common.end(), folder.begin(), folder.end());
        std::filesystem::path shared;
        for (auto part = common.begin(); part != end; ++part)
            shared /= *part;
        common = shared;
    }
    return common;
}

Status writeCopy(const Snapshot &snapshot, const std::filesystem::path &to, const Layout &layout)
{
    std::error_code failed;
    const auto from = snapshot.fileCount() > 1 ? commonFolder(snapshot) : std::filesystem::path();
    if (snapshot.fileCount() > 1 && std::filesystem::exists(to, failed)
        && !std::filesystem::is_empty(to, failed))
        return fail(Errc::AlreadyExists, "copy-not-empty",
                    "%1 has something in it already: choose a new folder for the copy", {to.string()});
    for (std::size_t file = 0; file < snapshot.fileCount(); ++file) {
        const auto place =
            snapshot.fileCount() > 1 ? to / wholePath(snapshot.fileName(file)).lexically_relative(from) : to;
        if (place.has_parent_path())
            std::filesystem::create_directories(place.parent_path(), failed);
        if (auto written = replaceFile(place, snapshot.bytes(file)); !written)
            return wrap(std::move(written).error(), "save " + place.string());
    }
    if (layout == Layout{})
        return {};
    return replaceFile(layoutFileOf(to), formatLayout(layout));
}

} // namespace

void Document::saveCopy(const QString &path)
{
    auto compute = [snapshot = m_snapshot, layout = m_layout, to = path.toStdString()] {
        return writeCopy(*snapshot, to, layout);
    };
    runInBackground(this, std::move(compute), [this, path](const Status &written) {
        if (written)
            emit copySaved(path);
        else
            emit copyFailed(written.error());
    });
}

} // namespace podloom::app
