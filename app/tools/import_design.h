// app/tools/import_design.h: what others drew as objects of a design, with a report of what was not
// understood.
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/manifest/edit.h"
#include "core/manifest/snapshot.h"

#include <string>
#include <string_view>
#include <vector>

namespace podloom::app {

enum class ImportFormat { Manifests, Containerlab, Netlab };

/// What became of the files.
struct ImportReport {
    std::vector<Json> manifests{};     ///< in their order
    std::vector<Message> understood{}; ///< what was taken over, in words and numbers
    std::vector<Message> leftOut{};    ///< what was not, each with its reason
};

/// What a file is: by its top-level keys. A file with neither "topology" nor "nodes" is one of manifests.
ImportFormat formatOf(std::string_view text);

/// The objects of manifest files. Kinds that Podloom does not read come along and are reported; what cannot
/// be read (syntax, templates that were not filled in) is left out.
ImportReport importManifests(const std::vector<InputFile> &files);

/// nodes and links of a containerlab topology. Source: containerlab's topology definition and node kinds.
/// Errors: InvalidArgument when the text is no such file.
Result<ImportReport> importContainerlab(std::string_view text);

/// nodes and links of a netlab topology. Source: netlab's lab topology, node and link attributes. Errors:
/// InvalidArgument when the text is no such file.
Result<ImportReport> importNetlab(std::string_view text);

/// Whatever each file is. Errors: as above, with the file's name in front.
Result<ImportReport> importFiles(const std::vector<InputFile> &files);

/// The import as one edit. Objects that the design has already stay as they are; they are added to the
/// report.
Edit editOf(ImportReport &report, const Snapshot &snapshot, const std::string &file);

} // namespace podloom::app
