// core/manifest/document.h: the documents of a file, each decoded on its own.
#pragma once

#include "core/manifest/decoded.h"

#include <memory>
#include <string>
#include <vector>

namespace podloom::manifest {

inline constexpr std::size_t kMaximumFileBytes = 512U * 1024 * 1024;

/// What one document became. Never changed once a snapshot holds it.
struct Document {
    std::vector<DecodedObject> objects{};
    Diagnostics findings{};
};

/// Bytes begin … end of a file, and what they mean.
struct PlacedDocument {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::uint32_t number = 0;             ///< SourceRef::document of what it holds; kept for life
    std::shared_ptr<Document> document{}; ///< not changed once a snapshot holds it
};

struct File {
    std::string name{};
    std::shared_ptr<const std::string> bytes{};
    std::shared_ptr<const TextPositions> positions{}; ///< in `bytes`; null for a file that was refused
    std::vector<PlacedDocument> documents{};
    Diagnostics findings{}; ///< about the file as a whole
};

/// Bytes begin … end of a document; all of them together are the file without its byte order mark.
struct Extent {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool operator==(const Extent &) const = default;
};

/// Cuts at the markers "---" and "...". A marker belongs to the document that it opens; directives, comments
/// and blank lines before one too.
std::vector<Extent> splitDocuments(std::string_view text);

/// Length of the byte order mark at the beginning of `text`: 3 or 0.
std::size_t byteOrderMark(std::string_view text);

/// Reads one document, the `document`th of the design. `tree` is only lent, so that its memory is used again.
std::shared_ptr<Document> readDocument(YamlTree &tree, const TextPositions &positions, std::string_view text,
                                       Extent extent, std::uint32_t file, std::uint32_t document);

/// Reads a whole file. Its documents take their numbers from `nextDocument` on.
File readFile(std::string name, std::string bytes, std::uint32_t number, std::uint32_t &nextDocument);

/// Gives the objects without a cluster label their cluster.
void assignCluster(Document &document, const std::string &cluster);

} // namespace podloom::manifest
