// app/document/unsaved.h: what of a design is not saved yet, as a value that a journal keeps.
#pragma once

#include "app/document/manifest_text.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QStringList>

#include <map>
#include <set>
#include <string>

namespace podloom::app {

struct Unsaved {
    struct File {
        std::string baseHash{}; ///< SHA-256 of what lay on the disk when it was edited
        std::string bytes{};
        bool operator==(const File &) const = default;
    };
    QStringList paths{}; ///< of the design; none while it has no file
    std::map<std::string, File> files{};
    std::string layoutText{}; ///< empty when the layout is saved
    std::map<TextKey, Draft> drafts{};
    std::set<std::string> leftOut{}; ///< files among those of the paths that are no part of the design
    QDateTime at{};

    bool isEmpty() const { return files.empty() && layoutText.empty() && drafts.empty(); }
    bool operator==(const Unsaved &) const = default;
};

/// CBOR: bytes that are no text stay what they are.
QByteArray formatUnsaved(const Unsaved &unsaved);
/// Errors: InvalidArgument when the bytes are no journal of this program.
Result<Unsaved> parseUnsaved(const QByteArray &bytes);

/// Whether a file was changed on the disk after it was edited here; reads the files.
bool isOutdated(const Unsaved &unsaved);

} // namespace podloom::app
