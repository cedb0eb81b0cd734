// app/wizards/policy_wizard.h: a new policy from who, whom and ports, with what it would change.
#pragma once

#include "app/document/selection.h"
#include "app/tools/policy_recipe.h"
#include "app/wizards/wizard_dialog.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QTimer;

namespace podloom::app {

/// The name of a recipe, as a person would say it.
QString nameOf(Recipe recipe);

class PolicyWizard : public WizardDialog {
    Q_OBJECT

public:
    /// Begins with the workloads that are chosen: the one chosen last is what the policy is for.
    PolicyWizard(Document &document, const Selection &selection, QWidget *parent);

protected:
    void refresh() override;
    bool finish() override;

private:
    PolicyWish wish() const;
    Edit edit(const std::vector<Json> &policies) const;
    void fillWorkloads();
    void choose(const Selection &selection);
    void showQuestions();
    void askEffect();

    QComboBox *m_recipe;
    QComboBox *m_namespace;
    QComboBox *m_workload;
    QComboBox *m_from;
    QComboBox *m_fromNamespace;
    QLineEdit *m_ranges;
    QLineEdit *m_ports;
    QTimer *m_pause;
    QCheckBox *m_bothSides;
    quint64 m_asked = 0;
};

} // namespace podloom::app
