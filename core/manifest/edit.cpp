#include "core/manifest/edit.h"

#include "core/manifest/edit_json.h"
#include "core/manifest/edit_text.h"
#include "core/manifest/snapshot_data.h"
#include "core/manifest/trial.h"

#include "core/base/text.h"

#include <algorithm>
#include <utility>

namespace podloom {

using namespace manifest;

namespace {

/// Documents larger than this are not compared as a whole after an edit, only at the edited place.
constexpr std::size_t kWholeCheckBytes = 256U * 1024;

/// Whether sentences about the document speak of its lines, which no longer hold when they move.
bool namesLines(const Document &document)
{
    return std::any_of(document.findings.begin(), document.findings.end(),
                       [](const Diagnostic &each) { return each.rule() == "yaml-syntax"; });
}

/// Files while they are edited. Nothing here touches the snapshot that it began from.
class Editor {
public:
    explicit Editor(const Snapshot &snapshot)
        : m_before(snapshot.data()),
          m_files(snapshot.data().files),
          m_cluster(snapshot.data().defaultCluster),
          m_nextDocument(snapshot.data().nextDocument)
    {}

    Status run(const SetValue &step) { return change(step.object, step.pointer, &step.value); }
    Status run(const RemoveValue &step) { return change(step.object, step.pointer, nullptr); }
    Status run(const AddObject &step);
    Status run(const RemoveObject &step);
    Status run(const Splice &splice);
    /// From now on changes are only tried: the files stay as they are.
    void onlyTry() { m_isTrial = true; }

    Applied finish() &&
    {
        Applied out;
        out.splices = m_splices;
        for (auto at = m_splices.rbegin(); at != m_splices.rend(); ++at)
            out.inverse.push_back({at->file, at->offset, at->newText, at->oldText});
        const auto cluster = defaultClusterOf(m_files);
        if (cluster != m_cluster) { // every object without a label has moved
            std::vector<InputFile> files;
            for (const auto &file : m_files)
                files.push_back({file.name, *file.bytes});
            out.snapshot = parseFiles(std::move(files));
        } else {
            out.snapshot = makeSnapshot(std::move(m_files), m_cluster, m_nextDocument, &m_before);
        }
        return out;
    }

private:
    struct Place {
        std::uint32_t file = 0;
        std::size_t document = 0;
        const DecodedObject *object = nullptr;
    };

    /// The bytes of a file after a change.
    struct NewText {
        std::shared_ptr<const std::string> bytes{};
        std::shared_ptr<const TextPositions> positions{};
    };

    NewText changed(std::uint32_t file, const TextChange &change) const;
    std::optional<Place> find(const ObjectId &id) const;
    Status change(const ObjectId &id, const std::string &pointer, const Json *value);
    Status parse(const Place &place);
    Status splice(std::uint32_t file, const TextChange &change);
    Status splice(std::uint32_t file, const TextChange &change, NewText text);
    Place siblingOf(const ObjectMeta &meta) const;

