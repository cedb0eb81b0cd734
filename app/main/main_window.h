// app/main/main_window.h: the window of one design.
#pragma once

#include "app/document/document.h"
#include "app/document/lab_state.h"
#include "app/document/selection.h"
#include "app/panels/way_back.h"

#include <QMainWindow>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <vector>

class QAction;
class QSplitter;

namespace podloom::app {

class Actions;
class BottomPanel;
class CanvasScene;
class CanvasView;
class CommandPalette;
class Editing;
class FindBar;
class InspectorPanel;
class Journal;
class LabController;
class Manual;
class NoticeBar;
class PacketTrace;
class ProblemsPanel;
class ReachabilityPanel;
struct LeftBehind;
class SideBar;
class StartPage;
class StatusLine;
class TopBar;
class TracePanel;
class WizardDialog;

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// `isStill`: for pictures; nothing is animated, remembered or read from the settings. `host`: what shows
    /// it as a tab; other designs are opened by signals then.
    explicit MainWindow(bool isStill = false, QWidget *host = nullptr);
    ~MainWindow() override;

    Document &document() { return m_document; }
    Selection &selection() { return m_selection; }
    LabState &labState() { return m_lab; }
    Actions &actions() { return *m_actions; }
    CanvasView &canvas() { return *m_canvas; }
    BottomPanel &panels() { return *m_bottom; }
    LabController &lab() { return *m_controller; }
    NoticeBar &notices() { return *m_notices; }
    /// The window of the manual; made when it is first asked for.
    Manual &manual();

    /// Offers the edits that programs which ended without saving have left, a moment later.
    void offerLeftBehind();

    /// Says of a design of several paths which they are, and offers to open each by itself.
    void tellJoined();

    /// The import wizard with what is in these files and folders.
    void openImport(const QStringList &paths);

    /// Exports the drawing of the lens as it is now, beside whatever is done in the window meanwhile.
    void exportTo(const QString &path);

    /// Gives the panels below almost half of the height, for pictures of a table; never takes any away.
    void giveRoomBelow();

    /// As --view calls it. False when this design or this build has no such lens.
    bool showLens(const QString &name);
    const QString &lens() const { return m_lens; }

    /// A copy of a packaged example, without a file.
    void openExample(const QString &name);

signals:
    /// In a tab: another design is asked for (no paths: a new one), this one or all shall be closed, another
    /// tab shall come to the front.
    void openElsewhere(const QStringList &paths);
    void closeRequested();
    void quitRequested();
    void tabStepRequested(int by);
    /// Something on the drawing is chosen that is no object; empty when that is over.
    void asideChosen(const QString &title, const QString &words);

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void makeFileActions();
    void makeEditActions();
    void makeArrangeActions();
    void makeViewActions();
    void makeLayoutActions();
    void makeDrawingActions();
    void askForRack();
    void writeNote(const QString &key, const QString &text, const QRectF &place);
    void makeLabActions();
    void makePanelActions();
    void makeInspectorActions();
    void makeMeasuringActions();
    void goToPanel(const QString &name);
    void makeHelpActions();
    void makeWayBack();
    void makePaperActions();
    void takeBackDeployment();
    void exportPicture();
    void print();
    void drawOnPaper(const QString &key, const QString &doing,
                     std::function<Status(const std::stop_token &)> draw, const QString &done);
    void makeWizardActions();
    void openWizard(WizardDialog *wizard, const QString &page);
    void makePlaces();
    void makePanels();
    void connectPlaces();
    void makeLenses();
    void togglePlace(QWidget *place);
    void showMenu(QPoint at);
    void traceChosen();
    void addLens(const QString &name, const QString &text, CanvasScene *scene);
    void openPath(bool isFolder);
    void openDesign(const QStringList &paths);
    void openHere(const QStringList &paths);
    void save();
    bool applyTyped();
    void saveApplied();
    void saveCopy();
    void sayNotSaved(const Error &error);
    void saySettled(bool isTheirs, bool isStep);
    void connectDisk();
    void sayChangedOnDisk();
    void sayUndecided();
    void compareWithDisk();
    void takeDisk();
    void readAgain();
    void overwriteDisk();
    bool isThere(const ObjectId &id) const;
    void dropGone();
    void makeTabActions();
    bool saveAndWait();
    bool mayClose();
    void connectFiles();
    void showRecent();
    void offer(const std::shared_ptr<LeftBehind> &left);
    void restore(const std::shared_ptr<LeftBehind> &left);
    void showRestoredDraft();
    void endRestore();
    bool mayStopJob();
    void toggleTheme();
    void restorePlaces();
    void rememberPlaces() const;
    void updateTitle();

    Document m_document;
    Selection m_selection;
    std::set<ObjectId> m_seen; ///< what is chosen and was in the design
    LabState m_lab;
    PacketTrace *m_trace; ///< of the selection's question
    Actions *m_actions;
    TopBar *m_top = nullptr;
    SideBar *m_side = nullptr;
    NoticeBar *m_notices = nullptr;
    std::map<QString, std::shared_ptr<std::stop_source>> m_drawing; ///< by key, until it is done
    int m_prints = 0;                          ///< that were begun; each has a key of its own
    Journal *m_journal = nullptr;              ///< null in a still window
    std::optional<Error> m_refusal;            ///< of the last save, which found other files on the disk
    std::shared_ptr<LeftBehind> m_restored;    ///< until this window's journal has it
    std::optional<quint64> m_restoredRevision; ///< that of its opening; none until it is open
    std::vector<QAction *> m_recent;
    WayBack m_wayBack;
    std::string m_wayBackLab; ///< that m_wayBack is about
    CanvasView *m_canvas = nullptr;
    StatusLine *m_status = nullptr;
    BottomPanel *m_bottom = nullptr;
    ProblemsPanel *m_problems = nullptr;
    ReachabilityPanel *m_reachability = nullptr;
    TracePanel *m_tracing = nullptr;
    InspectorPanel *m_inspector = nullptr;
    LabController *m_controller = nullptr;
    CommandPalette *m_palette = nullptr;
    FindBar *m_find = nullptr;
    Editing *m_editing = nullptr;
    StartPage *m_start = nullptr;
    Manual *m_manual = nullptr; ///< made when it is first asked for
    QSplitter *m_columns = nullptr;
    QSplitter *m_rows = nullptr;
    std::map<QString, CanvasScene *> m_scenes;
    QString m_lens;
    bool m_isStill;
    bool m_isHosted;
};

} // namespace podloom::app
