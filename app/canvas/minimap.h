// app/canvas/minimap.h: the whole drawing in the corner of the view.
#pragma once

#include <QWidget>

namespace podloom::app {

class CanvasView;

/// A press or a drag moves the view there.
class Minimap : public QWidget {
    Q_OBJECT

public:
    explicit Minimap(CanvasView &view);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    QTransform toMap() const;
    void goTo(QPointF at);

    CanvasView &m_view;
};

} // namespace podloom::app
