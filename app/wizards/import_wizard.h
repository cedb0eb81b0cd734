// app/wizards/import_wizard.h: files of others, with a report of what was not understood.
#pragma once

#include "app/tools/import_design.h"
#include "app/wizards/wizard_dialog.h"

class QLabel;

namespace podloom::app {

class ImportWizard : public WizardDialog {
    Q_OBJECT

public:
    ImportWizard(Document &document, QWidget *parent);

    /// Reads files and folders on another thread, then shows the report.
    void read(const QStringList &paths);

signals:
    void reportShown();

protected:
    void refresh() override;
    bool finish() override;

private:
    QLabel *m_chosen;
    ImportReport m_report;
    quint64 m_number = 0;
};

} // namespace podloom::app
