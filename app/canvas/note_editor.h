// app/canvas/note_editor.h: the words of a note, written where it stands.
#pragma once

#include <QPlainTextEdit>

namespace podloom::app {

class CanvasScene;
class CanvasView;

/// Lies on the view until it is left: a click elsewhere or Ctrl Enter keeps the words, Escape drops them.
/// Goes by itself.
class NoteEditor : public QPlainTextEdit {
    Q_OBJECT

public:
    /// `place`: of the note, in the scene.
    NoteEditor(CanvasView &view, const QRectF &place, const QString &words);

    /// Ends those that are open in `window`, with what they say by now.
    static void keepAll(const QWidget &window);

    /// The room that a note without words yet has in the scene.
    static QSizeF newNote() { return {200, 72}; }

signals:
    /// Said once, when it ends and the words are others than at first.
    void written(const QString &words);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void place();
    void end(bool isKept);

    CanvasView &m_view;
    const CanvasScene *m_canvas; ///< that the note is of
    QRectF m_place;
    QString m_before;
    bool m_hasEnded = false;
};

} // namespace podloom::app
