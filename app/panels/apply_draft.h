// app/panels/apply_draft.h: what somebody typed over a manifest becomes part of the design.
#pragma once

#include "app/document/document.h"

#include <optional>

namespace podloom::app {

/// Why a draft stays one.
struct DraftFault {
    TextKey key{};
    int line = 0; ///< of the file; 0 when it is about the whole text
    QString sentence{};
};

/// One undoable edit, which touches nothing but the bytes that differ; the draft is gone then. Text of which
/// a part would not be an object any more, as its syntax is wrong, is refused: nothing has changed then.
std::optional<DraftFault> applyDraft(Document &document, const TextKey &key);

/// Every draft of the document, until the first that stays one.
std::optional<DraftFault> applyDrafts(Document &document);

/// "shop/web" for the manifest of an object, "web.yaml" for text without one.
QString titleOf(const TextKey &key);

/// "Line 14: …" where the line is known.
QString sentence(const Diagnostic &finding);

} // namespace podloom::app
