// Thousands of random actions, as nobody would do them: nothing breaks, and undoing everything gives the
// bytes from before. PODLOOM_MONKEY_ACTIONS says how many, PODLOOM_MONKEY_SEED which ones.
#include "app/canvas/canvas_item.h"
#include "app/canvas/canvas_scene.h"
#include "app/canvas/canvas_view.h"
#include "app/main/actions.h"
#include "app/main/bottom_panel.h"
#include "app/main/main_window.h"
#include "core/os/files.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

#include <gmock/gmock.h>

#include <filesystem>
#include <random>

namespace podloom::app {
namespace {

namespace fs = std::filesystem;

constexpr int kActions = 500;         ///< ./test --full does 50 000
constexpr int kActionsOfARound = 250; ///< then everything is undone, so that the design stays a real one

int fromEnvironment(const char *name, int fallback)
{
    bool isNumber = false;
    const auto value = qEnvironmentVariableIntValue(name, &isNumber);
    return isNumber && value > 0 ? value : fallback;
}

class Monkey {
public:
    Monkey(MainWindow &window, unsigned seed) : m_window(window), m_random(seed)
    {
        // What opens dialogs, other designs or labs, or writes files is not for a monkey.
        static const std::set<QString> forbidden{QStringLiteral("new"),
                                                 QStringLiteral("open-folder"),
                                                 QStringLiteral("open-file"),
                                                 QStringLiteral("save"),
                                                 QStringLiteral("reload"),
                                                 QStringLiteral("quit"),
                                                 QStringLiteral("plan"),
                                                 QStringLiteral("deploy"),
                                                 QStringLiteral("verify"),
                                                 QStringLiteral("about"),
                                                 QStringLiteral("cancel"),
                                                 QStringLiteral("save-copy"),
                                                 QStringLiteral("export-picture"),
                                                 QStringLiteral("print"),
                                                 QStringLiteral("way-back"),
                                                 QStringLiteral("down"),
                                                 QStringLiteral("new-cluster"),
                                                 QStringLiteral("new-policy"),
                                                 QStringLiteral("import"),
                                                 QStringLiteral("settings"),
                                                 QStringLiteral("shortcuts"),
                                                 QStringLiteral("manual"),
                                                 QStringLiteral("guide"),
                                                 QStringLiteral("group")};
        for (auto *action : window.actions().all()) {
            if (!forbidden.contains(action->objectName())
                && !action->objectName().startsWith(QLatin1String("recent-"))
                && !action->objectName().startsWith(QLatin1String("lab-")))
                m_actions.push_back(action);
        }
    }

    /// Returns what it did.
    std::string act()
    {
        switch (below(12)) {
        case 0:
        case 1:
        case 2: return trigger();
        case 3: return choose();
        case 4: return drag();
        case 5: return click();
        case 6: return turnWheel();
        case 7: return setLabel();
        case 8: return typeText();
        case 9: return stepBack();
        case 10: return raise();
        default: break;
        }
        QApplication::processEvents();
        return "wait";
    }

private:
    int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(m_random); }
    QWidget *viewport() { return m_window.canvas().viewport(); }
    QPoint somewhere() { return {below(viewport()->width()), below(viewport()->height())}; }

    std::optional<ObjectId> anything()
    {
        const auto ids = m_window.document().snapshot()->objects();
        return ids.empty() ? std::nullopt
                           : std::optional(ids[static_cast<std::size_t>(below(int(ids.size())))]);
    }

    std::string trigger()
    {
        auto *action = m_actions[static_cast<std::size_t>(below(int(m_actions.size())))];
        if (action->isEnabled())
            action->trigger();
        return action->objectName().toStdString();
    }

    std::string choose()
    {
        std::set<ObjectId> chosen;
        for (int count = below(4); count >= 0; --count) {
            if (auto id = anything())
                chosen.insert(*std::move(id));
        }
        m_window.selection().set(chosen);
        return "choose " + std::to_string(chosen.size());
    }

    std::string drag()
    {
        auto from = somewhere();
        // Cards more often than ground.
        for (auto *item : m_window.canvas().canvas()->items()) {
            if (qgraphicsitem_cast<CanvasItem *>(item) != nullptr && below(4) == 0) {
                from = m_window.canvas().mapFromScene(item->pos() + QPointF(60, 18));
                break;
            }
        }
        const QPoint to = from + QPoint(below(300) - 150, below(300) - 150);
        const auto modifiers = below(5) == 0 ? Qt::AltModifier : Qt::NoModifier;
        QTest::mousePress(viewport(), Qt::LeftButton, modifiers, from);
        QTest::mouseMove(viewport(), (from + to) / 2);
        if (below(4) == 0)
            QApplication::processEvents(); // an analysis may come in between
        QTest::mouseMove(viewport(), to);
        QTest::mouseRelease(viewport(), Qt::LeftButton, modifiers, to);
        return "drag";
    }

