// app/panels/object_facts.h: pods, sessions and routes of an object, predicted and as the lab reports them.
#pragma once

#include "app/document/analysis.h"
#include "app/panels/fact_model.h"

namespace podloom::app {

/// The pods that podsOf() finds; marks are those of the lab, rings where it says nothing.
std::vector<Fact> podFacts(const Analysis &analysis, const LabPicture &lab, const ObjectId &id);
/// Sessions of a node or router.
std::vector<Fact> sessionFacts(const Analysis &analysis, const LabPicture &lab, const ObjectId &id);
/// The predicted table of a node or router, IPv4 first. The tables must be ready (routes.h).
std::vector<Fact> routeFacts(const Analysis &analysis, const ObjectId &id);

/// Whether the object is a machine, which has sessions and routes.
bool isMachine(const ObjectId &id);

/// Its state in the lab, if it can have one and the lab is up.
std::optional<State> liveState(const Analysis &analysis, const LabPicture &lab, const ObjectId &id);

} // namespace podloom::app
