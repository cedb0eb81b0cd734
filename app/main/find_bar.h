// app/main/find_bar.h: steps through the objects that hold some words, over the drawing.
#pragma once

#include "app/document/document.h"
#include "app/document/selection.h"

#include <QFrame>

class QLabel;
class QLineEdit;

namespace podloom::app {

class CanvasView;

/// Stands in the corner of the canvas. What is typed is looked for on another thread and the first match
/// revealed; Enter goes on, Shift and Enter goes back, Escape closes.
class FindBar : public QFrame {
    Q_OBJECT

public:
    FindBar(Document &document, Selection &selection, CanvasView &canvas);

    /// Shows itself over the canvas with the words of last time chosen, and looks for them again.
    void popUp();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void look(bool isNew);
    void take(std::vector<ObjectId> found, bool isNew);
    void step(int by);
    void showCurrent();
    void place();
    void close();

    Document &m_document;
    Selection &m_selection;
    CanvasView &m_canvas;
    QLineEdit *m_field;
    QLabel *m_count;
    std::vector<ObjectId> m_found;
    std::size_t m_current = 0;
    quint64 m_newest = 0; ///< number of the search that is waited for
    int m_steps = 0;      ///< asked for while it was
    bool m_isLooking = false;
};

} // namespace podloom::app
