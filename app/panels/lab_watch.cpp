// How the window follows a lab: who is asked about its nodes, and the picture that all panels share.
#include "app/panels/lab_controller.h"
#include "app/panels/live_status.h"
#include "app/panels/plan_marks.h"

#include <algorithm>
#include <set>
#include <utility>

namespace podloom::app {

/// A lab that is up. Who watches it knows the nodes that it had when watching began.
void LabController::takeLab(const std::vector<podloom::LabState> &labs)
{
    const auto namesOf = [](const podloom::LabState *lab) {
        std::set<std::string> names;
        for (const auto &node : lab ? lab->nodes : std::vector<LabNodeState>())
            names.insert(node.name);
        return names;
    };
    const auto before = namesOf(known());
    std::erase_if(m_labs, [this](const auto &lab) { return lab.name == m_lab; });
    m_labs.insert(m_labs.end(), labs.begin(), labs.end());
    const auto now = namesOf(known());
    if (m_watchNumber != 0 && before != now) {
        m_session.cancel(std::exchange(m_watchNumber, 0));
        std::erase_if(m_nodes, [&now](const auto &entry) { return !now.contains(entry.first.name); });
    }
    watch();
}

void LabController::watch()
{
    const auto *lab = known();
    const bool isUp = lab && std::any_of(lab->nodes.begin(), lab->nodes.end(), [](const auto &node) {
                          return node.state == "up";
                      });
    if (isUp && m_watchNumber == 0)
        m_watchNumber = m_session.watch(m_lab);
}

void LabController::stopWatching()
{
    if (m_watchNumber != 0)
        m_session.cancel(m_watchNumber);
    m_watchNumber = 0;
    m_nodes.clear();
}

LabPicture LabController::makePicture() const
{
    LabPicture picture;
    picture.name = m_lab;
    picture.isUp = known() != nullptr;
    for (const auto &lab : m_labs) {
        if (lab.name != m_lab && isRunning(lab))
            picture.others.push_back(lab.name);
    }
    picture.nodes = m_nodes;
    // An agent that is not there yet is no fault, nor is a machine that is on its way.
    if (m_job == Job::Apply || m_job == Job::Up || (m_job == Job::Plan && !m_next.empty())) {
        for (auto &[id, node] : picture.nodes) {
            if (node.state == State::Down)
                node = {.state = State::Changing, .text = tr("being set up").toStdString()};
        }
    }
    if (const auto *lab = known(); lab && m_nodes.empty()) { // up, but nobody has reported yet
        for (const auto &node : lab->nodes) {
            for (const auto &each : m_document.design().nodes) {
                if (each.meta.id.name == node.name)
                    picture.nodes[each.meta.id] = {.state =
                                                       node.state == "up" ? State::Changing : State::Down,
                                                   .text = machineText(node.state)};
            }
        }
    }
    if (m_plan) {
        picture.planSteps = m_plan->size();
        picture.planned = planMarks(*m_plan, m_document.design());
    }
    if (m_report)
        picture.verified = LabPicture::Verified{
            m_report->checked, m_report->mismatches.size() + m_report->tables.differences(), m_reportedAt};
    picture.job = jobText().toStdString();
    return picture;
}

void LabController::publishSoon()
{
    if (!m_publish.isActive())
        m_publish.start();
}

void LabController::publish()
{
    m_publish.stop();
    m_state.set(makePicture());
    emit changed();
}

} // namespace podloom::app
