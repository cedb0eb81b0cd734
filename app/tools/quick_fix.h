// app/tools/quick_fix.h: findings that one edit mends.
#pragma once

#include "core/manifest/edit.h"
#include "core/manifest/snapshot.h"

#include <QString>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace podloom::app {

/// What mends a finding. Applying it is one step that can be undone.
struct QuickFix {
    QString text{}; ///< "Grow pool to /19": a verb and what it does
    Edit edit{};
};

/// What the fixes of all findings of one snapshot look up; empty until one does.
struct FixMemory {
    /// The values that pods have of each label.
    std::optional<std::map<std::string, std::set<std::string>>> labels{};
};

/// What can be done about `finding` of `snapshot`, the best first; empty when that takes a person who knows
/// what was meant. Pure; every edit can be applied to `snapshot`. `memory`: of that snapshot, or null.
std::vector<QuickFix> quickFixes(const Snapshot &snapshot, const Diagnostic &finding,
                                 FixMemory *memory = nullptr);

/// The JSON pointer of a path as findings write it ("spec.ingress[0].ports"); nothing when it leads nowhere.
std::optional<std::string> pointerOf(const Json &manifest, std::string_view path);

} // namespace podloom::app
