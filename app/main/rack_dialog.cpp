#include "app/main/rack_dialog.h"

#include "app/main/editing.h"
#include "app/theme/widgets.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QVBoxLayout>

namespace podloom::app {

RackDialog::RackDialog(const QString &name, QWidget *parent)
    : QDialog(parent),
      m_name(new QLineEdit(name)),
      m_fault(label({}, "bad")),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel))
{
    setObjectName(QStringLiteral("rack"));
    setWindowTitle(tr("Group nodes as a rack"));
    m_name->setAccessibleName(tr("Name of the rack"));
    m_fault->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_fault->setFixedHeight(3 * m_fault->fontMetrics().lineSpacing()); // the dialog keeps its size
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 16);
    column->setSpacing(12);
    column->addWidget(label(windowTitle(), "title"));
    column->addWidget(label(tr("Name of the rack or site; without one the nodes leave theirs."), "dim"));
    column->addWidget(m_name);
    column->addWidget(m_fault);
    column->addWidget(m_buttons);
    auto *group = withRole(m_buttons->button(QDialogButtonBox::Ok), "primary");
    group->setText(tr("Group"));
    repolish(group);
    group->setDefault(true);
    connect(m_buttons, &QDialogButtonBox::accepted, this, [this] {
        emit chosen(m_name->text());
        accept();
    });
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_name, &QLineEdit::textChanged, this, &RackDialog::check);
    setMinimumWidth(440);
    m_name->selectAll();
    check();
}

void RackDialog::check()
{
    const auto fault = Editing::faultOfRack(m_name->text());
    m_fault->setText(fault);
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(fault.isEmpty());
}

} // namespace podloom::app
