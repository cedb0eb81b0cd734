// What a person does with the lab panel: deploy, look, break something, verify, cancel, take down.
#include "app/document/packet_trace.h"
#include "app/panels/lab_controller.h"
#include "app/panels/lab_model.h"
#include "app/panels/lab_panel.h"
#include "app/panels/plan_panel.h"
#include "app/panels/trace_panel.h"
#include "core/os/programs.h"
#include "core/policy/evaluate.h"
#include "tests/unit/app/panels/panel_test.h"

#include <QLabel>
#include <QPushButton>
#include <QTableView>

#include <unistd.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace podloom::app {
namespace {

constexpr auto kLab = "panels-test";

class LabPanelInARealLab : public PanelTest {
protected:
    void SetUp() override
    {
        if (::geteuid() != 0)
            GTEST_SKIP() << "emulated machines need root";
        for (const auto *program :
             {"podloom-agentd", "podloom-node", "podloom-cni", "podloom-nft", "podloom-pod"}) {
            if (!siblingProgram(program))
                GTEST_SKIP() << program << " is not built";
        }
        ASSERT_TRUE(document.openNow({qEnvironmentVariable(
            "PODLOOM_LAB_DESIGN", QStringLiteral(PODLOOM_SOURCE_DIR "/resources/examples/minimal"))}));
        controller.chooseLab(kLab);
    }
    void TearDown() override
    {
        if (controller.isBusy()) {
            controller.cancel();
            ASSERT_TRUE(waitUntil([&] { return !controller.isBusy(); }));
        }
        if (state.picture().isUp) {
            controller.down();
            EXPECT_TRUE(waitForJob());
        }
    }
    bool waitForJob()
    {
        return waitUntil([&] { return !controller.isBusy(); }, 240'000);
    }
    std::string error() const { return controller.error() ? controller.error()->text() : std::string(); }
    static void click(const QWidget &panel, const QString &button)
    {
        for (auto *each : panel.findChildren<QPushButton *>()) {
            if (each->text() == button && each->isVisibleTo(&panel)) {
                each->click();
                return;
            }
        }
        ADD_FAILURE() << "no button " << button.toStdString();
    }

    LabState state;
    LabController controller{document, state};
};

TEST_F(LabPanelInARealLab, DeploysProvesAndNoticesAnEdit)
{
    LabPanel panel(document, selection, controller, state);
    PlanPanel plan(document, selection, controller, state);
    ASSERT_TRUE(waitUntil([&] { return controller.hasLooked(); }));
    bool isDrawn = false;
    QObject::connect(&controller, &LabController::changed, &panel, [&] {
        const bool isInTheMiddle =
            controller.job() == LabController::Job::Apply && controller.outcomes().size() > 5;
        if (isInTheMiddle && !std::exchange(isDrawn, true)) {
            draw(panel, QStringLiteral("lab-deploying"), {1050, 240});
            draw(plan, QStringLiteral("plan-deploying"), {1050, 400});
        }
    });
    click(panel, QStringLiteral("Deploy to lab"));
    EXPECT_TRUE(controller.isBusy());
    ASSERT_TRUE(waitForJob());
    EXPECT_EQ(error(), "");
    ASSERT_TRUE(controller.plan());
    EXPECT_TRUE(controller.plan()->empty()) << "after a deployment nothing is left to do";
    draw(plan, QStringLiteral("plan-none"), {1050, 240});

    // Every node reports that all its pods run.
    const auto allRun = [&] {
        const auto &nodes = state.picture().nodes;
        return nodes.size() == document.design().nodes.size()
            && std::all_of(nodes.begin(), nodes.end(), [](const auto &entry) {
                   return entry.second.state == State::Up && !entry.second.pods.empty()
                       && std::all_of(entry.second.pods.begin(), entry.second.pods.end(),
                                      [](const auto &pod) { return pod.second == State::Up; });
               });
    };
    EXPECT_TRUE(waitUntil(allRun));
    EXPECT_EQ(panel.findChild<QTableView *>()->model()->rowCount(),
              static_cast<int>(document.design().nodes.size()));

    click(panel, QStringLiteral("Verify"));
    ASSERT_TRUE(waitForJob());
    EXPECT_EQ(error(), "");
    ASSERT_TRUE(controller.report());
    EXPECT_GT(controller.report()->checked, 0U);
    EXPECT_TRUE(controller.report()->mismatches.empty());
    EXPECT_EQ(state.picture().verified->checked, controller.report()->checked);
    draw(panel, QStringLiteral("lab-verified"), {1050, 240});

    // What was proved is forgotten with the first edit, and the plan says what would change.
    const auto &policy = document.design().networkPolicies[0].meta.id;
    ASSERT_TRUE(document.apply(Edit{{RemoveObject{policy}}}, QStringLiteral("remove")));
    EXPECT_FALSE(controller.report());
    EXPECT_FALSE(controller.plan());
    controller.refreshPlan();
    ASSERT_TRUE(waitForJob());
    EXPECT_EQ(error(), "");
    ASSERT_TRUE(controller.plan());
    ASSERT_EQ(controller.plan()->size(), 1U);
    EXPECT_EQ(controller.plan()->front().action, StepAction::Remove);
    EXPECT_EQ(plan.title(), QStringLiteral("Plan 1"));
    draw(plan, QStringLiteral("plan"), {1050, 240});

    // A node that the design has no more is announced, then its machine ends, and nobody misses it.
    const auto node = document.design().nodes[document.design().nodes.size() - 1].meta.id;
    ASSERT_TRUE(document.apply(Edit{{RemoveObject{node}}}, QStringLiteral("remove")));
    controller.refreshPlan();
    ASSERT_TRUE(waitForJob());
    ASSERT_TRUE(controller.plan());
    const auto &planned = state.picture().planned;
    ASSERT_TRUE(planned.contains(node));
    EXPECT_EQ(planned.at(node).action, PlanMark::Action::Remove);
    EXPECT_NE(planned.at(node).text.find("restarts what runs"), std::string::npos) << planned.at(node).text;
    draw(plan, QStringLiteral("plan-machine"), {1050, 240});
    bool isMissed = false;
    QObject::connect(&state, &LabState::changed, &plan, [&] {
        for (const auto &[id, each] : state.picture().nodes)
            isMissed = isMissed || each.state == State::Down;
    });
    controller.deploy();
    ASSERT_TRUE(waitForJob());
    EXPECT_EQ(error(), "");
    EXPECT_TRUE(waitUntil(allRun));
    EXPECT_FALSE(isMissed);
}

TEST_F(LabPanelInARealLab, ATraceIsAboutTheLabAsItIsNow)
{
    const policy::Traffic traffic{.protocol = Protocol::Tcp, .port = 8080};
    const auto analysis = document.analysis();
    const auto pods = policy::podEnds(analysis->program);
    const auto isOfWeb = [](const auto &end) { return end.name.find("/web-") != std::string::npos; };
    const auto to = std::find_if(pods.begin(), pods.end(), isOfWeb);
    ASSERT_NE(to, pods.end());
    const auto from = std::find_if(std::next(to), pods.end(), isOfWeb);
    ASSERT_NE(from, pods.end());
    ASSERT_FALSE(policy::verdict(analysis->program, *from, *to, traffic).isAllowed());

    PacketTrace trace(document, selection);
    TracePanel panel(document, selection, trace, controller, state);
    panel.setVisible(true);
    selection.ask({from->name, to->name, traffic});
    const auto shows = [&](const char *badge) {
        const auto labels = panel.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](const auto *each) {
            return each->isVisibleTo(&panel) && each->text().startsWith(QString::fromLatin1(badge));
        });
    };
    controller.deploy();
    ASSERT_TRUE(waitForJob());
    ASSERT_EQ(error(), "");
    ASSERT_TRUE(waitUntil([&] { return shows("probe: no answer"); })) << "a policy is in the way";

    // Nobody looks while the policy goes.
    panel.hide();
    ASSERT_TRUE(document.apply(Edit{{RemoveObject{document.design().networkPolicies[0].meta.id}}},
                               QStringLiteral("remove")));
    document.waitForAnalysis();
    controller.deploy();
    ASSERT_TRUE(waitForJob());
    ASSERT_EQ(error(), "");
    EXPECT_TRUE(waitUntil([&] { return !shows("probe"); })) << "that was before the deployment";
    panel.setVisible(true);
    EXPECT_TRUE(waitUntil([&] { return shows("probe: answered"); }));
    EXPECT_TRUE(shows("kernels: there and back"));
    draw(panel, QStringLiteral("trace-measured"), {1050, 320});

    controller.down();
    ASSERT_TRUE(waitForJob());
    EXPECT_TRUE(waitUntil([&] { return !shows("probe") && !shows("kernels"); })) << "there is no lab";
}

} // namespace
} // namespace podloom::app

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    podloom::app::applyTheme(*qApp, podloom::app::ThemeKind::Light);
    ::testing::InitGoogleMock(&argc, argv);
    return RUN_ALL_TESTS();
}
