#include "core/manifest/snapshot_data.h"

#include "core/base/text.h"

#include <algorithm>

namespace podloom {

namespace manifest {

namespace {

/// Whether both hold objects of the same identities, one by one.
bool areNamedAlike(const Document &a, const Document &b)
{
    return &a == &b
        || std::equal(a.objects.begin(), a.objects.end(), b.objects.begin(), b.objects.end(),
                      [](const DecodedObject &one, const DecodedObject &other) {
                          return one.meta.id == other.meta.id;
                      });
}

bool areNamedAlike(const std::vector<File> &a, const std::vector<File> &b)
{
    const auto isDocumentAlike = [](const PlacedDocument &one, const PlacedDocument &other) {
        return areNamedAlike(*one.document, *other.document);
    };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](const File &one, const File &other) {
        return std::equal(one.documents.begin(), one.documents.end(), other.documents.begin(),
                          other.documents.end(), isDocumentAlike);
    });
}

/// indexObjects() of `files`, in the order of before where the objects are called as they were.
std::vector<ObjectPlace> indexObjects(const std::vector<File> &files, const SnapshotData *before)
{
    if (!before || !areNamedAlike(files, before->files))
        return indexObjects(files);
    auto index = before->index;
    for (auto &place : index) {
        const auto &old = before->files[place.file].documents[place.document].document;
        const auto &now = files[place.file].documents[place.document].document;
        if (now != old)
            place.object = now->objects.data() + (place.object - old->objects.data());
    }
    return index;
}

DocumentLines linesOf(const std::vector<File> &files, std::uint32_t nextDocument)
{
    std::vector<std::uint32_t> before(nextDocument, 0);
    for (const auto &file : files) {
        for (const auto &placed : file.documents)
            before[placed.number] = file.positions->linesBefore(placed.begin);
    }
    return DocumentLines(std::move(before));
}

} // namespace

SnapshotPointer makeSnapshot(std::vector<File> files, std::string defaultCluster, std::uint32_t nextDocument,
                             const SnapshotData *before)
{
    auto data = std::make_shared<SnapshotData>();
    data->files = std::move(files);
    data->defaultCluster = std::move(defaultCluster);
    data->nextDocument = nextDocument;
    for (const auto &file : data->files) {
        data->findings.insert(data->findings.end(), file.findings.begin(), file.findings.end());
        for (const auto &placed : file.documents)
            data->findings.insert(data->findings.end(), placed.document->findings.begin(),
                                  placed.document->findings.end());
    }
    data->index = indexObjects(data->files, before);
    data->design = buildDesign(data->files, data->index, linesOf(data->files, nextDocument), data->findings,
                               before ? &before->design : nullptr);
    sortByPlace(data->findings, data->design.lines);
    return std::make_shared<const Snapshot>(std::move(data));
}

std::optional<ObjectPlace> findObject(const SnapshotData &data, const ObjectId &id)
{
    const auto at = std::lower_bound(
        data.index.begin(), data.index.end(), id,
        [](const ObjectPlace &place, const ObjectId &wanted) { return place.object->meta.id < wanted; });
    if (at != data.index.end() && at->object->meta.id == id)
        return *at;
    if (id.kind == "Node" && id.group.empty()) {
        auto calico = id;
        calico.group = "projectcalico.org";
        return findObject(data, calico);
    }
    return std::nullopt;
}

std::optional<std::vector<std::string>> pointerParts(std::string_view pointer)
{
    std::vector<std::string> out;
    if (pointer.empty())
        return out;
    if (pointer.front() != '/')
        return std::nullopt;
    for (const auto part : split(pointer.substr(1), '/')) {
        std::string plain;
        for (std::size_t i = 0; i < part.size(); ++i) {
            if (part[i] == '~' && i + 1 < part.size() && (part[i + 1] == '0' || part[i + 1] == '1'))
                plain += part[++i] == '0' ? '~' : '/';
            else
                plain += part[i];
        }
        out.push_back(std::move(plain));
    }
    return out;
}

