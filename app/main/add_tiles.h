// app/main/add_tiles.h: the palette: a click adds an object, a drag adds it where it is dropped.
#pragma once

#include "app/tools/new_object.h"

#include <QWidget>

class QToolButton;

namespace podloom::app {

/// What a drag from the palette carries.
inline constexpr auto kNewObjectMime = "application/x-podloom-new-object";

/// "Cluster", "IP pool".
QString nameOf(NewKind kind);

class AddTiles : public QWidget {
    Q_OBJECT

public:
    explicit AddTiles(QWidget *parent);

signals:
    void addRequested(podloom::app::NewKind kind);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void showIcons();

    std::vector<std::pair<NewKind, QToolButton *>> m_tiles;
    QPoint m_pressed;
};

} // namespace podloom::app
