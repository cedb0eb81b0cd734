// app/panels/lab_model.h: the nodes of a lab as a table, with what they report and what is done to them.
#pragma once

#include "app/document/lab_state.h"

#include <QAbstractTableModel>
#include <QStyledItemDelegate>

#include <vector>

namespace podloom::app {

class LabController;

class LabModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Node, Agent, Bgp, Pods, Now, Columns };

    using QAbstractTableModel::QAbstractTableModel;

    void show(const LabPicture &picture, const LabController &controller);
    const ObjectId &node(int row) const { return m_rows[static_cast<std::size_t>(row)].id; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        ObjectId id{};
        State state = State::Unknown;
        QString agent{};
        QString bgp{};
        State bgpState = State::Unknown;
        QString pods{};
        State podState = State::Unknown;
        QString now{};
        State nowState = State::Unknown;
        bool hasNow = false;
        bool operator==(const Row &) const = default;
    };
    std::vector<Row> m_rows;
};

/// Text with the shape of MarkRole in front.
class MarkedDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace podloom::app
