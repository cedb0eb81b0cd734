#include "core/model/diagnostic.h"

#include <algorithm>
#include <tuple>

namespace podloom {

std::string_view toString(Severity severity)
{
    switch (severity) {
    case Severity::Error: return "error";
    case Severity::Warning: return "warning";
    case Severity::Info: return "info";
    }
    return "error";
}

std::string Diagnostic::toString(const std::vector<std::string> &files) const
{
    std::string out;
    if (at.line > 0 && at.file < files.size())
        out = files[at.file] + ':' + std::to_string(at.line) + ':' + std::to_string(at.column) + ": ";
    out += podloom::toString(severity);
    return out + ": " + message.text() + " [" + message.id + ']';
}

void sortByPlace(Diagnostics &diagnostics, const DocumentLines &lines)
{
    for (auto &each : diagnostics)
        each.at = lines.inFile(each.at);
    const auto key = [](const Diagnostic &each) {
        return std::tie(each.at, each.severity, each.message.id, each.message.arguments);
    };
    std::stable_sort(diagnostics.begin(), diagnostics.end(),
                     [&](const Diagnostic &a, const Diagnostic &b) { return key(a) < key(b); });
}

bool hasErrors(const Diagnostics &diagnostics)
{
    return std::any_of(diagnostics.begin(), diagnostics.end(),
                       [](const Diagnostic &each) { return each.severity == Severity::Error; });
}

} // namespace podloom
