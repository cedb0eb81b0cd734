#include "app/main/bulk_dialog.h"

#include "app/panels/words.h"
#include "app/theme/widgets.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace podloom::app {

BulkDialog::BulkDialog(Document &document, QWidget *parent)
    : QDialog(parent),
      m_document(document),
      m_from(new QLineEdit(QStringLiteral("node-*"))),
      m_to(new QLineEdit(QStringLiteral("tor-*"))),
      m_mode(new QComboBox),
      m_answer(label({}, "dim")),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel))
{
    setWindowTitle(tr("Link by pattern"));
    m_mode->addItem(tr("each with each"));
    m_mode->addItem(tr("in pairs"));
    m_mode->addItem(tr("in turn"));
    auto *form = new QFormLayout;
    form->addRow(tr("Machines"), m_from);
    form->addRow(tr("with"), m_to);
    form->addRow(tr("How"), m_mode);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 16);
    column->setSpacing(12);
    column->addWidget(label(windowTitle(), "title"));
    column->addWidget(label(tr("Names of nodes and routers; * stands for any letters, ? for one."), "dim"));
    column->addLayout(form);
    column->addWidget(m_answer);
    column->addWidget(m_buttons);
    auto *add = withRole(m_buttons->button(QDialogButtonBox::Ok), "primary");
    add->setText(tr("Add links"));
    repolish(add);
    add->setDefault(true);
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(10);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (auto *field : {m_from, m_to})
        connect(field, &QLineEdit::textChanged, this, &BulkDialog::refresh);
    connect(m_mode, &QComboBox::currentIndexChanged, this, &BulkDialog::refresh);
    setMinimumWidth(440);
    refresh();
}

Result<std::vector<Json>> BulkDialog::links() const
{
    return bulkLinks(m_document.design(), {m_from->text().toStdString(), m_to->text().toStdString(),
                                           static_cast<BulkMode>(m_mode->currentIndex())});
}

void BulkDialog::refresh()
{
    const auto made = links();
    m_answer->setText(!made               ? sentence(made.error())
                      : made->size() == 1 ? tr("1 link")
                                          : tr("%1 links").arg(made->size()));
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(bool(made));
}

void BulkDialog::accept()
{
    const auto made = links(); // of the design as it is now
    if (!made)
        return;
    Edit edit;
    for (const auto &link : *made)
        edit.steps.emplace_back(AddObject{link, {}});
    const auto text = made->size() == 1 ? tr("Add 1 link") : tr("Add %1 links").arg(made->size());
    const auto done = m_document.apply(edit, text);
    emit said(done ? tr("%1: done; Ctrl Z takes it back").arg(text) : sentence(done.error()));
    QDialog::accept();
}

} // namespace podloom::app
