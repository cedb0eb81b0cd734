// app/main/side_bar.h: the left place of the window: palette, pools and outline.
#pragma once

#include "app/document/document.h"
#include "app/document/lab_state.h"
#include "app/document/selection.h"
#include "app/tools/new_object.h"

#include <QWidget>

namespace podloom::app {

class SideBar : public QWidget {
    Q_OBJECT

public:
    SideBar(Document &document, Selection &selection, const LabState &lab, QWidget *parent);

signals:
    void addRequested(podloom::app::NewKind kind);
};

} // namespace podloom::app