    const SnapshotData &m_before;
    std::vector<File> m_files;
    std::string m_cluster;
    std::uint32_t m_nextDocument;
    std::vector<Splice> m_splices;
    bool m_isTrial = false;
    YamlTree m_tree; ///< of the document that parse() was called for
};

Editor::NewText Editor::changed(std::uint32_t file, const TextChange &change) const
{
    auto bytes = std::make_shared<std::string>(*m_files[file].bytes);
    bytes->replace(change.offset, change.length, change.text);
    const auto &before = m_files[file].positions;
    auto positions = before ? std::make_shared<const TextPositions>(*bytes, *before, change.offset,
                                                                    change.length, change.text.size())
                            : std::make_shared<const TextPositions>(*bytes);
    return {std::move(bytes), std::move(positions)};
}

std::optional<Editor::Place> Editor::find(const ObjectId &id) const
{
    if (m_splices.empty()) { // the index of the snapshot still holds
        const auto found = findObject(m_before, id);
        return found ? std::optional(Place{found->file, found->document, found->object}) : std::nullopt;
    }
    for (std::uint32_t file = 0; file < m_files.size(); ++file) {
        for (std::size_t i = 0; i < m_files[file].documents.size(); ++i) {
            for (const auto &object : m_files[file].documents[i].document->objects) {
                if (object.meta.id == id)
                    return Place{file, i, &object};
            }
        }
    }
    if (id.kind != "Node" || !id.group.empty())
        return std::nullopt;
    auto calico = id;
    calico.group = "projectcalico.org";
    return find(calico);
}

/// Parses a document into m_tree, with the words marked that are read as text.
Status Editor::parse(const Place &place)
{
    const auto &file = m_files[place.file];
    const auto &placed = file.documents[place.document];
    if (!m_tree.parse(*file.bytes, *file.positions, placed.begin, placed.end) || m_tree.root() == kNoNode)
        return fail(Errc::Unsupported, "broken-document",
                    "the document has syntax errors; mend them in the text first");
    Diagnostics ignored;
    Reader reader(m_tree, *file.positions, {.file = place.file}, ignored);
    static_cast<void>(decodeDocument(reader, Value(m_tree, m_tree.root())));
    return {};
}

Status Editor::change(const ObjectId &id, const std::string &pointer, const Json *value)
{
    const auto place = find(id);
    if (!place)
        return fail(Errc::NotFound, "no-such-object", "there is no object %1 in the files of the design",
                    {id.toString()});
    const auto parts = pointerParts(pointer);
    if (!parts || parts->empty())
        return fail(Errc::InvalidArgument, "pointer-syntax",
                    "\"%1\" is not a JSON pointer like /spec/replicas", {pointer});
    if (auto parsed = parse(*place); !parsed)
        return parsed;
    const auto documentBegin = m_files[place->file].documents[place->document].begin;
    const auto documentEnd = m_files[place->file].documents[place->document].end;
    const Value root(m_tree, m_tree.root());
    const auto object = valueAt(root, place->object->pointer);
    // What is compared afterwards: the document, or in a large one the object.
    const bool isLarge = documentEnd - documentBegin > kWholeCheckBytes;
    const auto checkedPointer = isLarge ? place->object->pointer : std::string();
    auto wanted = toJson(isLarge ? object : root);
    TextChange textChange;
    if (value) {
        auto made = changeForSet(m_tree, object.index(), *parts, *value, documentEnd);
        if (!made)
            return Failure{std::move(made).error()};
        if (!*made)
            return {};
        textChange = **std::move(made);
    } else {
        auto made = changeForRemove(m_tree, object.index(), *parts, documentEnd);
        if (!made)
            return Failure{std::move(made).error()};
        textChange = *std::move(made);
    }
    changeJson(wanted, *pointerParts(isLarge ? pointer : place->object->pointer + pointer), 0, value);

    // The new text must say exactly the wanted thing, and nothing else may have moved: tried on a copy first.
    auto next = changed(place->file, textChange);
    const auto newEnd = documentEnd - textChange.length + textChange.text.size();
    YamlTree after;
    const bool isWhole =
        after.parse(*next.bytes, *next.positions, documentBegin, newEnd) && after.root() != kNoNode;
    if (isWhole) {
        Diagnostics ignored;
        Reader reader(after, *next.positions, {.file = place->file}, ignored);
        static_cast<void>(decodeDocument(reader, Value(after, after.root())));
    }
    const auto edited = isWhole ? valueAt(Value(after, after.root()), checkedPointer) : Value();
    if (!edited || !saysTheSame(toJson(edited), wanted) || !after.faults().empty())
        return fail(Errc::Unsupported, "not-editable",
                    "%1 cannot be changed without touching the text around it; change it in the text",
                    {pointer});
    return splice(place->file, textChange, std::move(next));
}

Status Editor::splice(std::uint32_t number, const TextChange &change)
{
    return splice(number, change, changed(number, change));
}

Status Editor::splice(std::uint32_t number, const TextChange &change, NewText newText)
{
    auto &file = m_files[number];
    const auto oldText = file.bytes->substr(change.offset, change.length);
    if (oldText == change.text || m_isTrial)
        return {};
    m_splices.push_back({number, change.offset, oldText, change.text});
    const auto lineFeeds = [](const std::string &text) { return std::count(text.begin(), text.end(), '\n'); };
    const auto lines = lineFeeds(change.text) - lineFeeds(oldText);
    const auto moved =
        static_cast<std::ptrdiff_t>(change.text.size()) - static_cast<std::ptrdiff_t>(change.length);

    std::vector<std::pair<std::size_t, const PlacedDocument *>> known; // with where they begin now
    for (const auto &placed : file.documents) {
        if (placed.begin >= change.offset + change.length)
            known.emplace_back(placed.begin + static_cast<std::size_t>(moved), &placed);
        else if (placed.begin <= change.offset)
            known.emplace_back(placed.begin, &placed);
    }
    File next;
    next.name = file.name;
    next.bytes = std::move(newText.bytes);
    next.positions = std::move(newText.positions);
    next.documents.reserve(file.documents.size());
    const std::string_view text = *next.bytes;
    YamlTree tree;
    auto behind = known.begin(); // of those that begin here or before
    for (const auto extent : splitDocuments(text)) {
        while (behind != known.end() && behind->first <= extent.begin)
            ++behind;
        // The last one: what is behind a document that is taken away begins where that began.
        const auto *old = behind != known.begin() && std::prev(behind)->first == extent.begin
                            ? std::prev(behind)->second
                            : nullptr;
        const bool isBehind = old && old->begin >= change.offset + change.length;
        const bool isStale = isBehind && lines != 0 && namesLines(*old->document);
        const bool isUntouched = isBehind || (old && old->end <= change.offset);
        if (isUntouched && !isStale && old->end - old->begin == extent.end - extent.begin) {
            next.documents.push_back({extent.begin, extent.end, old->number, old->document});
            continue;
        }
        const auto document = old ? old->number : m_nextDocument++;
        auto read = readDocument(tree, *next.positions, text, extent, number, document);
        assignCluster(*read, m_cluster);
        next.documents.push_back({extent.begin, extent.end, document, std::move(read)});
    }
    file = std::move(next);
    return {};
}

Status Editor::run(const Splice &step)
{
    if (step.file >= m_files.size())
        return fail(Errc::NotFound, "no-such-file", "the design has no file number %1",
                    {std::to_string(step.file)});
    const std::string_view bytes = *m_files[step.file].bytes;
    if (step.offset > bytes.size() || bytes.substr(step.offset, step.oldText.size()) != step.oldText)
        return fail(Errc::Conflict, "text-changed", "%1 has another text at byte %2 than the change expects",
                    {m_files[step.file].name, std::to_string(step.offset)});
    return splice(step.file, {step.offset, step.oldText.size(), step.newText});
}

/// Same kind and namespace before same namespace before same kind; the last of them in the files.
Editor::Place Editor::siblingOf(const ObjectMeta &meta) const
{
    Place best;
    int bestScore = -1;
    for (std::uint32_t file = 0; file < m_files.size(); ++file) {
        for (std::size_t i = 0; i < m_files[file].documents.size(); ++i) {
            for (const auto &object : m_files[file].documents[i].document->objects) {
                const auto &id = object.meta.id;
                const bool isKind = id.kind == meta.id.kind && id.group == meta.id.group;
                const bool isNamespace = id.ns == meta.id.ns;
                const int score = (isNamespace && !id.ns.empty() ? 2 : 0) + (isKind ? 1 : 0)
                                + (isKind && isNamespace ? 2 : 0);
                if (score >= bestScore) {
                    bestScore = score;
                    best = {file, i, &object};
                }
            }
        }
    }
    return best;
}

Status Editor::run(const AddObject &step)
{
    const auto trial = parseObjects({step.manifest});
    const auto ids = trial->objects();
    if (ids.size() != 1)
        return fail(Errc::InvalidArgument, "not-an-object",
                    "what shall be added is not one object with apiVersion, kind and name");
    auto id = ids.front();
    const auto &meta = *trial->meta(id);
    if (!id.cluster.empty() && !meta.labels.contains(std::string(kClusterLabel)))
        id.cluster = m_cluster;
    if (find(id))
        return fail(Errc::Conflict, "duplicate-object", "the design has an object %1 already",
                    {id.toString()});

    auto place = siblingOf(meta);
    if (!step.file.empty()) {
        const auto at = std::find_if(m_files.begin(), m_files.end(),
                                     [&](const File &file) { return file.name == step.file; });
        place = {static_cast<std::uint32_t>(at - m_files.begin()), 0, nullptr};
        if (at == m_files.end())
            m_files.push_back(readFile(step.file, {}, place.file, m_nextDocument));
    } else if (m_files.empty()) {
        return fail(Errc::InvalidArgument, "no-file", "the design has no file yet to write %1 to",
                    {id.toString()});
    }
    const auto &file = m_files[place.file];
    const auto at = place.object ? file.documents[place.document].end : file.bytes->size();
    const auto lineFeed = file.bytes->find('\n');
    WriteStyle style;
    if (lineFeed != std::string::npos && lineFeed > 0 && (*file.bytes)[lineFeed - 1] == '\r')
        style.lineEnd = "\r\n";
    const std::string end(style.lineEnd);
    const bool isFirst = std::string_view(*file.bytes).substr(0, at).find_first_not_of(" \t\r\n\xEF\xBB\xBF")
                      == std::string_view::npos;
    std::string text = at > 0 && (*file.bytes)[at - 1] != '\n' && !isFirst ? end : std::string();
    if (!isFirst)
        text += "---" + end;
    text += blockText(step.manifest, 0, style) + end;
    if (at < file.bytes->size() && file.bytes->compare(at, 3, "---") != 0)
        text += "---" + end;
    return splice(place.file, {at, 0, text});
}

Status Editor::run(const RemoveObject &step)
{
    const auto place = find(step.object);
    if (!place)
        return fail(Errc::NotFound, "no-such-object", "there is no object %1 in the files of the design",
                    {step.object.toString()});
    const auto &placed = m_files[place->file].documents[place->document];
    if (place->object->pointer.empty())
        return splice(place->file, {placed.begin, placed.end - placed.begin, {}});
    if (auto parsed = parse(*place); !parsed)
        return parsed;
    const auto parts = pointerParts(place->object->pointer);
    auto made = changeForRemove(m_tree, m_tree.root(), *parts, placed.end);
    if (!made)
        return Failure{std::move(made).error()};
    return splice(place->file, *made);
}

Status runAll(Editor &editor, const Edit &edit, bool isTrial = false)
{
    for (const auto &step : edit.steps) {
        if (isTrial && &step == &edit.steps.back())
            editor.onlyTry(); // no step will see what this one does
        if (auto done = std::visit([&](const auto &each) { return editor.run(each); }, step); !done)
            return done;
    }
    return {};
}

} // namespace

Result<Applied> apply(const Snapshot &snapshot, const Edit &edit)
{
    Editor editor(snapshot);
    if (auto done = runAll(editor, edit); !done)
        return Failure{std::move(done).error()};
    return std::move(editor).finish();
}

Status tryApply(const Snapshot &snapshot, const Edit &edit)
{
    Editor editor(snapshot);
    return runAll(editor, edit, true);
}

Result<Applied> applySplices(const Snapshot &snapshot, const std::vector<Splice> &splices)
{
    Editor editor(snapshot);
    for (const auto &splice : splices) {
        if (auto done = editor.run(splice); !done)
            return Failure{std::move(done).error()};
    }
    return std::move(editor).finish();
}

Result<Json> parseYamlValue(std::string_view text)
{
    YamlTree tree;
    const TextPositions positions(text);
    if (!isUtf8(text) || !tree.parse(text, positions, 0, text.size()) || !tree.faults().empty())
        return fail(
            Errc::InvalidArgument, "yaml-value", "\"%1\" is not a YAML value%2",
            {std::string(text), tree.faults().empty() ? "" : ": " + tree.faults().front().message.text()});
    // y, on and their like are texts here (YAML 1.2); they are written in quotes.
    for (NodeIndex i = 0; i < tree.size(); ++i)
        tree.markReadAsText(i);
    return tree.root() == kNoNode ? Json() : toJson(Value(tree, tree.root()));
}

} // namespace podloom
