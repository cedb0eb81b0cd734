#include "core/manifest/document.h"

#include "core/base/text.h"
#include "core/manifest/object_changes.h"

#include <map>

namespace podloom::manifest {

namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

bool isMarker(std::string_view line, std::string_view marker)
{
    return line.starts_with(marker)
        && (line.size() == 3 || std::string_view(" \t\r\n").find(line[3]) != std::string_view::npos);
}

/// Blank, a comment or a directive.
bool isPreamble(std::string_view line)
{
    const auto text = trimmed(line);
    return text.empty() || text.front() == '#' || line.front() == '%';
}

std::size_t firstInvalidByte(std::string_view text)
{
    std::size_t good = 0;
    std::size_t bad = text.size();
    // The longest well-formed beginning, by halving.
    while (good < bad) {
        const auto middle = good + (bad - good + 1) / 2;
        auto end = middle;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
            ++end;
        if (isUtf8(text.substr(0, end)))
            good = std::max(middle, end);
        else
            bad = middle - 1;
    }
    return std::min(good, text.size());
}

} // namespace

std::size_t byteOrderMark(std::string_view text)
{
    return text.starts_with(kUtf8Mark) ? kUtf8Mark.size() : 0;
}

std::vector<Extent> splitDocuments(std::string_view text)
{
    std::vector<Extent> out;
    std::size_t begin = byteOrderMark(text);
    bool isOnlyPreamble = true;
    for (auto at = begin; at < text.size();) {
        const auto lineFeed = text.find('\n', at);
        const auto next = lineFeed == std::string_view::npos ? text.size() : lineFeed + 1;
        const auto line = text.substr(at, next - at);
        if (isMarker(line, "---")) {
            if (!isOnlyPreamble) {
                out.push_back({begin, at});
                begin = at;
            }
            isOnlyPreamble = false;
        } else if (isMarker(line, "...")) {
            out.push_back({begin, next});
            begin = next;
            isOnlyPreamble = true;
        } else if (isOnlyPreamble && !isPreamble(line)) {
            isOnlyPreamble = false;
        }
        at = next;
    }
    if (begin < text.size() || out.empty())
        out.push_back({begin, text.size()});
    return out;
}

std::shared_ptr<Document> readDocument(YamlTree &tree, const TextPositions &positions, std::string_view text,
                                       Extent extent, std::uint32_t file, std::uint32_t number)
{
    auto document = std::make_shared<Document>();
    const DocumentPlace place{file, number, positions.linesBefore(extent.begin)};
    Reader reader(tree, positions, place, document->findings);
    const auto report = [&](std::size_t offset, Message message) {
        document->findings.push_back({Severity::Error, reader.at(offset), std::move(message), std::nullopt});
    };
    const auto bytes = text.substr(extent.begin, extent.end - extent.begin);
    if (!isUtf8(bytes)) {
        report(extent.begin + firstInvalidByte(bytes),
               {"not-utf8", "this byte is not UTF-8; manifests are UTF-8 text", {}});
        return document;
    }
    const bool isWhole = tree.parse(text, positions, extent.begin, extent.end);
    for (const auto &fault : tree.faults())
        report(fault.offset, fault.message);
    if (isWhole && tree.root() != kNoNode)
        document->objects = decodeDocument(reader, Value(tree, tree.root()));
    return document;
}

File readFile(std::string name, std::string bytes, std::uint32_t number, std::uint32_t &nextDocument)
{
    File file;
    file.name = std::move(name);
    file.bytes = std::make_shared<const std::string>(std::move(bytes));
    const std::string_view text = *file.bytes;
    const auto refuse = [&](std::string id, std::string english, std::vector<std::string> arguments = {}) {
        file.findings.push_back({Severity::Error,
                                 {number, 1, 1},
                                 Message{std::move(id), std::move(english), std::move(arguments)},
                                 std::nullopt});
    };
    if (text.size() > kMaximumFileBytes) {
        refuse("file-limit", "the file is larger than %1 MiB",
               {std::to_string(kMaximumFileBytes / 1024 / 1024)});
        return file;
    }
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
        refuse("not-utf8", "the file is UTF-16; manifests are UTF-8 text");
        return file;
    }
    file.positions = std::make_shared<const TextPositions>(text);
    YamlTree tree;
    for (const auto extent : splitDocuments(text)) {
        const auto document = nextDocument++;
        file.documents.push_back({extent.begin, extent.end, document,
                                  readDocument(tree, *file.positions, text, extent, number, document)});
    }
    return file;
}

void assignCluster(Document &document, const std::string &cluster)
{
    std::map<ObjectId, ObjectId> renamed;
    for (auto &object : document.objects) {
        if (!object.joinsCluster)
            continue;
        auto before = object.meta.id;
        if (!object.hasClusterLabel) {
            object.meta.id.cluster = cluster;
            std::visit(ClusterSetter(cluster), object.object);
        }
        if (!document.findings.empty()) {
            before.cluster.clear();
            renamed.emplace(std::move(before), object.meta.id);
        }
    }
    for (auto &finding : document.findings) {
        if (!finding.object)
            continue;
        auto without = *finding.object;
        without.cluster.clear();
        if (const auto found = renamed.find(without); found != renamed.end())
            finding.object = found->second;
    }
}

} // namespace podloom::manifest
