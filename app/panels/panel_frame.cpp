#include "app/panels/panel_frame.h"

#include <QHBoxLayout>
#include <QVBoxLayout>
#include <QWidget>

namespace podloom::app {

PanelFrame makePanelFrame()
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(6);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(16, 0, 16, 0);
    bar->setSpacing(12);
    column->addLayout(bar);
    return {content, bar, column};
}

} // namespace podloom::app
