// tests/unit/core/policy/policy_table.h: the semantic tables of tests/data/policy.
//
// A table is a text file of cases. "== TITLE" begins a case; the title begins with the ids that it shows and
// may have "[no lab: REASON]" where only the prediction can be asked. Manifests follow, then probes, one a
// line:
//
//     ? FROM... -> TO... PROTOCOL[/PORT[,PORT]...] [from SOURCEPORT] [type T [code C]] [v6]: allow|deny
//
// Ends are as on the command line; ICMP probes ask ICMPv6 with "v6". The world that all cases share is
// tests/data/policy/world.yaml.
#pragma once

#include "core/base/result.h"
#include "core/policy/flow.h"

#include <string>
#include <vector>

namespace podloom::policy {

struct TableProbe {
    std::string text{}; ///< the line, for messages
    std::string from{};
    std::string to{};
    Traffic traffic{};
    bool isAllowed = false;
};

struct TableCase {
    std::string title{};
    std::vector<std::string> ids{};
    std::string whyNoLab{}; ///< empty: a lab can show it (tests/system/tables)
    std::string manifests{};
    std::vector<TableProbe> probes{};
};

/// Errors: InvalidArgument with the line that cannot be read.
Result<std::vector<TableCase>> parseTable(const std::string &text);
/// The cases of tests/data/policy/NAME.cases. Throws std::runtime_error.
std::vector<TableCase> readTable(const std::string &name);
/// The world as a manifest.
std::string tableWorld();

} // namespace podloom::policy