Value valueAt(Value root, std::string_view pointer)
{
    const auto parts = pointerParts(pointer);
    if (!parts)
        return {};
    auto at = root;
    for (const auto &part : *parts) {
        Value next;
        if (at.isMapping()) {
            next = at[part];
        } else if (at.isSequence()) {
            const auto wanted = parseUnsigned(part, UINT32_MAX);
            std::uint64_t number = 0;
            at.forEachItem([&](Value item) {
                if (wanted && number++ == *wanted)
                    next = item;
            });
        }
        if (!next)
            return {};
        at = next;
    }
    return at;
}

namespace {

/// Parses the document of an object again, as the tree is not kept, and hands over the object's value.
template <class Use>
auto withObject(const SnapshotData &data, const ObjectId &id, Use use) -> decltype(use(Value()))
{
    const auto place = findObject(data, id);
    if (!place)
        return {};
    const auto &file = data.files[place->file];
    const auto &document = file.documents[place->document];
    YamlTree tree;
    if (!tree.parse(*file.bytes, *file.positions, document.begin, document.end) || tree.root() == kNoNode)
        return {};
    // Decoding marks the words that were read as text.
    Diagnostics ignored;
    Reader reader(tree, *file.positions, {.file = place->file}, ignored);
    static_cast<void>(decodeDocument(reader, Value(tree, tree.root())));
    return use(valueAt(Value(tree, tree.root()), place->object->pointer));
}

} // namespace

} // namespace manifest

using namespace manifest;

const Design &Snapshot::design() const
{
    return m_data->design;
}

const Diagnostics &Snapshot::diagnostics() const
{
    return m_data->findings;
}

std::size_t Snapshot::fileCount() const
{
    return m_data->files.size();
}

const std::string &Snapshot::fileName(std::size_t file) const
{
    return m_data->files[file].name;
}

std::string_view Snapshot::bytes(std::size_t file) const
{
    return *m_data->files[file].bytes;
}

std::vector<ObjectId> Snapshot::objects() const
{
    std::vector<ObjectId> out;
    for (const auto &file : m_data->files) {
        for (const auto &placed : file.documents) {
            for (const auto &object : placed.document->objects)
                out.push_back(object.meta.id);
        }
    }
    return out;
}

const ObjectMeta *Snapshot::meta(const ObjectId &id) const
{
    const auto place = findObject(*m_data, id);
    return place ? &place->object->meta : nullptr;
}

Json Snapshot::manifestJson(const ObjectId &id) const
{
    return withObject(*m_data, id, [](Value value) { return toJson(value); });
}

std::string_view Snapshot::manifestText(const ObjectId &id) const
{
    const auto place = findObject(*m_data, id);
    if (!place)
        return {};
    const auto &file = m_data->files[place->file];
    const auto &document = file.documents[place->document];
    if (place->object->pointer.empty())
        return std::string_view(*file.bytes).substr(document.begin, document.end - document.begin);
    return withObject(*m_data, id, [&](Value value) {
        return value ? std::string_view(*file.bytes)
                           .substr(value.node().begin, value.node().end - value.node().begin)
                     : std::string_view();
    });
}

SnapshotPointer parseFiles(std::vector<InputFile> files)
{
    std::vector<File> read;
    read.reserve(files.size());
    std::uint32_t nextDocument = 1;
    for (auto &file : files)
        read.push_back(readFile(std::move(file.name), std::move(file.bytes),
                                static_cast<std::uint32_t>(read.size()), nextDocument));
    const auto cluster = defaultClusterOf(read);
    for (auto &file : read) {
        for (const auto &placed : file.documents)
            assignCluster(*placed.document, cluster);
    }
    return makeSnapshot(std::move(read), cluster, nextDocument);
}

SnapshotPointer parseObjects(const std::vector<Json> &objects)
{
    std::vector<InputFile> files;
    files.reserve(objects.size());
    for (const auto &object : objects)
        files.push_back({"object " + std::to_string(files.size()), object.dump()});
    return parseFiles(std::move(files));
}

} // namespace podloom
