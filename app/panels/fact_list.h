// app/panels/fact_list.h: the list that problems, explanations, plans and sessions are shown in.
#pragma once

#include "app/document/lab_state.h"

#include <QListView>
#include <QStyledItemDelegate>

namespace podloom::app {

/// What a row of a FactList may have besides its text (Qt::DisplayRole). Begins above the roles of the
/// models.
enum FactRole {
    MarkRole = Qt::UserRole + 100, ///< a State: the shape in front; none without it
    LeadRole,                      ///< a dim word between mark and text; all rows of a list have it or none
    SubRole,                       ///< a second line, small and dim
    LinkRole,                      ///< at the right end, in the colour of what can be clicked
    NoteRole,                      ///< at the right end, dim
    IsWarningRole,                 ///< true: the note is in the colour of warnings
    IsHeadRole,                    ///< true for a head of a section: text only, no click
    IsMonoRole,                    ///< true: the second line is addresses
    IsActionRole,                  ///< true: the link does something of its own, see FactList::acted()
};

/// Paints rows. Unless texts may take several lines heights do not depend on the width, so that a list of
/// thousands lays out at once.
class FactDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void setLeadWidth(int width) { m_leadWidth = width; }
    /// How many lines a text, and the words below it, may take before they are cut.
    void setMostLines(int lines) { m_mostLines = lines; }
    /// Long texts leave the same room at the end of every row, whether a link is there or not: a link that
    /// has to be worked out is then asked for where it is painted, not for each of thousands of rows.
    void setEndReserved(bool isReserved) { m_isEndReserved = isReserved; }
    bool isEndReserved() const { return m_isEndReserved; }
    /// The widest link or note that was painted so far, in pixels: every row leaves it room then.
    int widestEnd() const { return m_widestEnd; }
    /// Where the link of a row in `row` stands; empty without one.
    static QRect linkRect(const QRect &row, const QModelIndex &index);
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

private:
    int startOfText(const QModelIndex &index) const;
    int textRoom(int rowWidth, const QModelIndex &index) const;
    QStringList subLines(int rowWidth, const QModelIndex &index) const;

    int m_leadWidth = 0;
    int m_mostLines = 1;
    bool m_isEndReserved = false;
    mutable int m_widestEnd = 0;
};

/// A quiet list: one click, Return or Enter says chosen(); a click on a link that does something, or Alt and
/// Return, acted().
class FactList final : public QListView {
    Q_OBJECT
public:
    explicit FactList(QWidget *parent = nullptr);
    /// Room for LeadRole, in pixels; 0 = none.
    void setLeadWidth(int width) { m_delegate->setLeadWidth(width); }
    /// Texts that are too long for one line take up to `lines`.
    void setMostLines(int lines);
    /// See FactDelegate::setEndReserved().
    void setEndReserved(bool isReserved) { m_delegate->setEndReserved(isReserved); }

signals:
    void chosen(const QModelIndex &index);
    void acted(const QModelIndex &index);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    FactDelegate *m_delegate;
    QPoint m_pressed;
};

} // namespace podloom::app
