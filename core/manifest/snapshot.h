// core/manifest/snapshot.h: manifest files as they are, and the Design that was read from them.
#pragma once

#include "core/base/json.h"
#include "core/model/design.h"
#include "core/model/diagnostic.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace podloom {

/// A file as it was read. `name` is shown in findings: the path as the user gave it.
struct InputFile {
    std::string name{};
    std::string bytes{};
};

namespace manifest {
struct SnapshotData;
}

/// One immutable state of a design: the bytes of its files and everything read from them. Safe to share
/// between threads; every edit (core/manifest/edit.h) makes a new one that shares what it did not touch.
class Snapshot {
public:
    explicit Snapshot(std::shared_ptr<const manifest::SnapshotData> data) : m_data(std::move(data)) {}

    /// Objects with faults are in the design as far as they could be read; a policy rule with a fault is left
    /// out, so that it allows nothing.
    const Design &design() const;
    /// Syntax, schema, identity and expansion, by place. Rules that compare objects are in core/check.
    const Diagnostics &diagnostics() const;

    std::size_t fileCount() const;
    const std::string &fileName(std::size_t file) const;
    std::string_view bytes(std::size_t file) const;

    /// Every object that stands in the files, also of kinds that Podloom does not read, in their order.
    std::vector<ObjectId> objects() const;
    /// Identity, version, labels and place of an object that stands in a file; null when there is none.
    const ObjectMeta *meta(const ObjectId &id) const;
    /// The whole manifest of an object, with everything that Podloom does not read; null when it does not
    /// stand in a file. A Node that only Calico declares is found under its v1 identity too.
    Json manifestJson(const ObjectId &id) const;
    /// The bytes of an object as they stand in its file: its document, or its item of a list; empty when
    /// there are none.
    std::string_view manifestText(const ObjectId &id) const;

    const manifest::SnapshotData &data() const { return *m_data; }

private:
    std::shared_ptr<const manifest::SnapshotData> m_data;
};

using SnapshotPointer = std::shared_ptr<const Snapshot>;

/// Reads YAML and JSON manifests. Never fails: what is wrong with the files is in diagnostics(). O(bytes).
SnapshotPointer parseFiles(std::vector<InputFile> files);

/// Objects given as JSON values, as the agent's store has them; findings name the file "object N", from 0.
SnapshotPointer parseObjects(const std::vector<Json> &objects);

} // namespace podloom
