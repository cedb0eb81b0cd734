#include "app/panels/manifest_pane.h"

#include "app/theme/state_mark.h"
#include "app/theme/theme.h"
#include "app/theme/widgets.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QTextBlock>
#include <QToolTip>

#include <algorithm>

namespace podloom::app {

namespace {

State stateOf(Severity severity)
{
    return severity == Severity::Error   ? State::Down
         : severity == Severity::Warning ? State::Changing
                                         : State::Unknown;
}

} // namespace

class ManifestEdit::Gutter final : public QWidget {
public:
    explicit Gutter(ManifestEdit *owner) : QWidget(owner), m_owner(owner) {}

protected:
    void paintEvent(QPaintEvent *event) override { m_owner->paintGutter(event); }

private:
    ManifestEdit *m_owner;
};

ManifestEdit::ManifestEdit(QWidget *parent) : QPlainTextEdit(parent), m_gutter(new Gutter(this))
{
    withRole(this, "code");
    setFont(app::font(TextRole::Mono));
    setLineWrapMode(NoWrap);
    setTabChangesFocus(true);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &ManifestEdit::layOut);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &area, int scrolled) {
        if (scrolled != 0)
            m_gutter->scroll(0, scrolled);
        else
            m_gutter->update(0, area.y(), m_gutter->width(), area.height());
    });
    layOut();
}

void ManifestEdit::setFirstLine(int line)
{
    m_firstLine = line;
    m_shownLine = 0;
    setExtraSelections({});
    layOut();
}

void ManifestEdit::setMarks(std::map<int, Mark> marks)
{
    m_marks = std::move(marks);
    m_gutter->update();
}

void ManifestEdit::showLine(int line)
{
    const auto block = document()->findBlockByNumber(line - m_firstLine);
    if (line < m_firstLine || !block.isValid())
        return;
    m_shownLine = line;
    QTextCursor cursor(block);
    setTextCursor(cursor);
    centerCursor();
    QTextEdit::ExtraSelection wash;
    wash.cursor = cursor;
    wash.format.setBackground(colors().accentWash);
    wash.format.setProperty(QTextFormat::FullWidthSelection, true);
    setExtraSelections({wash});
}

int ManifestEdit::gutterWidth() const
{
    const int digits = static_cast<int>(QString::number(m_firstLine + blockCount()).size());
    return 22 + fontMetrics().horizontalAdvance(QLatin1Char('9')) * std::max(digits, 2);
}

void ManifestEdit::layOut()
{
    setViewportMargins(gutterWidth(), 0, 0, 0);
    const auto inside = contentsRect();
    m_gutter->setGeometry(inside.left(), inside.top(), gutterWidth(), inside.height());
    m_gutter->update();
}

void ManifestEdit::paintGutter(QPaintEvent *event)
{
    QPainter painter(m_gutter);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(font());
    auto block = firstVisibleBlock();
    auto top = blockBoundingGeometry(block).translated(contentOffset()).top();
    while (block.isValid() && top <= event->rect().bottom()) {
        const auto height = blockBoundingRect(block).height();
        const int line = m_firstLine + block.blockNumber();
        painter.setPen(line == m_shownLine ? colors().text : colors().unknown);
        painter.drawText(QRectF(0, top, m_gutter->width() - 8, height), Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(line));
        if (const auto mark = m_marks.find(line); mark != m_marks.end())
            paintState(painter, QPointF(8, top + height / 2), 8, stateOf(mark->second.severity));
        top += height;
        block = block.next();
    }
}

void ManifestEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    layOut();
}

void ManifestEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_shownLine > 0)
        showLine(m_shownLine);
}

/// A new line begins below the first word of the line before.
void ManifestEdit::keyPressEvent(QKeyEvent *event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!isReturn || event->modifiers() != Qt::NoModifier || isReadOnly()) {
        QPlainTextEdit::keyPressEvent(event);
        return;
    }
    auto cursor = textCursor();
    const auto line = cursor.block().text().left(cursor.positionInBlock());
    const auto word =
        std::find_if(line.begin(), line.end(), [](QChar each) { return each != QLatin1Char(' '); });
    cursor.insertText(QLatin1Char('\n') + QString(word - line.begin(), QLatin1Char(' ')));
    setTextCursor(cursor);
    ensureCursorVisible();
}

bool ManifestEdit::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QPlainTextEdit::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const auto at = viewport()->mapFromGlobal(help->globalPos());
    const int line = m_firstLine + cursorForPosition(QPoint(0, at.y())).blockNumber();
    const auto mark = m_marks.find(line);
    QToolTip::showText(help->globalPos(), mark == m_marks.end() ? QString() : mark->second.text, this);
    return true;
}

} // namespace podloom::app
