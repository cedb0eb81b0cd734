// core/manifest/edit.h: changes to objects that become the smallest changes to the bytes of their files.
#pragma once

#include "core/base/json.h"
#include "core/manifest/snapshot.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace podloom {

/// Puts `value` where the JSON pointer (RFC 6901) leads in the object's manifest. "/-" or the number behind
/// the last item appends to a list; parents that are missing are made in the style around them.
struct SetValue {
    ObjectId object{};
    std::string pointer{};
    Json value{};
};

/// Takes away a member or an item.
struct RemoveValue {
    ObjectId object{};
    std::string pointer{};
};

/// Adds a whole manifest as a document of its own, behind its nearest sibling (same kind and namespace, then
/// same namespace, then same kind), or to the file called `file` when that is given, which is made if need
/// be.
struct AddObject {
    Json manifest{};
    std::string file{};
};

/// Takes away an object's document, or its item of a list.
struct RemoveObject {
    ObjectId object{};
};

/// One gesture, form or scripted edit: its steps happen together or not at all.
struct Edit {
    std::vector<std::variant<SetValue, RemoveValue, AddObject, RemoveObject>> steps{};
};

/// A change to the bytes of a file. Of several, each counts in the bytes that the ones before it left.
struct Splice {
    std::uint32_t file = 0;
    std::size_t offset = 0;
    std::string oldText{};
    std::string newText{};
    bool operator==(const Splice &) const = default;
};

struct Applied {
    SnapshotPointer snapshot{};
    std::vector<Splice> splices{};
    std::vector<Splice> inverse{}; ///< applied to `snapshot`, gives the bytes from before
};

/// Applies `edit`; only documents whose bytes change are parsed again. All bytes outside the splices stay:
/// other documents, comments, the order of keys, quoting, line ends, byte order mark. Errors: NotFound
/// (object or pointer), InvalidArgument (pointer), Unsupported (the value stands behind an anchor, alias or
/// merge key, or in a document with syntax errors), Conflict (an object of that identity exists).
Result<Applied> apply(const Snapshot &snapshot, const Edit &edit);

/// Applies changes to the text itself: what undo and a text editor have.
/// Errors: Conflict when `oldText` does not stand where a splice says; NotFound for a file that does not
/// exist.
Result<Applied> applySplices(const Snapshot &snapshot, const std::vector<Splice> &splices);

/// Reads one YAML value, e.g. the VALUE of "podloomctl edit --set". Errors: InvalidArgument.
Result<Json> parseYamlValue(std::string_view text);

} // namespace podloom
