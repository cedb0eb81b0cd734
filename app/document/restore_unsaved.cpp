// What a journal keeps of a design that is not saved, and how that comes back.
#include "app/document/document.h"
#include "core/os/files.h"

#include <QCryptographicHash>

#include <algorithm>

namespace podloom::app {

namespace {

std::string hashOf(std::string_view bytes)
{
    const auto view = QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size()));
    return QCryptographicHash::hash(view, QCryptographicHash::Sha256).toHex().toStdString();
}

} // namespace

Unsaved Document::unsaved() const
{
    // The next start may stand in another folder. Where this one is gone, the path stays as it was given.
    const auto absolute = [](const std::string &path) {
        std::error_code failed;
        const auto whole = std::filesystem::absolute(path, failed);
        return failed ? path : whole.lexically_normal().string();
    };
    Unsaved out;
    for (const auto &path : m_paths)
        out.paths << QString::fromStdString(absolute(path.toStdString()));
    for (std::size_t file = 0; file < m_snapshot->fileCount(); ++file) {
        const auto &name = m_snapshot->fileName(file);
        const auto before = savedBytes(name);
        if (m_snapshot->bytes(file) != before)
            out.files[m_paths.isEmpty() ? name : absolute(name)] = {hashOf(before),
                                                                    std::string(m_snapshot->bytes(file))};
    }
    for (const auto &name : m_leftOut)
        out.leftOut.insert(absolute(name));
    const auto saved = parseLayout(m_layoutText);
    if (!saved || *saved != m_layout)
        out.layoutText = formatLayout(m_layout);
    for (const auto &[key, draft] : m_drafts.all()) {
        auto whole = key;
        if (!m_paths.isEmpty() && !key.file.empty())
            whole.file = absolute(key.file);
        out.drafts[whole] = draft;
    }
    return out;
}

void Document::restoreUnsaved(const Unsaved &unsaved)
{
    openAs(unsaved.paths, unsaved);
}

void Document::applyUnsaved(const Unsaved &unsaved)
{
    restoreEdits(unsaved);
    for (const auto &[key, draft] : unsaved.drafts)
        m_drafts.keep(key, draft);
}

void Document::restoreEdits(const Unsaved &unsaved)
{
    std::vector<Splice> splices;
    std::set<std::string> leftOut; // of those that are still there
    for (std::size_t file = 0; file < m_snapshot->fileCount(); ++file) {
        const auto &name = m_snapshot->fileName(file);
        const bool isOut = unsaved.leftOut.contains(name);
        if (isOut)
            leftOut.insert(name);
        const auto found = unsaved.files.find(name);
        if (found == unsaved.files.end() && !isOut)
            continue;
        const auto after = found == unsaved.files.end() ? std::string_view() : found->second.bytes;
        if (m_snapshot->bytes(file) != after)
            splices.push_back(
                spliceBetween(static_cast<std::uint32_t>(file), 0, m_snapshot->bytes(file), after));
    }
    if (unsaved.files.empty() && unsaved.layoutText.empty() && leftOut.empty())
        return;
    const auto text = tr("Restore unsaved edits");
    m_undo.beginMacro(text);
    if (!leftOut.empty())
        leaveOut(std::move(leftOut), text);
    // The splices were made from these very bytes, so that they fit.
    const auto applied = applyText(splices, text);
    const auto layout = parseLayout(unsaved.layoutText);
    if (applied && layout && !unsaved.layoutText.empty())
        takeLayout(*layout, text);
    m_undo.endMacro();
}

bool isOutdated(const Unsaved &unsaved)
{
    // A design without a file has names that stand for no file.
    return !unsaved.paths.isEmpty()
        && std::any_of(unsaved.files.begin(), unsaved.files.end(), [](const auto &each) {
               const auto now = readFile(each.first);
               return hashOf(now ? std::string_view(*now) : std::string_view()) != each.second.baseHash;
           });
}

} // namespace podloom::app
