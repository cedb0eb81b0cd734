#include "app/document/manifest_text.h"

#include "core/manifest/snapshot_data.h"

#include <algorithm>
#include <functional>

namespace podloom::app {

namespace {

int lineOf(std::string_view bytes, std::size_t offset)
{
    return 1
         + static_cast<int>(
               std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
}

/// Where a line begins; the end of the text for a line that it does not have.
std::size_t offsetOf(std::string_view bytes, std::uint32_t line)
{
    std::size_t at = 0;
    for (std::uint32_t each = 1; each < line; ++each) {
        const auto lineFeed = bytes.find('\n', at);
        if (lineFeed == std::string_view::npos)
            return bytes.size();
        at = lineFeed + 1;
    }
    return at;
}

/// `mine` and `theirs` change the same text; theirs done first, then mine. Nothing when they touch each
/// other.
std::optional<std::string> merged(std::string base, Splice mine, const Splice &theirs)
{
    const auto mineEnd = mine.offset + mine.oldText.size();
    const auto theirsEnd = theirs.offset + theirs.oldText.size();
    if (mineEnd >= theirs.offset && theirsEnd >= mine.offset)
        return std::nullopt;
    const auto &later = mine.offset > theirs.offset ? mine : theirs;
    const auto &earlier = mine.offset > theirs.offset ? theirs : mine;
    base.replace(later.offset, later.oldText.size(), later.newText);
    base.replace(earlier.offset, earlier.oldText.size(), earlier.newText);
    return base;
}

/// The documents that hold bytes begin … end of a file.
std::vector<const manifest::PlacedDocument *> documentsAt(const Snapshot &snapshot, std::uint32_t file,
                                                          std::size_t begin, std::size_t end)
{
    std::vector<const manifest::PlacedDocument *> out;
    for (const auto &each : snapshot.data().files[file].documents) {
        if (each.begin < end && each.end > begin)
            out.push_back(&each);
    }
    return out;
}

bool leavesNoObject(const Diagnostic &finding)
{
    return finding.severity == Severity::Error && !finding.object;
}

/// Why parts of documents are no objects.
std::vector<Message> faultsOf(const std::vector<const manifest::PlacedDocument *> &documents)
{
    std::vector<Message> out;
    for (const auto *each : documents) {
        for (const auto &finding : each->document->findings) {
            if (leavesNoObject(finding))
                out.push_back(finding.message);
        }
    }
    return out;
}

/// What the reader said about the documents, with places in the file.
Diagnostics findingsOf(const std::vector<const manifest::PlacedDocument *> &documents,
                       const DocumentLines &lines)
{
    Diagnostics out;
    for (const auto *each : documents) {
        for (const auto &finding : each->document->findings)
            out.emplace_back(finding).at = lines.inFile(finding.at);
    }
    return out;
}

/// What the reader says about the documents that hold bytes begin … end of a file. `known`: faults that they
/// had before.
void addFindings(const Snapshot &snapshot, std::uint32_t file, std::size_t begin, std::size_t end,
                 std::vector<Message> known, TextTrial &trial)
{
    const auto documents = documentsAt(snapshot, file, begin, end);
    if (begin == end || documents.empty())
        return; // nothing is left that could be wrong
    const auto bytes = snapshot.bytes(file);
    const auto first = static_cast<std::uint32_t>(lineOf(bytes, documents.front()->begin));
    const auto last = static_cast<std::uint32_t>(lineOf(bytes, documents.back()->end - 1));
    const auto ownFindings = findingsOf(documents, snapshot.design().lines);
    for (const auto &finding : snapshot.diagnostics()) {
        if (finding.at.file != file)
            continue;
        // What ends too early is wrong at its end, which is the first line of the next document.
        const bool own = std::find(ownFindings.begin(), ownFindings.end(), finding) != ownFindings.end();
        if (!own && (finding.at.line < first || finding.at.line > last))
            continue;
        trial.findings.push_back(finding);
        if (!own || !leavesNoObject(finding))
            continue;
        if (const auto old = std::find(known.begin(), known.end(), finding.message); old != known.end())
            known.erase(old);
        else if (!trial.fault)
            trial.fault = finding;
    }
}

/// The line end that `text` needs in the place of one that ended with it: what follows it in its file would
/// become a part of its last line.
std::string_view missingLineEnd(const Snapshot &snapshot, const TextPlace &place, std::string_view text)
{
    const bool isFollowed = place.offset + place.text.size() < snapshot.bytes(place.file).size();
    if (!isFollowed || !place.text.ends_with('\n') || text.empty() || text.ends_with('\n'))
        return {};
    return place.text.ends_with("\r\n") ? "\r\n" : "\n";
}

} // namespace

std::optional<TextPlace> placeOf(const Snapshot &snapshot, const TextKey &key)
{
    if (key.object.kind.empty()) {
        for (std::uint32_t file = 0; file < snapshot.fileCount(); ++file) {
            const auto &documents = snapshot.data().files[file].documents;
            if (snapshot.fileName(file) != key.file || key.document >= documents.size())
                continue;
            const auto &found = documents[key.document];
            const auto bytes = snapshot.bytes(file);
            return TextPlace{file, found.begin,
                             std::string(bytes.substr(found.begin, found.end - found.begin)),
                             lineOf(bytes, found.begin)};
        }
        return std::nullopt;
    }
    const auto text = snapshot.manifestText(key.object);
    for (std::uint32_t file = 0; file < snapshot.fileCount() && !text.empty(); ++file) {
        const auto bytes = snapshot.bytes(file);
        const std::less<const char *> isBefore;
        if (isBefore(text.data(), bytes.data())
            || isBefore(bytes.data() + bytes.size(), text.data() + text.size()))
            continue;
        const auto offset = static_cast<std::size_t>(text.data() - bytes.data());
        return TextPlace{file, offset, std::string(text), lineOf(bytes, offset)};
    }
    return std::nullopt;
}

std::optional<TextKey> textAt(const Snapshot &snapshot, const SourceRef &at)
{
    if (at.file >= snapshot.fileCount() || at.line == 0)
        return std::nullopt;
    const auto &file = snapshot.data().files[at.file];
    const auto offset = offsetOf(snapshot.bytes(at.file), at.line);
    for (std::size_t number = 0; number < file.documents.size(); ++number) {
        const auto &placed = file.documents[number];
        if (offset >= placed.end && number + 1 < file.documents.size())
            continue;
        TextKey key{.file = file.name, .document = number};
        // The items of a list are objects of one document.
        for (const auto &object : placed.document->objects) {
            if (key.object.kind.empty() || snapshot.design().lines.inFile(object.meta.at).line <= at.line)
                key = {.object = object.meta.id};
        }
        return key;
    }
    return std::nullopt;
}

Result<TextTrial> tryText(const Snapshot &snapshot, const TextKey &key, const Draft &draft)
{
    const auto place = placeOf(snapshot, key);
    if (!place)
        return fail(Errc::NotFound, "text-gone",
                    "this text is not in the design any more: undo what took it away, or discard it");
    auto text = draft.text;
    if (place->text != draft.base) {
        // A document without an object may be another one now, as those before it come and go.
        auto both = key.object.kind.empty() ? std::nullopt
                                            : merged(draft.base, spliceBetween(0, 0, draft.base, draft.text),
                                                     spliceBetween(0, 0, draft.base, place->text));
        if (!both && place->text != draft.text)
            return fail(Errc::Conflict, "text-changed",
                        "the manifest was changed elsewhere where you typed: copy what you need and discard "
                        "the rest to see it");
        text = both ? *std::move(both) : draft.text;
    }
    text += missingLineEnd(snapshot, *place, text);
    TextTrial trial;
    if (text == place->text)
        return trial;
    trial.splices = {spliceBetween(place->file, place->offset, place->text, text)};
    const auto applied = applySplices(snapshot, trial.splices);
    if (!applied)
        return Failure{applied.error()};
    const auto end = place->offset + place->text.size();
    addFindings(*applied->snapshot, place->file, place->offset, place->offset + text.size(),
                faultsOf(documentsAt(snapshot, place->file, place->offset, end)), trial);
    return trial;
}

Splice spliceBetween(std::uint32_t file, std::size_t offset, std::string_view before, std::string_view after)
{
    const auto isContinuation = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
    std::size_t head = 0;
    while (head < before.size() && head < after.size() && before[head] == after[head])
        ++head;
    while (head > 0
           && ((head < before.size() && isContinuation(before[head]))
               || (head < after.size() && isContinuation(after[head]))))
        --head;
    std::size_t tail = 0;
    const auto most = std::min(before.size(), after.size()) - head;
    while (tail < most && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    while (tail > 0 && isContinuation(before[before.size() - tail]))
        --tail;
    return {file, offset + head, std::string(before.substr(head, before.size() - head - tail)),
            std::string(after.substr(head, after.size() - head - tail))};
}

} // namespace podloom::app
