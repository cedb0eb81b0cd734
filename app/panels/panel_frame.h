// app/panels/panel_frame.h: what panels with a line of widgets above a list are made of.
#pragma once

class QHBoxLayout;
class QVBoxLayout;
class QWidget;

namespace podloom::app {

/// Layouts that the widgets of a panel are put into; all belong to `content`.
struct PanelFrame {
    QWidget *content;    ///< for a PanelStack, which becomes its parent
    QHBoxLayout *bar;    ///< the line above
    QVBoxLayout *column; ///< below the bar, with edges that reach those of the panel
};

/// An empty one. Its content has no parent: whoever calls owns it until a PanelStack takes it.
PanelFrame makePanelFrame();

} // namespace podloom::app
