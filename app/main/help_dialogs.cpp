#include "app/main/help_dialogs.h"

#include "app/main/actions.h"
#include "app/theme/widgets.h"

#include <QApplication>
#include <QClipboard>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLocale>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QSysInfo>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace podloom::app {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("podloom::app::HelpDialogs", text);
}

constexpr std::array<std::array<const char *, 2>, 11> kGestures{{
    {QT_TRANSLATE_NOOP("podloom::app::HelpDialogs", "Wheel"),
     QT_TRANSLATE_NOOP("podloom::app::HelpDialogs", "zoom at the pointer")},
    {QT_TRANSLATE_NOOP("podloom::app::HelpDialogs", "Shift wheel"),
     QT_TRANSLATE_NOOP("podloom::app::HelpDialogs", "scroll sideways")},
    {QT_TRANSLATE_NOOP("podloom::app::HelpDialogs", "Middle button, or Space and left"),
     QT_TRANSLATE_NOOP("podloom::app::HelpDialogs", "move the view")},
    {QT_TRANSLATE_NOOP("podloom::app::HelpDialogs", "Left on the ground"),
     QT_TRANSLATE_NOOP("podloom::app::HelpDialogs", "rubber band")},
    {QT_TRANSLATE_NOOP("podloom::app::HelpDialogs", "Left on a card"),
     QT_TRANSLATE_NOOP("podloom::app::HelpDialogs", "choose it and move it")},
    {QT_TRANSLATE_NOOP("podloom::app::HelpDialogs", "Ctrl and left"),
     QT_TRANSLATE_NOOP("podloom::app::HelpDialogs", "choose one more")},
    {QT_TRANSLATE_NOOP("podloom::app::HelpDialogs", "Alt while dragging"),
     QT_TRANSLATE_NOOP("podloom::app::HelpDialogs", "neither guides nor grid hold the card")},
    {QT_TRANSLATE_NOOP("podloom::app::HelpDialogs", "Arrow keys"),
     QT_TRANSLATE_NOOP("podloom::app::HelpDialogs",
                       "move what is chosen; with Shift far, with Alt by a pixel")},
    {QT_TRANSLATE_NOOP("podloom::app::HelpDialogs", "Ctrl and arrow keys"),
     QT_TRANSLATE_NOOP("podloom::app::HelpDialogs", "choose the next card in that direction")},
    {QT_TRANSLATE_NOOP("podloom::app::HelpDialogs", "The dot beside a chosen card"),
     QT_TRANSLATE_NOOP("podloom::app::HelpDialogs", "drag it to another card to connect the two")},
    {QT_TRANSLATE_NOOP("podloom::app::HelpDialogs", "Right button"),
     QT_TRANSLATE_NOOP("podloom::app::HelpDialogs", "what can be done here")},
}};

void addRow(QGridLayout &grid, const QString &what, const QString &keys)
{
    const auto row = grid.rowCount();
    auto *text = label(what, "small", grid.parentWidget());
    auto *key = label(keys, "mono", grid.parentWidget());
    key->setWordWrap(false);
    grid.addWidget(text, row, 0);
    grid.addWidget(key, row, 1, Qt::AlignRight | Qt::AlignTop);
}

void addHead(QGridLayout &grid, const QString &text)
{
    auto *head = sectionHead(text, grid.parentWidget());
    head->setContentsMargins(0, 10, 0, 2);
    grid.addWidget(head, grid.rowCount(), 0, 1, 2);
}

QWidget *column(QWidget *parent, QGridLayout *&grid)
{
    auto *made = new QWidget(parent);
    grid = new QGridLayout(made);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(20);
    grid->setVerticalSpacing(5);
    grid->setColumnStretch(0, 1);
    return made;
}

} // namespace

