// The drawing as a table: what a screen reader hears, and what the keyboard does without a mouse.
#include "app/main/bottom_panel.h"
#include "app/panels/object_table.h"
#include "app/theme/state_mark.h"
#include "app/theme/widgets.h"
#include "tests/app/window_test.h"

#include <QAccessible>
#include <QAccessibleInterface>
#include <QAccessibleTableInterface>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>

namespace podloom::app {
namespace {

using ::testing::HasSubstr;

class TableTest : public WindowTest {
protected:
    void SetUp() override
    {
        WindowTest::SetUp();
        trigger("table");
        table = window.findChild<ObjectTable *>();
        view = table->findChild<QTableView *>();
        filter = table->findChild<QLineEdit *>();
        window.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
        ASSERT_TRUE(view->isVisible());
    }

    int rowOf(const std::string &kind, const std::string &name) const
    {
        for (int row = 0; row < view->model()->rowCount(); ++row) {
            if (textAt(row, ObjectTableModel::Kind) == kind && textAt(row, ObjectTableModel::Name) == name)
                return row;
        }
        return -1;
    }
    std::string textAt(int row, int column) const
    {
        return view->model()->index(row, column).data().toString().toStdString();
    }
    /// As a screen reader asks.
    std::string heard(int row, int column, QAccessible::Text what) const
    {
        auto *cells = QAccessible::queryAccessibleInterface(view)->tableInterface();
        return cells->cellAt(row, column)->text(what).toStdString();
    }

