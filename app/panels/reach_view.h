// app/panels/reach_view.h: the reachability matrix on the screen.
#pragma once

#include <QHeaderView>
#include <QStyledItemDelegate>
#include <QTableView>

#include <vector>

namespace podloom::app {

class ReachModel;

/// A cell in colour and with a sign: a tick on green for allowed, a cross on a red wash for denied.
class ReachDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
};

/// Names of pods, upright or turned, below the names of their namespaces, which stay in sight as long as one
/// of their pods is. Where columns of a namespace are narrower than its name, names stand on two lines.
class ReachHeader final : public QHeaderView {
    Q_OBJECT
public:
    ReachHeader(Qt::Orientation orientation, QWidget *parent = nullptr);
    /// The section below the mouse pointer, or -1.
    void setHovered(int section);
    QSize sizeHint() const override;
    /// The sections have another size, or others belong together.
    void reset() override;
    void measure();

protected:
    void paintEvent(QPaintEvent *event) override;
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;
    QSize sectionSizeFromContents(int section) const override { return {0, section}; }

private:
    /// The name of a namespace.
    struct Head {
        QString name{};
        int first = 0; ///< section of it
        int line = 0;  ///< above columns: the upper or the lower one
        int end = 0;   ///< section up to which the name has room
    };

    bool isRows() const { return orientation() == Qt::Vertical; }
    void findHeads();
    int nameExtent() const;
    void paintHead(QPainter &painter, const Head &head, int begin, int end) const;

    std::vector<Head> m_heads; ///< in the order of their sections
    int m_groupExtent = 0;     ///< pixels that heads take
    int m_hovered = -1;
};

/// Virtual: costs what is on the screen. Ctrl and the wheel change the size of the cells.
class ReachView final : public QTableView {
    Q_OBJECT
public:
    explicit ReachView(ReachModel *model, QWidget *parent = nullptr);

signals:
    /// Invalid when the pointer has left.
    void hovered(const QModelIndex &index);
    /// A click, Return or Enter.
    void chosen(const QModelIndex &index);

protected:
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void hover(const QModelIndex &index);
    void setCellSize(int pixels);

    ReachHeader *m_rows;
    ReachHeader *m_columns;
};

} // namespace podloom::app
