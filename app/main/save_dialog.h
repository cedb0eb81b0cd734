// app/main/save_dialog.h: asks where something is to be saved.
#pragma once

#include <QString>

class QWidget;

namespace podloom::app {

/// The path that somebody chose, empty when nobody did. A name without an ending gets the first one of the
/// chosen filter, before the dialog asks about a file that is there already. `filters` as in
/// QFileDialog::setNameFilters, joined by ";;".
QString askWhereToSave(QWidget *parent, const QString &title, const QString &name, const QString &filters);

} // namespace podloom::app
