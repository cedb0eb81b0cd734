#include "app/main/side_bar.h"

#include "app/main/add_tiles.h"
#include "app/main/outline.h"
#include "app/main/pool_list.h"
#include "app/theme/widgets.h"

#include <QVBoxLayout>

namespace podloom::app {

SideBar::SideBar(Document &document, Selection &selection, const LabState &lab, QWidget *parent)
    : QWidget(parent)
{
    setMinimumWidth(180);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 12, 8);
    column->setSpacing(8);
    auto *tiles = new AddTiles(this);
    connect(tiles, &AddTiles::addRequested, this, &SideBar::addRequested);
    column->addWidget(sectionHead(tr("Add"), this));
    column->addWidget(tiles);
    column->addSpacing(8);
    column->addWidget(sectionHead(tr("Pools"), this));
    column->addWidget(new PoolList(document, selection, this));
    column->addSpacing(8);
    column->addWidget(sectionHead(tr("Outline"), this));
    column->addWidget(new Outline(document, selection, lab, this), 1);
}

} // namespace podloom::app
