// app/canvas/minimap.h: the whole drawing in the corner of the view.
#pragma once

#include <QPixmap>
#include <QWidget>

namespace podloom::app {

class CanvasView;

/// A press or a drag moves the view there.
class Minimap : public QWidget {
    Q_OBJECT

public:
    explicit Minimap(CanvasView &view);

    /// What it shows has changed.
    void refresh();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    QTransform toMap() const;
    void goTo(QPointF at);

    void draw();

    CanvasView &m_view;
    QPixmap m_picture; ///< of everything; the rectangle of the view is drawn over it
    QRectF m_content;
};

} // namespace podloom::app
