// core/manifest/snapshot_data.h: what a Snapshot holds.
#pragma once

#include "core/manifest/design_builder.h"
#include "core/manifest/document.h"
#include "core/manifest/snapshot.h"

namespace podloom::manifest {

struct SnapshotData {
    std::vector<File> files{};
    std::string defaultCluster{};
    std::uint32_t nextDocument = 1;   ///< a number that no document has
    std::vector<ObjectPlace> index{}; ///< every object, by identity, then in the order of the files
    Design design{};
    Diagnostics findings{};
};

/// Builds the rest from `files`, whose documents all have their clusters and numbers below `nextDocument`.
/// `before`: an earlier state, or null.
SnapshotPointer makeSnapshot(std::vector<File> files, std::string defaultCluster, std::uint32_t nextDocument,
                             const SnapshotData *before = nullptr);

/// Of several objects with one identity the first. A Node that only Calico declares is found under its v1
/// identity too.
std::optional<ObjectPlace> findObject(const SnapshotData &data, const ObjectId &id);

/// The node of `tree` at a JSON pointer (RFC 6901); absent when there is none. Merge keys are not followed.
Value valueAt(Value root, std::string_view pointer);
/// The parts of a JSON pointer, unescaped; nothing when it is neither empty nor begins with "/".
std::optional<std::vector<std::string>> pointerParts(std::string_view pointer);

} // namespace podloom::manifest
