// app/wizards/cluster_wizard.h: a new cluster from nodes and pods.
#pragma once

#include "app/tools/cluster_plan.h"
#include "app/wizards/wizard_dialog.h"

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace podloom::app {

class ClusterWizard : public WizardDialog {
    Q_OBJECT

public:
    ClusterWizard(Document &document, QWidget *parent);

protected:
    void refresh() override;
    bool finish() override;

private:
    ClusterWish wish() const;

    QLineEdit *m_name;
    QSpinBox *m_nodes;
    QSpinBox *m_pods;
    QSpinBox *m_racks;
    QComboBox *m_routing;
};

} // namespace podloom::app
