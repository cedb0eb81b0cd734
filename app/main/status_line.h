// app/main/status_line.h: the lab's state, and whether prediction equals measurement.
#pragma once

#include "app/document/lab_state.h"

#include <QWidget>

class QLabel;

namespace podloom::app {

class StateMark;

class StatusLine : public QWidget {
    Q_OBJECT

public:
    StatusLine(const LabState &lab, QWidget *parent);

    /// A sentence about what was done last; gives way to the lab's state by itself.
    void say(const QString &sentence);
    void setZoom(qreal zoom);

private:
    void showLab();
    void showProof();

    const LabState &m_lab;
    StateMark *m_mark;
    QLabel *m_text;
    QLabel *m_zoom;
    QLabel *m_proof;
};

} // namespace podloom::app
