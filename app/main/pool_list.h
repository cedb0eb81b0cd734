// app/main/pool_list.h: the pools of the design and how full they are.
#pragma once

#include "app/document/document.h"
#include "app/document/selection.h"

#include <QWidget>

namespace podloom::app {

class PoolList : public QWidget {
    Q_OBJECT

public:
    PoolList(Document &document, Selection &selection, QWidget *parent);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool event(QEvent *event) override;

private:
    int rowAt(int y) const;

    Document &m_document;
    Selection &m_selection;
};

} // namespace podloom::app
