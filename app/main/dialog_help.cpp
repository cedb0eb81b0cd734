#include "app/main/dialog_help.h"

#include "app/main/manual.h"

#include <QApplication>
#include <QDialog>
#include <QEvent>
#include <QShortcut>

namespace podloom::app {

namespace {

/// Gives a dialog its F1 when it is shown first.
class DialogHelp : public QObject {
public:
    using QObject::QObject;

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Show)
            give(qobject_cast<QDialog *>(watched));
        return false;
    }

private:
    static void give(QDialog *dialog)
    {
        const auto name = QStringLiteral("dialog-help");
        if (dialog == nullptr || qobject_cast<Manual *>(dialog) != nullptr
            || dialog->findChild<QShortcut *>(name, Qt::FindDirectChildrenOnly) != nullptr)
            return;
        auto *help = new QShortcut(QKeySequence(Qt::Key_F1), dialog);
        help->setObjectName(name);
        QObject::connect(help, &QShortcut::activated, dialog, [dialog] {
            auto *manual = dialog->findChild<Manual *>();
            if (manual == nullptr)
                manual = new Manual(dialog);
            const auto page = manualPageOf(dialog);
            manual->showPage(page.isEmpty() ? QStringLiteral("designer") : page);
        });
    }
};

} // namespace

void helpInDialogs()
{
    const auto name = QStringLiteral("dialog-help");
    if (qApp->findChild<QObject *>(name, Qt::FindDirectChildrenOnly) != nullptr)
        return;
    auto *help = new DialogHelp(qApp);
    help->setObjectName(name);
    qApp->installEventFilter(help);
}

} // namespace podloom::app
