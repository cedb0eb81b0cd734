// app/document/manifest_text.h: manifests as text: where one stands, and what becomes of it when it is typed
// over.
#pragma once

#include "core/manifest/edit.h"

#include <compare>
#include <optional>
#include <string>

namespace podloom::app {

/// Which text of a design: the manifest of an object, or a document of a file in which no object could be
/// read.
struct TextKey {
    ObjectId object{}; ///< without a kind it is the document
    std::string file{};
    std::size_t document = 0; ///< of the file, from 0
    auto operator<=>(const TextKey &) const = default;
};

struct TextPlace {
    std::uint32_t file = 0;
    std::size_t offset = 0;
    std::string text{};
    int firstLine = 1;
};

/// Where a text stands; nothing when it is not in the design (any more).
std::optional<TextPlace> placeOf(const Snapshot &snapshot, const TextKey &key);

/// The text that holds a place of a file; nothing when there is no such place.
std::optional<TextKey> textAt(const Snapshot &snapshot, const SourceRef &at);

/// What was typed over a text.
struct Draft {
    std::string base{}; ///< the text as it was when typing began
    std::string text{};
    bool operator==(const Draft &) const = default;
};

/// A draft put into a design, to see what it would be.
struct TextTrial {
    std::vector<Splice> splices{};
    Diagnostics findings{}; ///< of its lines
    /// The first fault that would leave a part of it without an object, so that nobody could choose it; not
    /// one that is there already.
    std::optional<Diagnostic> fault{};
};

/// What was changed elsewhere in the same manifest meanwhile stays, as long as it is not where the draft
/// changes it, too. A document without an object is known by its bytes only: they have to be those that the
/// draft began with. A last line without an end gets one when something follows it in the file. Errors:
/// NotFound when the text is not there any more; Conflict.
Result<TextTrial> tryText(const Snapshot &snapshot, const TextKey &key, const Draft &draft);

/// The one change that turns `before`, which stands at `offset`, into `after`, without what they share at
/// both ends. Never cuts a character of UTF-8.
Splice spliceBetween(std::uint32_t file, std::size_t offset, std::string_view before, std::string_view after);

} // namespace podloom::app
