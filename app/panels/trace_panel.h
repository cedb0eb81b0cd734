// app/panels/trace_panel.h: the way of a packet, a row a hop.
#pragma once

#include "app/canvas/trace_path.h"
#include "app/document/document.h"

#include <QWidget>

class QLabel;

namespace podloom::app {

class FactList;
class FactModel;
class PanelStack;

/// About the connection that Selection::ask() names. A click on a hop shows it on the canvas, and the rule
/// that decided there.
class TracePanel final : public QWidget {
    Q_OBJECT
public:
    TracePanel(Document &document, Selection &selection, QWidget *parent = nullptr);

private:
    void refresh();
    void show(const TracePath &path);
    void open(int row);

    Document &m_document;
    Selection &m_selection;
    FactModel *m_model;
    QLabel *m_title;
    QLabel *m_badge;
    FactList *m_list;
    PanelStack *m_stack;
    std::vector<TraceHop> m_hops;
    RoutesPointer m_awaited; ///< whose tables are being worked out
};

} // namespace podloom::app
