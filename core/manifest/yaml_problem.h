// core/manifest/yaml_problem.h: what the YAML parser complains of, as sentences that say what to do.
#pragma once

#include "core/base/message.h"

#include <optional>
#include <string_view>

namespace podloom::manifest {

/// The finding "yaml-syntax" for the parser's words `problem`. `context` (may be empty) is what it was
/// reading then, which began in line `contextLine`.
Message syntaxMessage(std::string_view problem, std::string_view context, std::size_t contextLine);

} // namespace podloom::manifest
