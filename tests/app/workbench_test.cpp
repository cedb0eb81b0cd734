// Tabs, the first start, settings, copies, pictures on paper, the table, and other languages.
#include "app/canvas/canvas_view.h"
#include "app/canvas/drawing_sheet.h"
#include "app/document/background.h"
#include "app/main/actions.h"
#include "app/main/bottom_panel.h"
#include "app/main/main_window.h"
#include "app/main/notice_bar.h"
#include "app/main/save_dialog.h"
#include "app/main/settings.h"
#include "app/main/start_page.h"
#include "app/main/status_line.h"
#include "app/main/top_bar.h"
#include "app/main/translation.h"
#include "app/main/workbench.h"
#include "app/panels/lab_controller.h"
#include "app/panels/object_table.h"
#include "app/panels/words.h"
#include "app/theme/state_mark.h"
#include "app/theme/theme.h"
#include "core/check/check.h"
#include "core/manifest/snapshot.h"
#include "core/os/files.h"
#include "tests/unit/core/manifest/sample_files.h"

#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>
#include <QTimer>

#include <gmock/gmock.h>

#include <algorithm>
#include <future>

namespace podloom::app {
namespace {

using ::testing::HasSubstr;

const QString kShop = QStringLiteral(PODLOOM_SOURCE_DIR "/resources/examples/shop");
const QString kMinimal = QStringLiteral(PODLOOM_SOURCE_DIR "/resources/examples/minimal");

constexpr int kPatience = 60'000; ///< milliseconds for what is drawn on another thread

void waitUntilOpen(Document &document)
{
    while (document.isLoading())
        QApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

bool says(const MainWindow &window, const char *words)
{
    const auto labels = window.findChild<StatusLine *>()->findChildren<QLabel *>();
    return std::any_of(labels.begin(), labels.end(),
                       [&](const auto *each) { return each->text().startsWith(QString::fromLatin1(words)); });
}

class WorkbenchTest : public ::testing::Test {
protected:
    void TearDown() override
    {
        QThreadPool::globalInstance()->waitForDone();
        QSettings().clear();
        applyTheme(*qApp, ThemeKind::Light);
    }
};

TEST_F(WorkbenchTest, DesignsStandInTabsOfTheirOwn)
{
    Workbench bench;
    bench.show();
    bench.open({kShop});
    waitUntilOpen(bench.current().document());
    EXPECT_EQ(bench.count(), 1) << "the untouched tab was taken";
    EXPECT_FALSE(bench.findChild<QTabBar *>(QStringLiteral("designs"))->isVisible());

    bench.open({kMinimal});
    waitUntilOpen(bench.current().document());
    ASSERT_EQ(bench.count(), 2);
    EXPECT_TRUE(bench.findChild<QTabBar *>(QStringLiteral("designs"))->isVisible());
    EXPECT_EQ(bench.current().document().title(), QStringLiteral("minimal"));
    EXPECT_THAT(bench.windowTitle().toStdString(), HasSubstr("minimal"));

    // What is in front stands in this window, and can be seen there.
    EXPECT_EQ(bench.current().window(), &bench);
    EXPECT_TRUE(bench.current().canvas().isVisible());
    EXPECT_FALSE(bench.at(0).canvas().isVisible());
    EXPECT_GT(bench.current().height(), bench.height() * 9 / 10);

    // Each has an undo of its own, and keys reach the one in front alone.
    bench.current().selection().select({"small", "", "Node", "", "node-1"});
    bench.activateWindow();
    bench.current().canvas().setFocus();
    QTest::keyClick(&bench.current().canvas(), Qt::Key_Delete);
    EXPECT_TRUE(bench.at(1).document().isModified());
    EXPECT_FALSE(bench.at(0).document().isModified());
    QTest::keyClick(&bench.current().canvas(), Qt::Key_Z, Qt::ControlModifier);
    EXPECT_FALSE(bench.at(1).document().isModified());

    bench.current().actions().find(QStringLiteral("previous-tab"))->trigger();
    EXPECT_EQ(bench.current().document().title(), QStringLiteral("shop"));
    bench.current().actions().find(QStringLiteral("close"))->trigger();
    EXPECT_EQ(bench.count(), 1);
    EXPECT_EQ(bench.current().document().title(), QStringLiteral("minimal"));
    EXPECT_TRUE(bench.current().isVisible());
}

TEST_F(WorkbenchTest, ALabOfWhichNobodyReportsIsNotCalledReady)
{
    LabState lab;
    const StatusLine line(lab, nullptr);
    lab.set({.name = "untitled", .isUp = true});
    const auto labels = line.findChildren<QLabel *>();
    EXPECT_TRUE(std::any_of(labels.begin(), labels.end(), [](const auto *each) {
        return each->text().endsWith(QStringLiteral("none of its nodes has reported yet"));
    }));
    EXPECT_EQ(line.findChild<StateMark *>()->accessibleName(), stateName(State::Unknown));
}

TEST_F(WorkbenchTest, ANameWithoutAnEndingGetsThatOfTheFilter)
{
    const QTemporaryDir folder;
    const auto savedAs = [&](const QString &name, const QString &filters) {
        QTimer::singleShot(0, qApp, [&] {
            auto *dialog = qobject_cast<QFileDialog *>(QApplication::activeModalWidget());
            ASSERT_TRUE(dialog);
            dialog->findChild<QLineEdit *>()->setText(folder.filePath(name));
            QMetaObject::invokeMethod(dialog, "accept");
        });
        return QFileInfo(
                   askWhereToSave(nullptr, QStringLiteral("Save"), QStringLiteral("design.yaml"), filters))
            .fileName()
            .toStdString();
    };
    EXPECT_EQ(savedAs(QStringLiteral("mine"), QStringLiteral("Manifests (*.yaml)")), "mine.yaml");
    EXPECT_EQ(savedAs(QStringLiteral("mine.yml"), QStringLiteral("Manifests (*.yaml)")), "mine.yml");
    const auto pictures = QStringLiteral("Pictures (*.pdf *.svg);;SVG (*.svg)");
    EXPECT_EQ(savedAs(QStringLiteral("out"), pictures), "out.pdf");
    EXPECT_EQ(savedAs(QStringLiteral("out.svg"), pictures), "out.svg");
}

TEST_F(WorkbenchTest, ANarrowWindowSaysWhetherTheDesignIsSaved)
{
    const QStringList facts{QStringLiteral("shop"), QStringLiteral("3 nodes"), QStringLiteral("20 pods"),
                            QStringLiteral("saved")};
    const QFontMetrics metrics(QApplication::font());
    const auto widthOf = [&](const char *text) { return metrics.horizontalAdvance(QString::fromUtf8(text)); };
    const auto fitting = [&](int width) { return factsThatFit(facts, metrics, width).toStdString(); };
    EXPECT_EQ(fitting(widthOf("shop · 3 nodes · 20 pods · saved")), "shop · 3 nodes · 20 pods · saved");
    EXPECT_EQ(fitting(widthOf("shop · 3 nodes · 20 pods · saved") - 1), "shop · 3 nodes · saved");
    EXPECT_EQ(fitting(widthOf("shop · 3 nodes · saved") - 1), "shop · saved");
    EXPECT_TRUE(QString::fromStdString(fitting(widthOf("shop · saved") - 1)).endsWith(QLatin1String("ved")));
}

TEST_F(WorkbenchTest, ATabShowsThatOthersChangedItsFiles)
{
    const QTemporaryDir folder;
    const auto file = folder.filePath(QStringLiteral("small.yaml"));
    const std::string mine = "apiVersion: v1\nkind: Namespace\nmetadata: {name: web}\n";
    ASSERT_TRUE(replaceFile(file.toStdString(), mine));
    Workbench bench;
    bench.show();
    bench.open({file});
    waitUntilOpen(bench.current().document());
    bench.open({kMinimal});
    waitUntilOpen(bench.current().document());
    auto *tabs = bench.findChild<QTabBar *>(QStringLiteral("designs"));
    ASSERT_EQ(tabs->currentIndex(), 1);
    EXPECT_TRUE(tabs->tabIcon(0).isNull());
    ASSERT_TRUE(replaceFile(file.toStdString(), mine + "# theirs\n"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return !tabs->tabIcon(0).isNull(); }, kPatience));
    EXPECT_TRUE(tabs->tabIcon(1).isNull());
    EXPECT_THAT(tabs->tabToolTip(0).toStdString(), HasSubstr("another program"));
    EXPECT_THAT(tabs->accessibleTabName(0).toStdString(), HasSubstr("another program"));
    ASSERT_TRUE(replaceFile(file.toStdString(), mine));
    EXPECT_TRUE(QTest::qWaitFor([&] { return tabs->tabIcon(0).isNull(); }, kPatience)) << "as it was";
}

TEST_F(WorkbenchTest, ADesignOfSeveralPathsSaysWhichAndOpensThemApart)
{
    Workbench workbench;
    workbench.show();
    auto &window = workbench.current();
    window.document().open({kShop, kMinimal});
    waitUntilOpen(window.document());
    window.tellJoined();
    EXPECT_THAT(window.notices().sentence().toStdString(), HasSubstr("shop, minimal are one design here"));
    QPushButton *apart = nullptr;
    for (auto *button : window.notices().findChildren<QPushButton *>()) {
        if (button->text() == QLatin1String("Open each by itself"))
            apart = button;
    }
    ASSERT_NE(apart, nullptr);
    QTest::mouseClick(apart, Qt::LeftButton);
    waitUntilOpen(window.document());
    EXPECT_EQ(window.document().paths(), QStringList{kShop});
    EXPECT_TRUE(window.notices().sentence().isEmpty());
    EXPECT_EQ(workbench.findChild<QTabBar *>()->count(), 2);
    waitUntilOpen(workbench.current().document());
    EXPECT_EQ(workbench.current().document().paths(), QStringList{kMinimal});
    workbench.current().tellJoined();
    EXPECT_TRUE(workbench.current().notices().sentence().isEmpty()) << "one path says nothing";
}

TEST_F(WorkbenchTest, TheFirstStartOffersExamplesAndOpensCopies)
{
    Workbench bench;
    bench.show();
    auto &window = bench.current();
    auto *start = window.findChild<StartPage *>();
    ASSERT_TRUE(start->isVisible());
    for (const auto &name : StartPage::exampleNames()) {
        SCOPED_TRACE(name.toStdString());
        start->findChild<QPushButton *>(QStringLiteral("example-") + name)->click();
        EXPECT_GT(window.document().design().nodes.size(), 1U);
        EXPECT_TRUE(window.document().snapshot()->diagnostics().empty());
        EXPECT_FALSE(window.document().isModified());
        EXPECT_TRUE(window.document().paths().isEmpty()) << "the packaged files are nobody's to change";
        EXPECT_FALSE(start->isVisible());
    }
}

TEST_F(WorkbenchTest, AnEmptyDrawingSaysWhatCanBeDone)
{
    Workbench bench;
    bench.show();
    auto &window = bench.current();
    window.findChild<StartPage *>()->findChild<QPushButton *>(QStringLiteral("start-new-cluster"))->click();
    auto *wizard = window.findChild<QDialog *>(QStringLiteral("cluster-wizard"));
    ASSERT_NE(wizard, nullptr);
    wizard->reject();
    window.actions().find(QStringLiteral("add-1"))->trigger();
    EXPECT_FALSE(window.findChild<StartPage *>()->isVisible());
    window.actions().find(QStringLiteral("undo"))->trigger();
    EXPECT_TRUE(window.findChild<StartPage *>()->isVisible());
}

TEST_F(WorkbenchTest, ACopyIsSavedAndTheDesignStaysWhereItIs)
{
    const QTemporaryDir folder;
    MainWindow window(true);
    ASSERT_TRUE(window.document().openNow({kShop}));
    const auto to = folder.filePath(QStringLiteral("copy"));
    QSignalSpy saved(&window.document(), &Document::copySaved);
    window.document().saveCopy(to);
    ASSERT_TRUE(saved.wait());
    for (std::size_t file = 0; file < window.document().snapshot()->fileCount(); ++file) {
        const auto name =
            QString::fromStdString(window.document().snapshot()->fileName(file)).mid(kShop.size());
        EXPECT_EQ(*readFile((to + name).toStdString()), window.document().snapshot()->bytes(file));
    }
    EXPECT_EQ(window.document().paths(), QStringList(kShop));
    QSignalSpy failed(&window.document(), &Document::copyFailed);
    window.document().saveCopy(to);
    ASSERT_TRUE(failed.wait());
    EXPECT_THAT(window.notices().sentence().toStdString(), HasSubstr("choose a new folder"));
}

TEST_F(WorkbenchTest, ACopyOfSeveralPathsKeepsThemApart)
{
    const QTemporaryDir folder;
    Document document;
    ASSERT_TRUE(document.openNow({kMinimal, kShop}));
    const auto to = folder.filePath(QStringLiteral("copy"));
    QSignalSpy saved(&document, &Document::copySaved);
    document.saveCopy(to);
    ASSERT_TRUE(saved.wait());
    EXPECT_TRUE(readFile((to + QStringLiteral("/minimal/minimal.yaml")).toStdString()));
    EXPECT_TRUE(readFile((to + QStringLiteral("/shop/policies/web.yaml")).toStdString()));
}

TEST_F(WorkbenchTest, WhatWasDeployedBeforeComesBackAsOneEdit)
{
    Document document;
    ASSERT_TRUE(document.openNow({kShop}));
    const auto before = document.snapshot();
    ASSERT_TRUE(
        document.apply(Edit{{SetValue{{"prod", "", "Node", "", "node-1"}, "/metadata/labels/x", "y"}}}, {}));
    ASSERT_TRUE(document.apply(Edit{{RemoveObject{{"prod", "", "Node", "", "node-2"}}}}, {}));
    ASSERT_TRUE(document.becomeLike(*before, QStringLiteral("back")));
    EXPECT_EQ(document.undoStack()->count(), 3);
    for (std::size_t file = 0; file < before->fileCount(); ++file)
        EXPECT_EQ(document.snapshot()->bytes(file), before->bytes(file));
}

TEST_F(WorkbenchTest, TheWayBackIsThereAfterTwoDeployments)
{
    MainWindow window(true);
    ASSERT_TRUE(window.document().openNow({kShop}));
    window.show();
    auto *back = window.actions().find(QStringLiteral("way-back"));
    const auto buttons = window.findChildren<QPushButton *>();
    const auto button = std::find_if(buttons.begin(), buttons.end(), [](const auto *each) {
        return each->text() == QLatin1String("Take back");
    });
    ASSERT_NE(button, buttons.end());
    emit window.lab().deployed(window.document().snapshot());
    emit window.lab().changed();
    EXPECT_FALSE(back->isEnabled());
    EXPECT_FALSE((*button)->isVisible());
    ASSERT_TRUE(window.document().apply(
        Edit{{SetValue{{"prod", "", "Node", "", "node-1"}, "/metadata/labels/x", "y"}}}, {}));
    emit window.lab().deployed(window.document().snapshot());
    emit window.lab().changed();
    EXPECT_TRUE(back->isEnabled());
    EXPECT_TRUE((*button)->isVisible());
    emit window.lab().takenDown();
    emit window.lab().changed();
    EXPECT_FALSE(back->isEnabled());
}

TEST_F(WorkbenchTest, TheDrawingGoesOnPaperWithLegendAndAddresses)
{
    const QTemporaryDir folder;
    MainWindow window(true);
    ASSERT_TRUE(window.document().openNow({kShop}));
    for (const auto *lens : {"topology", "bgp", "policies"}) {
        ASSERT_TRUE(window.showLens(QString::fromLatin1(lens)));
        for (const auto *ending : {"png", "svg", "pdf"}) {
            const auto file = folder.filePath(QStringLiteral("a.") + QString::fromLatin1(ending));
            const auto sheet = sheetFor(file, window.document(), *window.canvas().canvas());
            ASSERT_TRUE(sheet);
            const auto done = exportSheet(*sheet, file);
            ASSERT_TRUE(done) << done.error().text();
            const auto bytes = *readFile(file.toStdString());
            EXPECT_GT(bytes.size(), 10'000U) << lens << ' ' << ending;
        }
    }
    const auto tables = addressTables(*window.document().analysis()).toStdString();
    EXPECT_THAT(tables, HasSubstr("192.168.11.11/24"));
    EXPECT_THAT(tables, HasSubstr("10.48.0.0/26"));
    EXPECT_FALSE(
        sheetFor(folder.filePath(QStringLiteral("a.gif")), window.document(), *window.canvas().canvas()));
}

TEST_F(WorkbenchTest, AnExportRunsBesideTheWindowAndCanBeStopped)
{
    const QTemporaryDir folder;
    MainWindow window(true);
    ASSERT_TRUE(window.document().openNow({kShop}));
    window.show();
    for (const auto *name : {"a.png", "a.svg", "a.pdf"}) {
        const auto file = folder.filePath(QString::fromLatin1(name));
        window.exportTo(file);
        EXPECT_THAT(window.notices().sentence().toStdString(), HasSubstr(name)) << "it says what is going on";
        EXPECT_TRUE(QTest::qWaitFor([&] { return window.notices().sentence().isEmpty(); }, kPatience));
        EXPECT_TRUE(QFile::exists(file));
    }
    const auto other = folder.filePath(QStringLiteral("a.gif"));
    window.exportTo(other);
    EXPECT_THAT(window.notices().sentence().toStdString(), HasSubstr(".png, .svg or .pdf"));

    const auto stopped = folder.filePath(QStringLiteral("stopped.pdf"));
    const auto sheet = sheetFor(stopped, window.document(), *window.canvas().canvas());
    ASSERT_TRUE(sheet);
    std::stop_source stop;
    stop.request_stop();
    const auto done = exportSheet(*sheet, stopped, stop.get_token());
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, Errc::Cancelled);
    EXPECT_FALSE(QFile::exists(stopped));
}

/// Keeps the threads of the program from taking up work while it lives.
class BusyThreads {
public:
    BusyThreads()
    {
        m_pool.waitForDone();
        m_pool.setMaxThreadCount(1);
        startIn(m_pool, [over = m_over.get_future().share()] { over.wait(); });
    }
    BusyThreads(const BusyThreads &) = delete;
    BusyThreads &operator=(const BusyThreads &) = delete;
    ~BusyThreads()
    {
        m_over.set_value();
        m_pool.waitForDone();
        m_pool.setMaxThreadCount(m_threads);
    }

private:
    QThreadPool &m_pool = *QThreadPool::globalInstance();
    int m_threads = m_pool.maxThreadCount();
    std::promise<void> m_over;
};

TEST_F(WorkbenchTest, TheNoticeOfAnExportStopsIt)
{
    const QTemporaryDir folder;
    MainWindow window(true);
    ASSERT_TRUE(window.document().openNow({kShop}));
    window.show();
    const auto stopped = folder.filePath(QStringLiteral("stopped.pdf"));
    {
        const BusyThreads busy; // so that it is not done before the click
        window.exportTo(stopped);
        const auto buttons = window.notices().findChildren<QPushButton *>();
        ASSERT_EQ(buttons.size(), 1);
        buttons.front()->click();
        EXPECT_TRUE(window.notices().sentence().isEmpty());
    }
    EXPECT_TRUE(QTest::qWaitFor([&] { return says(window, "Cancelled"); }, kPatience));
    EXPECT_FALSE(QFile::exists(stopped));
}

TEST_F(WorkbenchTest, AnExportToTheSamePlaceTakesTheOldOnesPlace)
{
    const QTemporaryDir folder;
    MainWindow window(true);
    ASSERT_TRUE(window.document().openNow({kShop}));
    window.show();
    const auto file = folder.filePath(QStringLiteral("twice.png"));
    {
        const BusyThreads busy;
        window.exportTo(file);
        window.exportTo(file);
    }
    EXPECT_FALSE(window.notices().sentence().isEmpty());
    EXPECT_TRUE(QTest::qWaitFor([&] { return window.notices().sentence().isEmpty(); }, kPatience));
    EXPECT_TRUE(says(window, "Exported")) << "and nothing of the first one";
    EXPECT_TRUE(QFile::exists(file));
}

TEST_F(WorkbenchTest, TheTableShowsAndChoosesWhatTheDrawingDoes)
{
    MainWindow window(true);
    ASSERT_TRUE(window.document().openNow({kShop}));
    window.show();
    window.actions().find(QStringLiteral("table"))->trigger();
    auto *view = window.findChild<ObjectTable *>()->findChild<QTableView *>();
    ASSERT_TRUE(view->isVisible());
    const ObjectId node{"prod", "", "Node", "", "node-2"};
    window.selection().select(node);
    ASSERT_EQ(view->selectionModel()->selectedRows().size(), 1);
    EXPECT_EQ(view->currentIndex().siblingAtColumn(ObjectTableModel::Name).data().toString(),
              QStringLiteral("node-2"));
    EXPECT_THAT(
        view->currentIndex().siblingAtColumn(ObjectTableModel::Addresses).data().toString().toStdString(),
        HasSubstr("192.168.11.12/24"));
    // Down chooses the next one; Del removes it, as on the drawing.
    window.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Down);
    EXPECT_EQ(window.selection().primary()->name, "node-3");
    QTest::keyClick(view, Qt::Key_Delete);
    EXPECT_FALSE(window.document().design().nodes.contains({"prod", "", "Node", "", "node-3"}));
}

TEST_F(WorkbenchTest, SettingsAreKeptAndTheThemeChangesAtOnce)
{
    MainWindow window(true);
    window.show();
    window.actions().find(QStringLiteral("settings"))->trigger();
    auto *dialog = window.findChild<QDialog *>(QStringLiteral("settings"));
    ASSERT_NE(dialog, nullptr);
    const auto boxes = dialog->findChildren<QComboBox *>();
    ASSERT_EQ(boxes.size(), 3);
    boxes[0]->setCurrentIndex(3);
    EXPECT_EQ(currentTheme(), ThemeKind::Contrast);
    boxes[1]->setCurrentIndex(2);
    boxes[2]->setCurrentIndex(2);
    const auto kept = readSettings();
    EXPECT_EQ(kept.theme, ThemeKind::Contrast);
    EXPECT_EQ(kept.scale, 1.25);
    EXPECT_EQ(kept.language, QStringLiteral("de"));
    dialog->close();
}

/// What reading and checking the files says, and what the rules of `design` decide about its pods.
std::vector<Message> sentencesAbout(const SnapshotPointer &snapshot)
{
    std::vector<Message> out;
    for (const auto &findings : {snapshot->diagnostics(), checkDesign(snapshot->design())}) {
        for (const auto &finding : findings)
            out.push_back(finding.message);
    }
    return out;
}

TEST_F(WorkbenchTest, EveryFindingOfTheSamplesIsTranslated)
{
    std::vector<Message> sentences;
    for (const auto &file : samples::filesBelow(PODLOOM_SOURCE_DIR "/tests/data/bad")) {
        for (auto &each : sentencesAbout(parseFiles({file})))
            sentences.push_back(std::move(each));
    }
    auto shop = samples::filesBelow(PODLOOM_SOURCE_DIR "/resources/examples/shop");
    for (auto &file : shop) { // labels that no pod has
        for (auto at = file.bytes.find("app: redis"); at != std::string::npos;
             at = file.bytes.find("app: redis"))
            file.bytes.replace(at, 10, "app: redjs");
    }
    for (auto &each : sentencesAbout(parseFiles(shop)))
        sentences.push_back(std::move(each));
    ASSERT_GT(sentences.size(), 50U);
    for (const auto *language : {"de", "zh_CN"}) {
        Translation translation;
        ASSERT_TRUE(translation.read(QStringLiteral(":/i18n/podloom_%1.ts").arg(QLatin1String(language))));
        QApplication::installTranslator(&translation);
        for (const auto &each : sentences)
            EXPECT_NE(sentence(each).toStdString(), each.text()) << language;
        QApplication::removeTranslator(&translation);
    }
}

TEST_F(WorkbenchTest, WhatFailedIsSaidInTheLanguageOfTheProgram)
{
    Translation translation;
    ASSERT_TRUE(translation.read(QStringLiteral(":/i18n/podloom_de.ts")));
    QApplication::installTranslator(&translation);
    const auto said = [](const std::vector<std::string> &doing) {
        return sentence(Error{Errc::Io, {"nothing", "", {}}, doing}).toStdString();
    };
    EXPECT_EQ(said({"open shop/web.yaml"}), "shop/web.yaml öffnen: ");
    EXPECT_EQ(said({"wait for node-1", "connect to 10.0.0.1 port 22"}),
              "auf node-1 warten: mit 10.0.0.1, Port 22, verbinden: ");
    EXPECT_EQ(said({"read the inventory of the lab shop"}), "das Inventar des Labors shop lesen: ")
        << "the longest sentence that fits, not \"read %1\"";
    EXPECT_EQ(said({"/etc/podloom"}), "/etc/podloom: ") << "a name is no sentence";
    EXPECT_EQ(
        sentence(Message{"step-allow", "%1 rule %2 of %3 allows", {"egress", "1", "NetworkPolicy a/egress"}})
            .toStdString(),
        "Egress-Regel 1 von NetworkPolicy a/egress erlaubt");
    QApplication::removeTranslator(&translation);
}

TEST_F(WorkbenchTest, TheWindowSpeaksGermanAndChinese)
{
    for (const auto &[language, file, edit] :
         {std::tuple{"de", "Datei", "Knoten"}, std::tuple{"zh_CN", "文件", "节点"}}) {
        Translation translation;
        ASSERT_TRUE(translation.read(QStringLiteral(":/i18n/podloom_%1.ts").arg(QLatin1String(language))));
        QApplication::installTranslator(&translation);
        MainWindow window(true);
        const auto groups = window.actions().groups();
        EXPECT_EQ(groups[0].first, QString::fromUtf8(file));
        EXPECT_THAT(window.actions().find(QStringLiteral("add-1"))->text().toStdString(), HasSubstr(edit));
        EXPECT_EQ(QCoreApplication::translate("any", "%n pairs lose connections.", nullptr, 1)
                      .contains(QLatin1String("Paar ")),
                  QLatin1String(language) == QLatin1String("de"));
        QApplication::removeTranslator(&translation);
    }
}

} // namespace
} // namespace podloom::app
