// app/panels/trace_panel.h: the way of a packet, a row a hop.
#pragma once

#include "app/document/packet_trace.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace podloom::app {

class FactList;
class FactModel;
class LabController;
class PanelStack;

/// About the connection that Selection::ask() names: what is predicted, and while the lab is up and the panel
/// is seen what the tables of its kernels do and whether a probe is answered. A click on a hop shows it on
/// the canvas, and the rule that decided there.
class TracePanel final : public QWidget {
    Q_OBJECT
public:
    TracePanel(Document &document, Selection &selection, PacketTrace &trace, LabController &lab,
               LabState &state, QWidget *parent = nullptr);
    /// Asks the lab once more, when it runs and there is a question.
    void measure();

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeContent();
    void refresh();
    void show(const PacketWay &way);
    void showMeasuring();
    /// Where nothing was measured yet for the way that is shown.
    void measureWhenDue();
    /// The lab is another one, or not what it was: what was measured of it, or is just being measured.
    void forgetMeasured();
    void followLab();
    void takeMeasured(const TraceQuestion &question, const Trace &trace, const QString &why);
    void open(int row);

    Document &m_document;
    Selection &m_selection;
    PacketTrace &m_trace;
    LabController &m_lab;
    LabState &m_state;
    FactModel *m_model;
    QLabel *m_title;
    QLabel *m_badge;
    QLabel *m_tables; ///< verdict of the kernels
    QLabel *m_probe;
    QLabel *m_note;
    QPushButton *m_again;
    FactList *m_list;
    PanelStack *m_stack;
    std::vector<PacketStop> m_stops;
    bool m_isMeasuring = false;
    QString m_trouble;   ///< why nothing could be measured
    std::string m_of;    ///< name of the lab that this is about
    bool m_isUp = false; ///< whether that lab was there when it was looked at last
};

} // namespace podloom::app
