#include "app/main/save_dialog.h"

#include <QFileDialog>
#include <QRegularExpression>

namespace podloom::app {

namespace {

/// "pdf" of "Pictures (*.pdf *.svg)".
QString firstEnding(const QString &filter)
{
    static const QRegularExpression ending(QStringLiteral("\\*\\.(\\w+)"));
    return ending.match(filter).captured(1);
}

} // namespace

QString askWhereToSave(QWidget *parent, const QString &title, const QString &name, const QString &filters)
{
    QFileDialog dialog(parent, title);
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setFileMode(QFileDialog::AnyFile);
    dialog.setNameFilters(filters.split(QStringLiteral(";;")));
    dialog.setDefaultSuffix(firstEnding(dialog.selectedNameFilter()));
    QObject::connect(&dialog, &QFileDialog::filterSelected, &dialog,
                     [&dialog](const QString &filter) { dialog.setDefaultSuffix(firstEnding(filter)); });
    dialog.selectFile(name);
    return dialog.exec() == QDialog::Accepted ? dialog.selectedFiles().constFirst() : QString();
}

} // namespace podloom::app
