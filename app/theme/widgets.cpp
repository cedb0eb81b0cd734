#include "app/theme/widgets.h"

#include "app/theme/icons.h"
#include "app/theme/theme.h"

#include <QCoreApplication>
#include <QEvent>
#include <QFrame>
#include <QStyle>
#include <QVBoxLayout>

namespace podloom::app {

void repolish(QWidget *widget)
{
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    // Frames measure their padding, and labels their size, only when they are told.
    for (const auto type : {QEvent::StyleChange, QEvent::ContentsRectChange}) {
        QEvent changed(type);
        QCoreApplication::sendEvent(widget, &changed);
    }
    widget->updateGeometry();
    widget->update();
}

QLabel *label(const QString &text, const char *role, QWidget *parent)
{
    auto *made = withRole(new QLabel(text, parent), role);
    made->setTextFormat(Qt::PlainText);
    made->setWordWrap(true);
    made->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return made;
}

QLabel *sectionHead(const QString &text, QWidget *parent)
{
    auto *made = withRole(new QLabel(text, parent), "section");
    made->setFont(font(TextRole::Section));
    return made;
}

QFrame *hairline(Qt::Orientation orientation, QWidget *parent)
{
    auto *line = withRole(new QFrame(parent), "hairline");
    if (orientation == Qt::Horizontal)
        line->setFixedHeight(1);
    else
        line->setFixedWidth(1);
    return line;
}

EmptyState::EmptyState(const QString &icon, const QString &title, const QString &sentence, QWidget *parent)
    : QWidget(parent),
      m_icon(icon),
      m_picture(new QLabel(this)),
      m_title(label(title, "strong", this)),
      m_sentence(label(sentence, "dim", this)),
      m_action(withRole(new QPushButton(this), "secondary"))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 16, 24, 16);
    column->setSpacing(6);
    column->addStretch();
    for (auto *each : {m_picture, m_title, m_sentence}) {
        each->setAlignment(Qt::AlignCenter);
        column->addWidget(each);
    }
    column->addSpacing(4);
    column->addWidget(m_action, 0, Qt::AlignCenter);
    column->addStretch();
    m_action->hide();
    connect(m_action, &QPushButton::clicked, this, &EmptyState::actionClicked);
    showIcon();
}

void EmptyState::setText(const QString &title, const QString &sentence)
{
    m_title->setText(title);
    m_sentence->setText(sentence);
}

void EmptyState::setAction(const QString &text)
{
    m_action->setText(text);
    m_action->setVisible(!text.isEmpty());
}

void EmptyState::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        showIcon();
    QWidget::changeEvent(event);
}

/// Where there is little room the words keep it.
void EmptyState::resizeEvent(QResizeEvent *event)
{
    constexpr int kLow = 140;
    m_picture->setVisible(height() >= kLow);
    QWidget::resizeEvent(event);
}

void EmptyState::showIcon()
{
    m_picture->setPixmap(icon(m_icon, IconTint::Dim).pixmap(QSize(28, 28), devicePixelRatioF()));
}

} // namespace podloom::app
