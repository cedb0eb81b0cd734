// app/canvas/note_item.h: a few words of a person on the drawing.
#pragma once

#include "app/canvas/canvas_item.h"

namespace podloom::app {

/// A note of the drawing, kept in Layout::other; its place is a position like that of any card.
struct Note {
    std::string key{}; ///< "LENS/note/NUMBER"
    QString text{};
    QPointF at{};
    bool operator==(const Note &) const = default;
};

/// The member of Layout::other that holds texts by key.
inline constexpr const char *kNotes = "notes";

class NoteItem : public CanvasItem {
public:
    explicit NoteItem(const Note &note);

    const QString &text() const { return m_text; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    QString m_text;
};

} // namespace podloom::app
