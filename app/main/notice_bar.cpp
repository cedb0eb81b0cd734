#include "app/main/notice_bar.h"

#include "app/theme/icons.h"
#include "app/theme/widgets.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace podloom::app {

NoticeBar::NoticeBar(QWidget *parent)
    : QFrame(parent),
      m_icon(new QLabel(this)),
      m_text(label({}, "strong", this)),
      m_answers(new QHBoxLayout)
{
    setFrameShape(QFrame::NoFrame);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 12, 8);
    row->setSpacing(10);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_answers->setSpacing(8);
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addLayout(m_answers);
    showFirst();
}

void NoticeBar::add(Notice notice)
{
    const auto same = std::find_if(m_notices.begin(), m_notices.end(),
                                   [&](const Notice &each) { return each.key == notice.key; });
    if (same != m_notices.end())
        *same = std::move(notice);
    else
        m_notices.push_back(std::move(notice));
    showFirst();
}

void NoticeBar::withdraw(const QString &key)
{
    std::erase_if(m_notices, [&](const Notice &each) { return each.key == key; });
    showFirst();
}

bool NoticeBar::has(const QString &key) const
{
    return std::any_of(m_notices.begin(), m_notices.end(),
                       [&](const Notice &each) { return each.key == key; });
}

QString NoticeBar::sentence() const
{
    return m_notices.empty() ? QString() : m_notices.front().sentence;
}

void NoticeBar::showFirst()
{
    while (auto *item = m_answers->takeAt(0)) {
        item->widget()->deleteLater(); // it may be the one that was clicked
        delete item;
    }
    setVisible(!m_notices.empty());
    if (m_notices.empty())
        return;
    const auto &notice = m_notices.front();
    withRole(static_cast<QFrame *>(this), notice.isBad ? "notice-bad" : "notice");
    repolish(this);
    showIcon();
    m_text->setText(notice.sentence);
    if (m_notices.size() > 1) {
        auto *more = withRole(new QPushButton(tr("%1 more").arg(m_notices.size() - 1), this), "link");
        more->setToolTip(tr("Shows the next one"));
        connect(more, &QPushButton::clicked, this, [this] {
            std::rotate(m_notices.begin(), m_notices.begin() + 1, m_notices.end());
            showFirst();
        });
        m_answers->addWidget(more);
    }
    for (std::size_t index = 0; index < notice.answers.size(); ++index) {
        auto *button =
            withRole(new QPushButton(notice.answers[index].text, this), index == 0 ? "primary" : "secondary");
        connect(button, &QPushButton::clicked, this, [this, index] { answer(index); });
        m_answers->addWidget(button);
    }
    if (!notice.isBad)
        return;
    auto *close = withRole(new QToolButton(this), "flat");
    close->setIcon(icon(QStringLiteral("close")));
    close->setToolTip(tr("Close"));
    close->setAccessibleName(tr("Close"));
    connect(close, &QToolButton::clicked, this, [this] { answer(m_notices.front().answers.size()); });
    m_answers->addWidget(close);
}

void NoticeBar::showIcon()
{
    const bool isBad = !m_notices.empty() && m_notices.front().isBad;
    m_icon->setPixmap(icon(isBad ? QStringLiteral("warning") : QStringLiteral("info")).pixmap(18, 18));
}

void NoticeBar::answer(std::size_t index)
{
    const auto notice = m_notices.front();
    m_notices.erase(m_notices.begin());
    showFirst();
    if (index < notice.answers.size())
        notice.answers[index].run();
}

void NoticeBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        showIcon(); // no more: a change of role is a change of palette
    QFrame::changeEvent(event);
}

} // namespace podloom::app
