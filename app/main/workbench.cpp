#include "app/main/workbench.h"

#include "app/main/main_window.h"
#include "app/theme/icons.h"

#include <QCloseEvent>
#include <QSettings>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace podloom::app {

namespace {

bool isUntouched(MainWindow &window)
{
    auto &document = window.document();
    return document.paths().isEmpty() && !document.isModified() && !document.isLoading()
        && document.drafts().isEmpty() && document.snapshot()->objects().empty();
}

} // namespace

Workbench::Workbench() : m_tabs(new QTabBar(this)), m_pages(new QStackedWidget(this))
{
    setMinimumSize(800, 520);
    resize(1440, 900);
    m_tabs->setObjectName(QStringLiteral("designs"));
    m_tabs->setTabsClosable(true);
    m_tabs->setMovable(true);
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_tabs->setElideMode(Qt::ElideMiddle);
    m_tabs->setAccessibleName(tr("Designs"));
    m_tabs->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(16, 0, 16, 0);
    head->addWidget(m_tabs, 1);
    column->addLayout(head);
    column->addWidget(m_pages, 1);
    connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_tabs, &QTabBar::currentChanged, this, &Workbench::showTitles);
    connect(m_tabs, &QTabBar::tabCloseRequested, this, &Workbench::closeTab);
    connect(m_tabs, &QTabBar::tabMoved, this, [this](int from, int to) {
        auto *page = m_pages->widget(from);
        m_pages->removeWidget(page);
        m_pages->insertWidget(to, page);
        m_pages->setCurrentIndex(m_tabs->currentIndex());
    });
    add();
    restoreGeometry(QSettings().value(QStringLiteral("window/geometry")).toByteArray());
}

MainWindow &Workbench::add()
{
    auto *window = new MainWindow(false, m_pages);
    m_pages->addWidget(window);
    m_tabs->addTab({});
    m_tabs->setVisible(m_tabs->count() > 1);
    connect(window, &MainWindow::windowTitleChanged, this, &Workbench::showTitles);
    connect(&window->document(), &Document::modifiedChanged, this, &Workbench::showTitles);
    connect(&window->document().drafts(), &Drafts::changed, this, &Workbench::showTitles);
    connect(&window->document(), &Document::conflictsChanged, this, &Workbench::showTitles);
    connect(window, &MainWindow::openElsewhere, this, [this](const QStringList &paths) { open(paths); });
    connect(window, &MainWindow::tabStepRequested, this, &Workbench::step);
    connect(window, &MainWindow::quitRequested, this, &QWidget::close);
    connect(window, &MainWindow::closeRequested, this,
            [this, window] { closeTab(m_pages->indexOf(window)); });
    m_tabs->setCurrentIndex(m_tabs->count() - 1);
    showTitles();
    return *window;
}

MainWindow &Workbench::open(const QStringList &paths)
{
    auto &window = isUntouched(current()) ? current() : add();
    if (!paths.isEmpty())
        window.document().open(paths);
    return window;
}

MainWindow &Workbench::current() const
{
    return at(qMax(0, m_tabs->currentIndex()));
}

int Workbench::count() const
{
    return m_pages->count();
}

MainWindow &Workbench::at(int index) const
{
    return *static_cast<MainWindow *>(m_pages->widget(index));
}

void Workbench::closeTab(int index)
{
    if (index < 0)
        return;
    if (count() == 1) {
        close();
        return;
    }
    m_tabs->setCurrentIndex(index);
    auto *window = &at(index);
    if (!window->close())
        return;
    m_pages->removeWidget(window);
    m_tabs->removeTab(index);
    m_tabs->setVisible(m_tabs->count() > 1);
    window->deleteLater();
    m_pages->setCurrentIndex(m_tabs->currentIndex());
    current().show();
    showTitles();
}

void Workbench::step(int by)
{
    m_tabs->setCurrentIndex((m_tabs->currentIndex() + by + count()) % count());
}

void Workbench::showTitles()
{
    if (count() != m_tabs->count())
        return; // one is just being added
    for (int index = 0; index < count(); ++index)
        showTitle(index);
    setWindowTitle(current().windowTitle());
    setWindowModified(current().isWindowModified());
}

void Workbench::showTitle(int index)
{
    const auto &document = at(index).document();
    const bool isUnsaved = document.isModified() || !document.drafts().isEmpty();
    const bool isChangedOnDisk = !document.conflicts().empty();
    m_tabs->setTabText(index, isUnsaved ? document.title() + QStringLiteral(" •") : document.title());
    m_tabs->setTabIcon(index,
                       isChangedOnDisk ? icon(QStringLiteral("warning"), IconTint::Changing) : QIcon());
    auto words = document.paths();
    if (isChangedOnDisk)
        words << tr("Changed on the disk by another program");
    m_tabs->setTabToolTip(index, words.join(QLatin1Char('\n')));
    m_tabs->setAccessibleTabName(
        index, isChangedOnDisk ? document.title() + QStringLiteral(": ") + words.back() : QString());
}

void Workbench::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        showTitles(); // icons have the colours of the theme
    QWidget::changeEvent(event);
}

void Workbench::closeEvent(QCloseEvent *event)
{
    for (int index = 0; index < count(); ++index) {
        m_tabs->setCurrentIndex(index);
        if (at(index).close())
            continue;
        // Those before have been asked already; they stay as they are.
        for (int before = 0; before <= index; ++before)
            at(before).setVisible(before == index);
        event->ignore();
        return;
    }
    QSettings().setValue(QStringLiteral("window/geometry"), saveGeometry());
    event->accept();
}

} // namespace podloom::app