    std::string click()
    {
        QTest::mouseClick(viewport(), Qt::LeftButton, below(4) == 0 ? Qt::ControlModifier : Qt::NoModifier,
                          somewhere());
        return "click";
    }

    std::string turnWheel()
    {
        const auto at = somewhere();
        QWheelEvent wheel(at, viewport()->mapToGlobal(at), {}, {0, below(2) == 0 ? 120 : -120}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(viewport(), &wheel);
        return "wheel";
    }

    std::string setLabel()
    {
        if (const auto id = anything())
            static_cast<void>(m_window.document().apply(
                Edit{{SetValue{*id, "/metadata/labels/monkey", "m" + std::to_string(below(100))}}},
                QStringLiteral("label"), below(2) == 0 ? QStringLiteral("label") : QString()));
        return "label";
    }

    /// Text that is mostly no manifest, as it is while somebody types.
    std::string typeText()
    {
        auto &document = m_window.document();
        if (document.snapshot()->fileCount() == 0)
            return "type nothing";
        const auto file = static_cast<std::size_t>(below(int(document.snapshot()->fileCount())));
        const auto bytes = document.snapshot()->bytes(file);
        const auto at = static_cast<std::size_t>(below(int(bytes.size()) + 1));
        static const char *const texts[] = {"x", "\n", "- ", ": ", "---\n", "{", "  ", "#", "é"};
        static_cast<void>(document.applyText(
            {{static_cast<std::uint32_t>(file), at, {}, texts[static_cast<std::size_t>(below(9))]}},
            QStringLiteral("type")));
        return "type";
    }

    std::string stepBack()
    {
        auto *stack = m_window.document().undoStack();
        for (int count = below(6); count > 0; --count)
            stack->undo();
        if (below(2) == 0)
            stack->redo();
        return "undo";
    }

    std::string raise()
    {
        static const char *const panels[] = {"problems", "reachability", "explain", "trace",
                                             "routes",   "addresses",    "plan",    "lab"};
        m_window.panels().raise(QLatin1String(panels[static_cast<std::size_t>(below(8))]));
        const auto &pods = m_window.document().analysis()->program.endpoints;
        if (pods.size() > 1)
            m_window.selection().ask(
                {"web/frontend-0", "app/cart-0", {.protocol = Protocol::Tcp, .port = 7070}});
        return "raise";
    }

    MainWindow &m_window;
    std::mt19937 m_random;
    std::vector<QAction *> m_actions;
};

TEST(Monkey, NothingBreaksAndUndoGivesTheFirstBytes)
{
    const QTemporaryDir folder;
    const auto shop = fs::path(folder.path().toStdString()) / "shop";
    fs::copy(PODLOOM_SOURCE_DIR "/resources/examples/shop", shop, fs::copy_options::recursive);
    MainWindow window(true);
    ASSERT_TRUE(window.document().openNow({QString::fromStdString(shop.string())}));
    window.resize(1400, 900);
    window.show();
    QApplication::processEvents();
    const auto before = window.document().snapshot();
    const auto layout = window.document().layout();
    const auto count = fromEnvironment("PODLOOM_MONKEY_ACTIONS", kActions);
    const auto seed = fromEnvironment("PODLOOM_MONKEY_SEED", 1);
    Monkey monkey(window, static_cast<unsigned>(seed));
    std::vector<std::string> done;
    for (int number = 1; number <= count; ++number) {
        done.push_back(monkey.act());
        if (number % kActionsOfARound != 0 && number != count)
            continue;
        QApplication::processEvents();
        while (window.document().undoStack()->canUndo())
            window.document().undoStack()->undo();
        const auto &now = window.document().snapshot();
        const auto hint = " seed " + std::to_string(seed) + ", before action " + std::to_string(number) + ": "
                        + ::testing::PrintToString(std::vector<std::string>(
                            done.end() - std::min<std::ptrdiff_t>(std::ssize(done), 20), done.end()));
        for (std::size_t file = 0; file < before->fileCount(); ++file)
            ASSERT_EQ(now->bytes(file), before->bytes(file)) << before->fileName(file) << hint;
        for (std::size_t file = before->fileCount(); file < now->fileCount(); ++file)
            ASSERT_EQ(now->bytes(file), "") << now->fileName(file) << hint;
        ASSERT_EQ(window.document().layout(), layout) << hint;
        window.document().waitForAnalysis();
    }
    QThreadPool::globalInstance()->waitForDone();
}

} // namespace
} // namespace podloom::app
