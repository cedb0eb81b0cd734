// app/document/disk_state.h: what a document takes for what lies on the disk, and what lies there now.
#pragma once

#include "core/manifest/snapshot.h"

#include <QSet>
#include <QString>
#include <QStringList>

#include <cstddef>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace podloom::app {

/// A file as it was read or written last.
struct DiskFile {
    SnapshotPointer snapshot{};
    std::size_t file = 0;

    std::string_view bytes() const { return snapshot->bytes(file); }
};

/// A value for other threads.
struct DiskState {
    quint64 number = 0;                      ///< grows with every other state of the same document
    QStringList paths{};                     ///< of the design
    std::map<std::string, DiskFile> files{}; ///< by name
    std::filesystem::path layoutFile{};
    std::string layoutText{}; ///< empty when there is none
};

struct DiskChanges {
    /// What lies there instead, by name of the file, new files and the layout's too; empty when it is gone.
    std::map<std::string, std::string> files{};
    std::set<std::string> gone{}; ///< those of `files` that are not there
    QSet<QString> places{};       ///< files and folders whose changes are changes of the design
};

/// Reads the files; for a worker thread. What cannot be read counts as unchanged: saving and opening say why.
DiskChanges changesOnDisk(const DiskState &state);

} // namespace podloom::app
