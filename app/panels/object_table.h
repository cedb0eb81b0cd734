// app/panels/object_table.h: the drawing as a table: every object in a row, for the keyboard and for screen
// readers.
#pragma once

#include "app/document/document.h"
#include "app/document/lab_state.h"
#include "app/document/selection.h"

#include <QAbstractTableModel>
#include <QWidget>

class QLineEdit;
class QSortFilterProxyModel;
class QTableView;

namespace podloom::app {

class PanelStack;

/// Everything that the lenses draw, with what stands at its card. A screen reader hears of the first cell of
/// a row what it is called, and as its description all the rest of the row.
class ObjectTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Kind, Name, Place, Addresses, Connected, StateText, ColumnCount };

    ObjectTableModel(Document &document, const LabState &lab, QObject *parent);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    const ObjectId &idAt(int row) const { return m_rows[static_cast<std::size_t>(row)].id; }
    /// Rows that nobody sees are made anew when they are shown. Shown at first.
    void setShown(bool isShown);

private:
    struct Row {
        ObjectId id{};
        QString place{};
        QString addresses{};
        QString connected{};
    };
    void refresh();
    void fill();
    void addMachines();
    void addPods();
    void addPolicies();
    QString textOf(const Row &row, int column) const;
    QString stateOf(const Row &row) const;
    QString descriptionOf(const Row &row) const;

    Document &m_document;
    const LabState &m_lab;
    std::vector<Row> m_rows;
    bool m_isShown = true;
    bool m_isStale = true;
};

class ObjectTable : public QWidget {
    Q_OBJECT

public:
    ObjectTable(Document &document, Selection &selection, const LabState &lab, QWidget *parent);

signals:
    /// The menu of what is chosen is asked for, at a place on the screen.
    void menuRequested(QPoint at);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fitRows();
    void fitColumns();
    int widthWanted(int column) const;
    void takeSelection();
    void giveSelection();
    void showState();
    void askForMenu(QPoint at);

    Document &m_document;
    Selection &m_selection;
    ObjectTableModel *m_model;
    QSortFilterProxyModel *m_proxy;
    QLineEdit *m_filter;
    QTableView *m_view;
    PanelStack *m_stack;
    bool m_isSyncing = false;
    bool m_isFitting = false;
    bool m_hasOwnWidths = false; ///< somebody has drawn the border of a column
};

} // namespace podloom::app
