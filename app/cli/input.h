// app/cli/input.h: PATH… on the command line becomes a design.
#pragma once

#include "core/manifest/snapshot.h"

#include <QStringList>

#include <optional>

namespace podloom::cli {

/// Reads files, folders (recursive, *.yaml, *.yml, *.json without *.layout.yaml) and "-" (standard input) in
/// the order given. Errors: what could not be read.
Result<SnapshotPointer> readDesign(const QStringList &paths);

/// For every verb but check: the design, if what such a verb needs is whole; otherwise says on standard error
/// what is broken and sets `exitStatus` to 2, so that no verb ever gives a partial answer. Warnings stay
/// silent.
SnapshotPointer readWholeDesign(const QStringList &paths, int &exitStatus);

/// "KIND[.GROUP]/[NAMESPACE/]NAME" as one object of the design. The group may be left out where the kind
/// stands in one group only, the namespace where it is "default". Errors: InvalidArgument, NotFound, Conflict
/// (ambiguous).
Result<ObjectId> findObject(const Snapshot &design, const std::string &written);

/// {"cluster","apiVersion","kind","namespace","name"} with null where there is none.
Json objectToJson(const ObjectMeta &meta);
/// The same for an object of `design`; one that is implied or a replica has no apiVersion.
Json objectToJson(const ObjectId &id, const Snapshot &design);

/// The findings on standard error, one a line.
void printDiagnostics(const Diagnostics &diagnostics, const Snapshot &design, Severity least);

} // namespace podloom::cli
