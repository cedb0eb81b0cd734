// app/main/help_dialogs.h: every key on one sheet, and which versions this is.
#pragma once

class QDialog;
class QString;
class QWidget;

namespace podloom::app {

class Actions;

/// Every action with its keys, by menu, and what the mouse does. Both dialogs go when they are closed.
QDialog *makeShortcutSheet(const Actions &actions, QWidget *parent);
QDialog *makeAboutDialog(QWidget *parent);

/// What a report of a fault should say: Podloom, Qt, the system, the screen.
QString versionText(const QWidget *window);

} // namespace podloom::app
