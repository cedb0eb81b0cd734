// app/main/main_window.h: the window of one design.
#pragma once

#include "app/document/document.h"
#include "app/document/lab_state.h"
#include "app/document/selection.h"

#include <QMainWindow>

#include <map>
#include <optional>

class QSplitter;

namespace podloom::app {

class Actions;
class BottomPanel;
class CanvasScene;
class CanvasView;
class CommandPalette;
class Editing;
class InspectorPanel;
class LabController;
class SideBar;
class StatusLine;
class TopBar;

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// `isStill`: for pictures; nothing is animated, remembered or read from the settings.
    explicit MainWindow(bool isStill = false);
    ~MainWindow() override;

    Document &document() { return m_document; }
    Selection &selection() { return m_selection; }
    LabState &labState() { return m_lab; }
    Actions &actions() { return *m_actions; }
    CanvasView &canvas() { return *m_canvas; }
    BottomPanel &panels() { return *m_bottom; }
    LabController &lab() { return *m_controller; }

    /// As --view calls it. False when this design or this build has no such lens.
    bool showLens(const QString &name);
    const QString &lens() const { return m_lens; }

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void makeFileActions();
    void makeEditActions();
    void makeViewActions();
    void makeLabActions();
    void makePlaces();
    void makePanels();
    void connectPlaces();
    void makeLenses();
    void togglePlace(QWidget *place);
    void showMenu(QPoint at);
    void addLens(const QString &name, const QString &text, CanvasScene *scene);
    void openPath(bool isFolder);
    bool save();
    bool mayClose();
    bool mayStopJob();
    void say(const Error &error);
    void toggleTheme();
    void restorePlaces();
    void rememberPlaces() const;
    void updateTitle();

    Document m_document;
    Selection m_selection;
    LabState m_lab;
    Actions *m_actions;
    TopBar *m_top = nullptr;
    SideBar *m_side = nullptr;
    CanvasView *m_canvas = nullptr;
    StatusLine *m_status = nullptr;
    BottomPanel *m_bottom = nullptr;
    InspectorPanel *m_inspector = nullptr;
    LabController *m_controller = nullptr;
    CommandPalette *m_palette = nullptr;
    Editing *m_editing = nullptr;
    QSplitter *m_columns = nullptr;
    QSplitter *m_rows = nullptr;
    std::map<QString, CanvasScene *> m_scenes;
    QString m_lens;
    bool m_isStill;
};

} // namespace podloom::app
