// What becomes of a save that found other files on the disk than those that were read.
#include "app/document/document.h"

namespace podloom::app {

void Document::takeLayout(const Layout &layout, const QString &text)
{
    Moves moves;
    for (const auto &[key, position] : m_layout.positions)
        moves[key] = std::nullopt;
    for (const auto &[key, position] : layout.positions)
        moves[key] = position;
    move(moves, text);
    const auto before = m_layout.other;
    for (const auto &[key, value] : before.members()) {
        if (layout.other[key].isNull())
            setFact(key, {}, text);
    }
    for (const auto &[key, value] : layout.other.members())
        setFact(key, value, text);
}

Status Document::takeTheirs(const QString &text)
{
    std::vector<Splice> splices;
    for (std::uint32_t file = 0; file < m_snapshot->fileCount(); ++file) {
        const auto found = m_conflicts.find(m_snapshot->fileName(file));
        if (found != m_conflicts.end() && m_snapshot->bytes(file) != found->second)
            splices.push_back(spliceBetween(file, 0, m_snapshot->bytes(file), found->second));
    }
    const auto side = m_paths.isEmpty()
                        ? m_conflicts.end()
                        : m_conflicts.find(layoutFileOf(m_paths.front().toStdString()).string());
    const auto theirs = side == m_conflicts.end() ? Result<Layout>(m_layout) : parseLayout(side->second);
    if (!theirs)
        return wrap(theirs.error(), side->first);
    m_undo.beginMacro(text);
    const auto taken = applyText(splices, text);
    if (taken && side != m_conflicts.end()) {
        takeLayout(*theirs, text);
        m_layoutText = side->second;
    }
    m_undo.endMacro();
    if (!taken)
        return taken;
    bool isSaved = true;
    for (std::uint32_t file = 0; file < m_snapshot->fileCount(); ++file) {
        const auto &name = m_snapshot->fileName(file);
        if (m_conflicts.contains(name))
            m_saved[name] = {m_snapshot, file};
        isSaved = isSaved && savedBytes(name) == m_snapshot->bytes(file);
    }
    const auto layout = parseLayout(m_layoutText);
    m_conflicts.clear();
    if (isSaved && layout && *layout == m_layout)
        m_undo.setClean();
    else
        m_undo.resetClean(); // no state of the stack is what lies on the disk
    return {};
}

void Document::saveOverTheirs(const QString &theirs, const QString &mine)
{
    const auto own = m_snapshot;
    const auto ownLayout = m_layout;
    auto done = takeTheirs(theirs);
    if (done) {
        m_undo.beginMacro(mine);
        done = becomeLike(*own, mine);
        takeLayout(ownLayout, mine);
        m_undo.endMacro();
    }
    if (!done) {
        endSave(std::move(done));
        return;
    }
    save();
}

} // namespace podloom::app
