// tests/unit/app/panels/panel_test.h: a window of its own for each panel, on Qt's offscreen platform.
#pragma once

#include "app/document/document.h"
#include "app/document/selection.h"
#include "app/theme/theme.h"

#include <QApplication>
#include <QEvent>
#include <QLabel>
#include <QWidget>
#include <QtCore/qtestsupport_core.h>

#include <gmock/gmock.h>

#include <functional>

namespace podloom::app {

/// The example shop, open, and a window system without a screen. With PODLOOM_PICTURES=FOLDER the panels are
/// also drawn into files, in both themes.
class PanelTest : public ::testing::Test {
protected:
    void SetUp() override
    {
        ASSERT_TRUE(document.openNow({QStringLiteral(PODLOOM_SOURCE_DIR "/resources/examples/shop")}));
        document.waitForAnalysis();
    }

    /// Runs the event loop until `isDone`; false when that takes longer than a broken test may.
    static bool waitUntil(const std::function<bool()> &isDone, int patienceMilliseconds = 60'000)
    {
        return QTest::qWaitFor(isDone, patienceMilliseconds);
    }

    static void draw(QWidget &widget, const QString &name, QSize size)
    {
        const auto folder = qEnvironmentVariable("PODLOOM_PICTURES");
        widget.resize(size);
        widget.show();
        QCoreApplication::processEvents();
        // What deleteLater() was called for goes where an event loop runs; without one it would be styled,
        // too.
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        for (const auto kind : {ThemeKind::Light, ThemeKind::Dark}) {
            applyTheme(*qApp, kind);
            QCoreApplication::processEvents();
            const auto picture = widget.grab();
            EXPECT_FALSE(picture.isNull());
            const auto suffix = kind == ThemeKind::Light ? QStringLiteral("light") : QStringLiteral("dark");
            if (!folder.isEmpty())
                picture.save(folder + QLatin1Char('/') + name + QLatin1Char('-') + suffix
                             + QStringLiteral(".png"));
        }
    }

    /// What the labels of a widget say, as far as they are shown.
    static QStringList labelsOf(const QWidget &widget)
    {
        QStringList out;
        for (const auto *label : widget.findChildren<QLabel *>()) {
            if (label->isVisibleTo(&widget))
                out.append(label->text());
        }
        return out;
    }

    Document document;
    Selection selection;
};

} // namespace podloom::app
