// app/tools/quick_fix.h: findings that one edit mends.
#pragma once

#include "core/manifest/edit.h"
#include "core/manifest/snapshot.h"

#include <QString>

#include <optional>
#include <vector>

namespace podloom::app {

/// What mends a finding. Applying it is one step that can be undone.
struct QuickFix {
    QString text{}; ///< "Grow pool to /19": a verb and what it does
    Edit edit{};
};

/// What can be done about `finding` of `snapshot`, the best first; empty when that takes a person who knows
/// what was meant. Pure; every edit can be applied to `snapshot`.
std::vector<QuickFix> quickFixes(const Snapshot &snapshot, const Diagnostic &finding);

/// The JSON pointer of a path as findings write it ("spec.ingress[0].ports"); nothing when it leads nowhere.
std::optional<std::string> pointerOf(const Json &manifest, std::string_view path);

} // namespace podloom::app
