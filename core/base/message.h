// core/base/message.h: the only text in errors and findings: an English sentence with numbered arguments.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace podloom {

/// A sentence for a person. `id` is stable (kebab-case, e.g. "port-range") and is what a translation and a
/// program look up; `english` holds %1 … %9 for `arguments` (a literal per cent sign is "%%").
struct Message {
    std::string id{};
    std::string english{};
    std::vector<std::string> arguments{};

    /// The English sentence with its arguments filled in.
    std::string text() const;

    bool operator==(const Message &) const = default;
};

/// Fills `arguments` into `sentence`; a number without an argument stays as it is.
std::string fillIn(std::string_view sentence, const std::vector<std::string> &arguments);

} // namespace podloom
