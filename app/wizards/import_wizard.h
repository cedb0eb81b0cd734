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
    /// What the files have, and the edit that it becomes.
    struct Read {
        ImportReport report{};
        Edit edit{};
    };

    QLabel *m_chosen;
    Read m_read;
    quint64 m_number = 0;
};

} // namespace podloom::app
