// core/model/diagnostic.h: a finding about a design: what is wrong, where, and how badly.
#pragma once

#include "core/base/message.h"
#include "core/model/document_lines.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace podloom {

enum class Severity { Error, Warning, Info };

/// "error", "warning", "info".
std::string_view toString(Severity severity);

/// One finding. The rule that found it is `message.id`; it is stable and listed in docs/manifests.md.
struct Diagnostic {
    Severity severity = Severity::Error;
    SourceRef at{}; ///< in the file, once sorted by place
    Message message{};
    std::optional<ObjectId> object{}; ///< none when no object could be recognised (a syntax error)

    const std::string &rule() const { return message.id; }
    /// "file:line:column: severity: text [rule-id]"; without a place the part before the severity is left
    /// out.
    std::string toString(const std::vector<std::string> &files) const;
    bool operator==(const Diagnostic &) const = default;
};

using Diagnostics = std::vector<Diagnostic>;

/// By place in the files, then by severity and text: the order in which diagnostics are shown. Their places
/// become places in the files, which they need not be before.
void sortByPlace(Diagnostics &diagnostics, const DocumentLines &lines);

bool hasErrors(const Diagnostics &diagnostics);

} // namespace podloom
