// How a design is changed: each change is one command, with what undoes it.
#include "app/document/document.h"

#include <QUndoCommand>

#include <algorithm>
#include <utility>

namespace podloom::app {

/// A change of bytes; undone by the inverse splices, which give exactly the bytes from before.
class Document::TextCommand : public QUndoCommand {
public:
    TextCommand(Document &document, Applied applied, const QString &text, QString mergeKey)
        : QUndoCommand(text),
          m_document(document),
          m_forward(std::move(applied.splices)),
          m_inverse(std::move(applied.inverse)),
          m_mergeKey(std::move(mergeKey))
    {}

    void undo() override { m_document.restore(m_inverse); }
    void redo() override
    {
        // The first time, the change has been applied already: it had to be, to know whether it can be.
        if (std::exchange(m_isApplied, true))
            m_document.restore(m_forward);
    }
    int id() const override { return m_mergeKey.isEmpty() ? -1 : 1; }
    bool mergeWith(const QUndoCommand *next) override
    {
        const auto &other = static_cast<const TextCommand &>(*next);
        if (other.m_mergeKey != m_mergeKey)
            return false;
        m_forward.insert(m_forward.end(), other.m_forward.begin(), other.m_forward.end());
        m_inverse.insert(m_inverse.begin(), other.m_inverse.begin(), other.m_inverse.end());
        return true;
    }

private:
    Document &m_document;
    std::vector<Splice> m_forward;
    std::vector<Splice> m_inverse;
    QString m_mergeKey;
    bool m_isApplied = false;
};

class Document::MoveCommand : public QUndoCommand {
public:
    MoveCommand(Document &document, Moves moves, const QString &text, QString mergeKey)
        : QUndoCommand(text),
          m_document(document),
          m_forward(std::move(moves)),
          m_mergeKey(std::move(mergeKey))
    {
        for (const auto &[key, position] : m_forward) {
            const auto &old = document.m_layout.positions;
            const auto found = old.find(key);
            m_inverse[key] = found == old.end() ? std::nullopt : std::optional(found->second);
        }
    }

    void undo() override { m_document.setPositions(m_inverse); }
    void redo() override { m_document.setPositions(m_forward); }
    int id() const override { return m_mergeKey.isEmpty() ? -1 : 2; }
    bool mergeWith(const QUndoCommand *next) override
    {
        const auto &other = static_cast<const MoveCommand &>(*next);
        if (other.m_mergeKey != m_mergeKey)
            return false;
        for (const auto &[key, position] : other.m_forward)
            m_forward[key] = position;
        m_inverse.insert(other.m_inverse.begin(), other.m_inverse.end()); // the first places stay
        return true;
    }

private:
    Document &m_document;
    Moves m_forward;
    Moves m_inverse;
    QString m_mergeKey;
};

class Document::FactCommand : public QUndoCommand {
public:
    FactCommand(Document &document, std::string key, Json value, const QString &text)
        : QUndoCommand(text),
          m_document(document),
          m_key(std::move(key)),
          m_before(document.m_layout.other[m_key]),
          m_after(std::move(value))
    {}

    void undo() override { m_document.putFact(m_key, m_before); }
    void redo() override { m_document.putFact(m_key, m_after); }

private:
    Document &m_document;
    std::string m_key;
    Json m_before;
    Json m_after;
};

Status Document::apply(const Edit &edit, const QString &text, const QString &mergeKey)
{
    auto applied = podloom::apply(*m_snapshot, edit);
    if (!applied)
        return Failure{std::move(applied).error()};
    push(*std::move(applied), text, mergeKey);
    return {};
}

Status Document::applyText(const std::vector<Splice> &splices, const QString &text, const QString &mergeKey)
{
    auto applied = applySplices(*m_snapshot, splices);
    if (!applied)
        return Failure{std::move(applied).error()};
    push(*std::move(applied), text, mergeKey);
    return {};
}

void Document::push(Applied applied, const QString &text, const QString &mergeKey)
{
    if (applied.splices.empty())
        return;
    const auto snapshot = applied.snapshot;
    m_undo.push(new TextCommand(*this, std::move(applied), text, mergeKey));
    setSnapshot(snapshot);
}

void Document::restore(const std::vector<Splice> &splices)
{
    // Commands are undone and done in order, so that the bytes they were made for are always there.
    auto applied = applySplices(*m_snapshot, splices);
    if (applied)
        setSnapshot(std::move(applied->snapshot));
}

void Document::move(const Moves &moves, const QString &text, const QString &mergeKey)
{
    const bool changes = std::any_of(moves.begin(), moves.end(), [&](const auto &each) {
        const auto found = m_layout.positions.find(each.first);
        const auto old = found == m_layout.positions.end() ? std::nullopt : std::optional(found->second);
        return old != each.second;
    });
    if (changes)
        m_undo.push(new MoveCommand(*this, moves, text, mergeKey));
}

void Document::setFact(const std::string &key, const Json &value, const QString &text)
{
    if (m_layout.other[key] != value)
        m_undo.push(new FactCommand(*this, key, value, text));
}

void Document::putFact(const std::string &key, const Json &value)
{
    if (value.isNull())
        m_layout.other.remove(key);
    else
        m_layout.other.set(key, value);
    ++m_changes;
    emit layoutChanged();
}

void Document::setPositions(const Moves &moves)
{
    for (const auto &[key, position] : moves) {
        if (position)
            m_layout.positions[key] = *position;
        else
            m_layout.positions.erase(key);
    }
    ++m_changes;
    emit layoutChanged();
}

} // namespace podloom::app
