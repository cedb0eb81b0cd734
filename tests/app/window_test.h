// tests/app/window_test.h: the shop in a window, as tests of the window begin.
#pragma once

#include "app/canvas/canvas_item.h"
#include "app/canvas/canvas_scene.h"
#include "app/canvas/canvas_view.h"
#include "app/main/actions.h"
#include "app/main/main_window.h"
#include "core/os/files.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

#include <gmock/gmock.h>

#include <filesystem>
#include <map>
#include <string>

namespace podloom::app {

namespace fs = std::filesystem;

inline const ObjectId kNode1{"prod", "", "Node", "", "node-1"};

/// The shop in a folder of its own, in a window that is shown.
class WindowTest : public ::testing::Test {
protected:
    void SetUp() override
    {
        fs::copy(PODLOOM_SOURCE_DIR "/resources/examples/shop", shop(), fs::copy_options::recursive);
        ASSERT_TRUE(window.document().openNow({QString::fromStdString(shop().string())}));
        window.resize(1600, 1000);
        window.show();
        QApplication::processEvents();
        window.canvas().fit();
    }
    void TearDown() override { QThreadPool::globalInstance()->waitForDone(); }

    fs::path shop() const { return fs::path(folder.path().toStdString()) / "shop"; }
    std::map<std::string, std::string> filesOf() const
    {
        std::map<std::string, std::string> out;
        for (const auto &entry : fs::recursive_directory_iterator(shop())) {
            if (entry.is_regular_file())
                out[entry.path().lexically_relative(shop()).string()] = *readFile(entry.path());
        }
        return out;
    }
    CanvasItem *card(const ObjectId &id)
    {
        for (auto *item : window.canvas().canvas()->items()) {
            auto *found = qgraphicsitem_cast<CanvasItem *>(item);
            if (found && found->id() == id)
                return found;
        }
        return nullptr;
    }
    QPoint titleOf(const ObjectId &id)
    {
        return window.canvas().mapFromScene(card(id)->pos() + QPointF(60, 18));
    }
    QWidget *viewport() { return window.canvas().viewport(); }
    void trigger(const char *action) { window.actions().find(QLatin1String(action))->trigger(); }
    void drag(QPoint from, QPoint way)
    {
        QTest::mousePress(viewport(), Qt::LeftButton, {}, from);
        QTest::mouseMove(viewport(), from + way / 2);
        QTest::mouseMove(viewport(), from + way);
        QTest::mouseRelease(viewport(), Qt::LeftButton, {}, from + way);
    }

    QTemporaryDir folder;
    MainWindow window{true};
};

} // namespace podloom::app
