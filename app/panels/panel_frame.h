// app/panels/panel_frame.h: what panels with a line of widgets above a list are made of.
#pragma once

class QHBoxLayout;
class QVBoxLayout;
class QWidget;

namespace podloom::app {

struct PanelFrame {
    QWidget *content;    ///< for a PanelStack, which becomes its parent
    QHBoxLayout *bar;    ///< the line above
    QVBoxLayout *column; ///< below the bar, with edges that reach those of the panel
};

PanelFrame makePanelFrame();

} // namespace podloom::app
