// app/tools/import_design.h: what others drew as objects of a design, with a report of what was not
// understood.
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/manifest/edit.h"
#include "core/manifest/snapshot.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace podloom::app {

enum class ImportFormat { Manifests, Containerlab, Netlab };

/// A file and what came out of it.
struct ImportedFile {
    std::string name{};
    ImportFormat format = ImportFormat::Manifests;
    std::size_t objects = 0;
};

/// Something that was not taken over as it stands there, with its reason.
struct ImportRemark {
    std::string place{}; ///< "dump.yaml:12", or the file alone; empty for what is of no single file
    Message message{};
};

/// What became of the files.
struct ImportReport {
    std::vector<ImportedFile> files{};          ///< in their order; also those that nothing came out of
    std::vector<Json> manifests{};              ///< in their order
    std::map<std::string, std::size_t> kinds{}; ///< how many of each kind are read from then on
    std::vector<ImportRemark> leftOut{};
};

/// What a file is: by its top-level keys. A file with neither "topology" nor "nodes" is one of manifests.
ImportFormat formatOf(std::string_view text);

/// The objects of manifest files. Kinds that Podloom does not read come along and are reported; what cannot
/// be read (syntax, templates that were not filled in) is left out.
ImportReport importManifests(const std::vector<InputFile> &files);

/// nodes and links of a containerlab topology. Source: containerlab's topology definition and node kinds.
/// Errors: InvalidArgument when the file is no such topology.
Result<ImportReport> importContainerlab(const InputFile &file);

/// nodes and links of a netlab topology. Source: netlab's lab topology, node and link attributes. Errors:
/// InvalidArgument when the file is no such topology.
Result<ImportReport> importNetlab(const InputFile &file);

/// Whatever each file is. Errors: as above, with the file's name in front.
Result<ImportReport> importFiles(const std::vector<InputFile> &files);

/// The import as one edit. Objects that the design has already stay as they are; they are added to the
/// report.
Edit editOf(ImportReport &report, const Snapshot &snapshot, const std::string &file);

} // namespace podloom::app
