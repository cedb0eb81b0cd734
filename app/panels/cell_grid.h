// app/panels/cell_grid.h: many small things side by side: blocks of a pool, addresses of a block.
#pragma once

#include <QAbstractScrollArea>
#include <QColor>
#include <QString>

#include <vector>

namespace podloom::app {

struct GridCell {
    enum class Look { Filled, Ready, Lent, Empty, Barred };
    Look look = Look::Filled;
    double fill = 1; ///< of Filled: how high
    QString words{}; ///< tool tip, and what is read aloud
};

/// One cell can be the current one: by a click, by arrow keys. Return, or a double click, says activated().
class CellGrid final : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit CellGrid(QWidget *parent = nullptr);

    void setCells(std::vector<GridCell> cells, const QColor &color);
    int count() const { return static_cast<int>(m_cells.size()); }
    int current() const { return m_current; }
    /// Without a signal; -1 = none.
    void setCurrent(int index);
    int cellAt(QPoint at) const;
    QRect rectOf(int index) const;

signals:
    void chosen(int index);
    void activated(int index);
    void hovered(int index); ///< -1 = none

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    int columns() const;
    void measure();
    void choose(int index);
    void paintCell(QPainter &painter, int index) const;

    std::vector<GridCell> m_cells;
    QColor m_color;
    int m_current = -1;
    int m_hovered = -1;
};

} // namespace podloom::app
