// app/tools/rename_object.h: another name for an object, also where others call it by its name.
#pragma once

#include "app/document/layout.h"
#include "core/manifest/edit.h"

#include <map>
#include <string>

namespace podloom::app {

struct Renaming {
    Edit edit{};
    std::map<ObjectId, ObjectId> objects{}; ///< from before to after, with all whose identity changes
};

/// The steps that call `object` `name`, and everything that refers to it by name: nodeName of pods, ends of
/// links, nodes of a lab, peers and host endpoints of a node; objects of a namespace and selectors of its
/// name; pools of annotations; filters, tiers and profiles; services of rules and of stateful sets; owners;
/// the cluster of everything in it. Selectors are followed where they name the object by a label that its
/// name gives (kubernetes.io/hostname, kubernetes.io/metadata.name, projectcalico.org/name). Errors:
/// InvalidArgument, AlreadyExists, NotFound for what stands in no file.
Result<Renaming> renamingOf(const Snapshot &snapshot, const ObjectId &object, const std::string &name);

/// A renaming that was carried out.
struct Renamed {
    Applied applied{};
    std::map<ObjectId, ObjectId> objects{};
};

/// Errors: those of renamingOf() and of apply(); what reading the renamed objects finds wrong with them.
Result<Renamed> renamed(const Snapshot &snapshot, const ObjectId &object, const std::string &name);

/// The drawing's facts about the same things under their new names.
Layout renamed(const Layout &layout, const std::map<ObjectId, ObjectId> &objects);

} // namespace podloom::app
