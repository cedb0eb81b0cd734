// app/theme/state_mark.h: a state has a shape, not only a colour.
#pragma once

#include "app/theme/colors.h"

#include <QPointF>
#include <QWidget>

class QPainter;

namespace podloom::app {

/// Up = disc, changing = triangle, down = square, unknown = ring; `size` is the diameter of the disc. With a
/// `ground` the shape stands out from lines below it by a rim of that colour.
void paintState(QPainter &painter, QPointF centre, qreal size, State state, const QColor &ground = {});

/// A word for people who do not see the shape: "up", "changing", "down", "unknown".
QString stateName(State state);

class StateMark : public QWidget {
    Q_OBJECT

public:
    explicit StateMark(QWidget *parent = nullptr);
    void setState(State state);
    QSize sizeHint() const override { return {14, 14}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    State m_state = State::Unknown;
};

} // namespace podloom::app
