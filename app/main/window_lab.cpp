// What can be done with the lab from the window: plan, deploy, prove, and the way back.
#include "app/main/actions.h"
#include "app/main/bottom_panel.h"
#include "app/main/main_window.h"
#include "app/main/status_line.h"
#include "app/main/top_bar.h"
#include "app/panels/lab_controller.h"
#include "app/panels/words.h"

#include <utility>

namespace podloom::app {

using Group = Actions::Group;

void MainWindow::makeLabActions()
{
    auto &all = *m_actions;
    const auto raise = [this](const QString &panel) {
        m_bottom->show();
        m_bottom->raise(panel);
    };
    auto *plan = all.add(Group::Lab, QStringLiteral("plan"), tr("Plan: what deploying would do"),
                         QKeySequence(Qt::CTRL | Qt::Key_P), [this, raise] {
                             raise(QStringLiteral("plan"));
                             // Without a lab the panel says what deploying does.
                             if (m_controller->hasLab() || !m_controller->hasLooked())
                                 m_controller->refreshPlan();
                         });
    auto *deploy = all.add(Group::Lab, QStringLiteral("deploy"), tr("Deploy to lab"),
                           QKeySequence(Qt::CTRL | Qt::Key_D), [this, raise] {
                               raise(QStringLiteral("lab"));
                               m_controller->deploy();
                           });
    auto *verify =
        all.add(Group::Lab, QStringLiteral("verify"), tr("Verify: probe every predicted connection"),
                QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_V), [this, raise] {
                    raise(QStringLiteral("lab"));
                    m_controller->verify();
                });
    auto *cancel = all.add(Group::Lab, QStringLiteral("cancel"), tr("Cancel what runs"), {},
                           [this] { m_controller->cancel(); });
    for (auto *action : {plan, deploy, verify})
        Actions::setNeeds(*action, tr("The lab is at work"));
    Actions::setNeeds(*cancel, tr("The lab is not at work"));
    const auto follow = [this, plan, deploy, verify, cancel] {
        const bool isBusy = m_controller->isBusy();
        for (auto *action : {plan, deploy, verify})
            action->setEnabled(!isBusy);
        cancel->setEnabled(isBusy);
    };
    connect(m_controller, &LabController::busyChanged, this, follow);
    connect(m_controller, &LabController::failed, this, [raise] { raise(QStringLiteral("lab")); });
    follow();
    makeWayBack();
    m_top->setLabActions(plan, deploy, m_actions->find(QStringLiteral("way-back")));
}

void MainWindow::makeWayBack()
{
    auto &all = *m_actions;
    auto *back = all.add(Group::Lab, QStringLiteral("way-back"), tr("Take back the last deployment"),
                         QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_B), [this] { takeBackDeployment(); });
    auto *down = all.add(Group::Lab, QStringLiteral("down"), tr("Take the lab down"), {}, [this] {
        m_bottom->show();
        m_bottom->raise(QStringLiteral("lab"));
        m_controller->down();
    });
    auto *up = all.add(Group::Lab, QStringLiteral("lab-up"), tr("Bring the lab up"), {}, [this] {
        m_bottom->show();
        m_bottom->raise(QStringLiteral("lab"));
        m_controller->up();
    });
    Actions::setNeeds(*up, tr("The lab is up, or at work"));
    Actions::setNeeds(*back, tr("Nothing was deployed from this window"));
    Actions::setNeeds(*down, tr("No lab of this design runs, or it is at work"));
    const auto follow = [this, back, up, down] {
        // What was deployed of another design, or to another lab, is no way back of this one.
        if (std::exchange(m_wayBackLab, m_controller->lab()) != m_wayBackLab)
            m_wayBack.clear();
        back->setEnabled(m_wayBack.target() && !m_controller->isBusy());
        up->setEnabled(!m_controller->hasLab() && !m_controller->isBusy());
        down->setEnabled(m_controller->hasLab() && !m_controller->isBusy());
    };
    connect(m_controller, &LabController::deployed, this,
            [this](const SnapshotPointer &design) { m_wayBack.reached(design); });
    connect(m_controller, &LabController::deploymentBroke, this, [this] { m_wayBack.brokeOff(); });
    connect(m_controller, &LabController::takenDown, this, [this] { m_wayBack.clear(); });
    connect(m_controller, &LabController::busyChanged, this, [this, follow](bool isBusy) {
        if (!isBusy)
            m_wayBack.end(); // failed or stopped before anything was changed: the way back is still there
        follow();
    });
    connect(m_controller, &LabController::changed, this, follow);
    connect(&m_document, &Document::opened, this, [this, follow] {
        m_wayBack.clear();
        follow();
    });
    follow();
}

void MainWindow::takeBackDeployment()
{
    const auto before = m_wayBack.target();
    if (!before)
        return;
    if (const auto done = m_document.becomeLike(*before, tr("Take back the last deployment")); !done) {
        m_status->say(sentence(done.error()));
        return;
    }
    m_bottom->show();
    m_bottom->raise(QStringLiteral("lab"));
    m_controller->deploy();
    if (m_controller->isBusy())
        m_wayBack.begin();
}

} // namespace podloom::app
