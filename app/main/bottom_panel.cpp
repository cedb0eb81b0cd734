#include "app/main/bottom_panel.h"

#include "app/main/manual.h"
#include "app/theme/widgets.h"

#include <QAbstractItemView>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace podloom::app {

namespace {

constexpr int kTabHeight = 31;

} // namespace

BottomPanel::BottomPanel(QWidget *parent)
    : QWidget(parent),
      m_tabs(new QTabBar(this)),
      m_pages(new QStackedWidget(this))
{
    setMinimumHeight(120);
    // A panel that wants more height than there is scrolls; it never squeezes the tabs.
    m_pages->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored);
    m_tabs->setFixedHeight(kTabHeight);
    m_tabs->setUsesScrollButtons(false);
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_tabs->setAccessibleName(tr("Panels"));
    auto *head = new QHBoxLayout;
    head->setContentsMargins(16, 0, 16, 0);
    head->addWidget(m_tabs, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(hairline(Qt::Horizontal, this));
    column->addWidget(m_pages, 1);
    connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_tabs, &QTabBar::currentChanged, this,
            [this] { setManualPage(this, manualPageOfPanel(current())); });
}

void BottomPanel::add(const QString &name, const QString &title, QWidget *panel)
{
    setManualPage(panel, manualPageOfPanel(name));
    m_pages->addWidget(panel);
    m_tabs->setTabData(m_tabs->addTab(title), name);
}

int BottomPanel::indexOf(const QString &name) const
{
    for (int index = 0; index < m_tabs->count(); ++index) {
        if (m_tabs->tabData(index).toString() == name)
            return index;
    }
    return -1;
}

void BottomPanel::setTitle(const QString &name, const QString &title)
{
    if (const auto index = indexOf(name); index >= 0)
        m_tabs->setTabText(index, title);
}

void BottomPanel::raise(const QString &name)
{
    if (const auto index = indexOf(name); index >= 0)
        m_tabs->setCurrentIndex(index);
}

QStringList BottomPanel::names() const
{
    QStringList out;
    for (int index = 0; index < m_tabs->count(); ++index)
        out << m_tabs->tabData(index).toString();
    return out;
}

QString BottomPanel::title(const QString &name) const
{
    return m_tabs->tabText(indexOf(name));
}

void BottomPanel::focusPanel()
{
    auto *panel = m_pages->currentWidget();
    if (auto *view = panel->findChild<QAbstractItemView *>())
        view->setFocus();
    else
        panel->setFocus();
}

QString BottomPanel::current() const
{
    return m_tabs->tabData(m_tabs->currentIndex()).toString();
}

} // namespace podloom::app
