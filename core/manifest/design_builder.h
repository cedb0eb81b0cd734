// core/manifest/design_builder.h: the objects of all files become one Design.
#pragma once

#include "core/manifest/document.h"

namespace podloom::manifest {

/// The cluster of objects without a cluster label: the only Cluster of the design, else "default".
std::string defaultClusterOf(const std::vector<File> &files);

/// Where an object stands.
struct ObjectPlace {
    std::uint32_t file = 0;
    std::uint32_t document = 0; ///< index in the file
    const DecodedObject *object = nullptr;
};

/// Every object of the files, by identity, then in the order of the files.
std::vector<ObjectPlace> indexObjects(const std::vector<File> &files);

/// All objects of `index` in one Design with `lines`, v1 and Calico nodes of one name joined, used namespaces
/// declared, workloads expanded. Findings: "duplicate-object" and what core/model/expansion.h reports.
/// `before`: the design of an earlier state, or null.
Design buildDesign(const std::vector<File> &files, const std::vector<ObjectPlace> &index, DocumentLines lines,
                   Diagnostics &findings, const Design *before = nullptr);

} // namespace podloom::manifest