    ObjectTable *table = nullptr;
    QTableView *view = nullptr;
    QLineEdit *filter = nullptr;
};

TEST_F(TableTest, NoRowIsCutAtTheBorderAndNoCellWhereThereIsRoom)
{
    for (const int height : {700, 800, 811, 823, 900}) {
        window.resize(1280, height);
        QApplication::processEvents();
        EXPECT_EQ(view->viewport()->height() % view->rowHeight(0), 0) << height;
        EXPECT_GE(view->viewport()->height() / view->rowHeight(0), 2);
    }
    ASSERT_EQ(window.width(), 1280);
    const QFontMetrics words(view->font());
    for (int row = 0; row < view->model()->rowCount(); ++row) {
        for (int column = 0; column < ObjectTableModel::StateText; ++column)
            EXPECT_LT(words.horizontalAdvance(QString::fromStdString(textAt(row, column))),
                      view->columnWidth(column))
                << textAt(row, column);
    }
    EXPECT_FALSE(view->horizontalScrollBar()->isVisible());
    EXPECT_TRUE(view->isColumnHidden(ObjectTableModel::StateText)) << "no lab runs";

    // Whoever draws a border has the columns so.
    auto *header = view->horizontalHeader()->viewport();
    const QPoint border(view->columnViewportPosition(ObjectTableModel::Name) - 1, 8);
    const auto before = view->columnWidth(ObjectTableModel::Kind);
    QTest::mousePress(header, Qt::LeftButton, {}, border);
    QTest::mouseMove(header, border + QPoint(30, 0));
    QTest::mouseRelease(header, Qt::LeftButton, {}, border + QPoint(30, 0));
    const auto after = view->columnWidth(ObjectTableModel::Kind);
    EXPECT_GT(after, before);
    window.resize(1400, 800);
    QApplication::processEvents();
    EXPECT_EQ(view->columnWidth(ObjectTableModel::Kind), after);
}

TEST_F(TableTest, AScreenReaderHearsWhatARowIsAndWhatStandsInIt)
{
    auto *heardTable = QAccessible::queryAccessibleInterface(view);
    ASSERT_NE(heardTable, nullptr);
    EXPECT_EQ(heardTable->role(), QAccessible::Table);
    EXPECT_EQ(heardTable->text(QAccessible::Name), QStringLiteral("The drawing as a table"));
    EXPECT_FALSE(QAccessible::queryAccessibleInterface(filter)->text(QAccessible::Name).isEmpty());
    auto *cells = heardTable->tableInterface();
    ASSERT_NE(cells, nullptr);
    EXPECT_EQ(cells->rowCount(), view->model()->rowCount());
    for (int column = 0; column < ObjectTableModel::ColumnCount; ++column)
        EXPECT_FALSE(cells->columnDescription(column).isEmpty()) << column;
    const auto row = rowOf("Node", "node-2");
    ASSERT_GE(row, 0);
    EXPECT_EQ(heard(row, ObjectTableModel::Kind, QAccessible::Name), "Node node-2");
    const auto rest = heard(row, ObjectTableModel::Kind, QAccessible::Description);
    EXPECT_THAT(rest, HasSubstr("Place: rack a"));
    EXPECT_THAT(rest, HasSubstr("Addresses: 192.168.11.12/24"));
    EXPECT_EQ(heard(row, ObjectTableModel::StateText, QAccessible::Name), "State: none") << "no lab runs";

    window.selection().select({"prod", "", "Node", "", "node-2"});
    EXPECT_TRUE(cells->isRowSelected(row)) << "what is chosen on the drawing";
    EXPECT_TRUE(cells->cellAt(row, ObjectTableModel::Kind)->state().selected);
}

TEST_F(TableTest, HasARowForEverythingThatTheLensesDraw)
{
    const auto &design = window.document().analysis()->placed;
    const auto rows = static_cast<std::size_t>(view->model()->rowCount());
    EXPECT_EQ(rows, design.clusters.size() + design.nodes.size() + design.routers.size() + design.links.size()
                        + design.bgpPeers.size() + window.document().analysis()->pools.size()
                        + design.workloads.size() + design.pods.size() + design.services.size()
                        + design.networkPolicies.size() + design.calicoPolicies.size()
                        + design.clusterPolicies.size() + design.hostEndpoints.size());
}

TEST_F(TableTest, StatesAreWordsForPodsAndSessionsToo)
{
    const auto pod = window.document().analysis()->placed.pods[0];
    LabPicture picture{.name = "shop", .isUp = true};
    LiveNode live{.state = State::Up};
    live.sessions = {{"tor-a", Family::V4, State::Up, {}}, {"tor-a", Family::V6, State::Down, {}}};
    live.pods[pod.meta.id.ns + "/" + pod.meta.id.name] = State::Changing;
    const ObjectId node{"prod", "", "Node", "", pod.spec.nodeName};
    picture.nodes[node] = live;
    window.labState().set(picture);
    EXPECT_EQ(textAt(rowOf("Pod", pod.meta.id.name), ObjectTableModel::StateText),
              stateName(State::Changing).toStdString());
    EXPECT_EQ(textAt(rowOf("Node", node.name), ObjectTableModel::StateText),
              stateName(State::Up).toStdString() + ", BGP 1/2");
}

TEST_F(TableTest, TheKeyboardGoesThroughItAndOutOfItAgain)
{
    filter->setFocus();
    QTest::keyClicks(filter, QStringLiteral("redis"));
    ASSERT_GT(view->model()->rowCount(), 0);
    for (int row = 0; row < view->model()->rowCount(); ++row) {
        std::string all;
        for (int column = 0; column < ObjectTableModel::ColumnCount; ++column)
            all += textAt(row, column);
        EXPECT_THAT(all, HasSubstr("redis"));
    }
    QTest::keyClick(filter, Qt::Key_Tab);
    ASSERT_EQ(QApplication::focusWidget(), view);
    QTest::keyClick(view, Qt::Key_Space); // the first row has the keys and is not chosen yet
    ASSERT_TRUE(window.selection().primary());
    EXPECT_THAT(window.selection().primary()->name, HasSubstr("redis"));
    QTest::keyClick(view, Qt::Key_Down, Qt::ShiftModifier);
    EXPECT_EQ(window.selection().objects().size(), 2U);
    // Enter brings it into view on the drawing.
    window.canvas().zoomTo(3);
    QSignalSpy revealed(&window.selection(), &Selection::revealRequested);
    QTest::keyClick(view, Qt::Key_Return);
    EXPECT_EQ(revealed.count(), 1);
    QTest::keyClick(view, Qt::Key_Tab);
    EXPECT_NE(QApplication::focusWidget(), view) << "Tab is no prison";
}

TEST_F(TableTest, TheMenuIsThatOfTheRow)
{
    const auto row = rowOf("Node", "node-3");
    QSignalSpy asked(table, &ObjectTable::menuRequested);
    window.disconnect(table); // a menu would wait for somebody
    table->disconnect(&window);
    const auto at = view->visualRect(view->model()->index(row, 1)).center();
    emit view->customContextMenuRequested(at);
    ASSERT_EQ(asked.count(), 1);
    EXPECT_EQ(window.selection().primary(), (ObjectId{"prod", "", "Node", "", "node-3"}));
}

TEST_F(TableTest, WithoutRowsItSaysWhyAndLeadsBack)
{
    filter->setText(QStringLiteral("no such thing"));
    EXPECT_FALSE(view->isVisible());
    auto *clear = table->findChild<EmptyState *>()->findChild<QPushButton *>();
    ASSERT_NE(clear, nullptr);
    QTest::mouseClick(clear, Qt::LeftButton);
    EXPECT_TRUE(view->isVisible());
    EXPECT_TRUE(filter->text().isEmpty());
}

} // namespace
} // namespace podloom::app
