#include "app/canvas/note_editor.h"

#include "app/canvas/canvas_view.h"
#include "app/theme/theme.h"

#include <QFocusEvent>
#include <QKeyEvent>

#include <utility>

namespace podloom::app {

namespace {

/// Smaller than that nothing can be written in it, however small the drawing is.
constexpr int kLeastWidth = 200;
constexpr int kLeastHeight = 72;

bool isEnd(const QKeyEvent &key)
{
    const bool isEnter = key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter;
    return key.key() == Qt::Key_Escape || (isEnter && key.modifiers().testFlag(Qt::ControlModifier));
}

} // namespace

NoteEditor::NoteEditor(CanvasView &view, const QRectF &place, const QString &words)
    : QPlainTextEdit(words, view.viewport()),
      m_view(view),
      m_canvas(view.canvas()),
      m_place(place),
      m_before(words)
{
    setObjectName(QStringLiteral("note-editor"));
    setAccessibleName(tr("Words of the note"));
    setPlaceholderText(tr("Write here; Ctrl Enter keeps it, Escape drops it"));
    setFont(app::font(TextRole::Body));
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(&view, &CanvasView::zoomChanged, this, &NoteEditor::place);
    this->place();
    show();
    setFocus();
    selectAll();
}

void NoteEditor::place()
{
    if (m_view.canvas() != m_canvas) { // another lens
        end(true);
        return;
    }
    const auto at = m_view.mapFromScene(m_place).boundingRect();
    setGeometry(QRect(at.topLeft(), at.size().expandedTo({kLeastWidth, kLeastHeight})));
}

/// Its keys are not those of the window.
bool NoteEditor::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && isEnd(*static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return QPlainTextEdit::event(event);
}

void NoteEditor::keyPressEvent(QKeyEvent *event)
{
    if (isEnd(*event)) {
        m_view.setFocus();
        end(event->key() != Qt::Key_Escape);
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void NoteEditor::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason)
        end(true);
}

void NoteEditor::keepAll(const QWidget &window)
{
    for (auto *editor : window.findChildren<NoteEditor *>())
        editor->end(true);
}

void NoteEditor::end(bool isKept)
{
    if (std::exchange(m_hasEnded, true))
        return;
    const auto words = toPlainText().trimmed();
    hide();
    deleteLater();
    if (isKept && words != m_before)
        emit written(words);
}

} // namespace podloom::app
