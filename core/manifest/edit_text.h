// core/manifest/edit_text.h: where in a document's text a change to one value happens, and what is written
// there.
#pragma once

#include "core/manifest/yaml_writer.h"

#include "core/base/result.h"

namespace podloom::manifest {

/// Bytes offset … offset + length of the file become `text`.
struct TextChange {
    std::size_t offset = 0;
    std::size_t length = 0;
    std::string text{};
};

/// Sets the value at `parts`, counted from `object`. No change when it has that value already. Pre: the
/// document ends at `documentEnd`.
Result<std::optional<TextChange>> changeForSet(const YamlTree &tree, NodeIndex object,
                                               const std::vector<std::string> &parts, const Json &value,
                                               std::size_t documentEnd);

/// Removes the member or item at `parts` (at least one).
Result<TextChange> changeForRemove(const YamlTree &tree, NodeIndex object,
                                   const std::vector<std::string> &parts, std::size_t documentEnd);

} // namespace podloom::manifest