QDialog *makeShortcutSheet(const Actions &actions, QWidget *parent)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("shortcuts"));
    dialog->setWindowTitle(words(QT_TRANSLATE_NOOP("podloom::app::HelpDialogs", "Keys and mouse")));
    auto *inner = new QWidget(dialog);
    auto *columns = new QHBoxLayout(inner);
    columns->setContentsMargins(24, 0, 24, 12);
    columns->setSpacing(40);
    std::array<QGridLayout *, 3> grids{};
    for (auto &grid : grids)
        columns->addWidget(column(inner, grid), 1, Qt::AlignTop);
    std::size_t number = 0;
    for (const auto &[title, group] : actions.groups()) {
        // Files and editing, the view and the panels, and what is short.
        auto &grid = *grids[number < 2 ? 0 : number < 4 ? 1 : 2];
        ++number;
        bool hasHead = false;
        for (const auto *action : group) {
            const auto keys = QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText);
            if (keys.isEmpty())
                continue;
            if (!std::exchange(hasHead, true))
                addHead(grid, title);
            addRow(grid, action->text().remove(QLatin1Char('&')),
                   QString(keys).replace(QLatin1Char(';'), QStringLiteral(" ·")));
        }
    }
    QGridLayout *mouse = nullptr;
    grids[2]->addWidget(column(grids[2]->parentWidget(), mouse), grids[2]->rowCount(), 0, 1, 2);
    mouse->setColumnStretch(1, 1);
    addHead(*mouse, words(QT_TRANSLATE_NOOP("podloom::app::HelpDialogs", "Mouse")));
    for (const auto &[gesture, what] : kGestures) {
        const auto row = mouse->rowCount();
        mouse->addWidget(label(words(gesture), "small", mouse->parentWidget()), row, 0, Qt::AlignTop);
        mouse->addWidget(label(words(what), "dim", mouse->parentWidget()), row, 1, Qt::AlignTop);
    }
    auto *scroll = new QScrollArea(dialog);
    scroll->setWidgetResizable(true);
    scroll->setWidget(inner);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto *all = new QVBoxLayout(dialog);
    all->setContentsMargins(0, 20, 0, 16);
    auto *head = label(dialog->windowTitle(), "title", dialog);
    head->setContentsMargins(24, 0, 24, 0);
    all->addWidget(head);
    all->addWidget(scroll, 1);
    all->addWidget(buttons);
    buttons->setContentsMargins(0, 0, 24, 0);
    // As high as the keys are, or as the window lets it.
    constexpr QSize kLeast(1160, 620);
    constexpr int kAround = 160;
    const auto wanted = columns->totalHeightForWidth(kLeast.width()) + kAround;
    const auto most = parent != nullptr ? parent->height() - kAround : wanted;
    dialog->resize(kLeast.width(), std::max(kLeast.height(), std::min(wanted, most)));
    return dialog;
}

QString versionText(const QWidget *window)
{
    const auto scale = window->screen() ? window->screen()->devicePixelRatio() : 1.0;
    return QStringLiteral("Podloom %1\nQt %2 (built with %3)\n%4, %5\nplatform %6, %7 %, %8")
        .arg(QApplication::applicationVersion(), QLatin1String(qVersion()), QLatin1String(QT_VERSION_STR),
             QSysInfo::prettyProductName(), QSysInfo::currentCpuArchitecture(), QApplication::platformName())
        .arg(qRound(scale * 100))
        .arg(QLocale().bcp47Name());
}

QDialog *makeAboutDialog(QWidget *parent)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("about"));
    dialog->setWindowTitle(words(QT_TRANSLATE_NOOP("podloom::app::HelpDialogs", "About Podloom")));
    dialog->setMinimumWidth(420);
    auto *all = new QVBoxLayout(dialog);
    all->setContentsMargins(24, 20, 24, 16);
    all->setSpacing(10);
    all->addWidget(
        label(QStringLiteral("Podloom %1").arg(QApplication::applicationVersion()), "title", dialog));
    all->addWidget(
        label(words(QT_TRANSLATE_NOOP("podloom::app::HelpDialogs", "Draw a cluster network, then run it.")),
              "dim", dialog));
    all->addWidget(label(versionText(parent), "mono", dialog));
    all->addWidget(
        label(words(QT_TRANSLATE_NOOP(
                  "podloom::app::HelpDialogs",
                  "MIT licence. Uses Qt (LGPL), libyaml, libssh, SQLite and libnl; a lab's nodes run "
                  "BIRD, etcd and nftables.")),
              "small", dialog));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    auto *copy =
        buttons->addButton(words(QT_TRANSLATE_NOOP("podloom::app::HelpDialogs", "Copy the versions")),
                           QDialogButtonBox::ActionRole);
    QObject::connect(copy, &QPushButton::clicked, dialog,
                     [text = versionText(parent)] { QApplication::clipboard()->setText(text); });
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    all->addStretch();
    all->addWidget(buttons);
    return dialog;
}

} // namespace podloom::app
