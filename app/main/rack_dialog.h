// app/main/rack_dialog.h: asks for the rack that the chosen nodes shall stand in.
#pragma once

#include <QDialog>

class QDialogButtonBox;
class QLabel;
class QLineEdit;

namespace podloom::app {

/// A name that cannot be one is refused while it is typed; nothing that was typed is lost.
class RackDialog : public QDialog {
    Q_OBJECT

public:
    RackDialog(const QString &name, QWidget *parent);

signals:
    void chosen(const QString &name);

private:
    void check();

    QLineEdit *m_name;
    QLabel *m_fault;
    QDialogButtonBox *m_buttons;
};

} // namespace podloom::app
