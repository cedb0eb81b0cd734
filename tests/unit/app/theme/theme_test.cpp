// Both themes can be read, and nothing that they name is missing.
#include "app/theme/desktop_theme.h"
#include "app/theme/icons.h"
#include "app/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QImage>
#include <QPalette>
#include <QWindow>

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

namespace podloom::app {
namespace {

class ThemeTest : public ::testing::TestWithParam<ThemeKind> {
protected:
    int argumentCount = 1;
    std::string program = "test";
    char *arguments[2] = {program.data(), nullptr};
    QApplication application{argumentCount, arguments};
};

TEST_P(ThemeTest, TextStandsOutFromEveryGround)
{
    const auto &theme = colorsOf(GetParam());
    for (const auto &ground : {theme.window, theme.panel, theme.canvas, theme.field, theme.clusterFill}) {
        EXPECT_GE(contrast(theme.text, ground), 7.0) << ground.name().toStdString();
        EXPECT_GE(contrast(theme.dim, ground), 4.5) << ground.name().toStdString();
        EXPECT_GE(contrast(theme.accent, ground), 4.5) << ground.name().toStdString();
    }
    EXPECT_GE(contrast(theme.text, theme.accentWash), 7.0);
    EXPECT_GE(contrast(theme.onAccent, theme.accent), 4.5);
    EXPECT_GE(contrast(theme.onState, theme.down), 4.5);
}

TEST_P(ThemeTest, StatesStandOutAsShapes)
{
    const auto &theme = colorsOf(GetParam());
    for (const auto &state : {theme.up, theme.changing, theme.down})
        EXPECT_GE(contrast(state, theme.panel), 3.0) << state.name().toStdString();
}

/// What somebody sees who lacks one kind of cone. Source: Viénot, Brettel, Mollon 1999, in linear light.
QColor seenBy(const QColor &color, bool lacksRed)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    const auto encoded = [](double part) {
        part = std::clamp(part, 0.0, 1.0);
        return part <= 0.0031308 ? part * 12.92 : 1.055 * std::pow(part, 1 / 2.4) - 0.055;
    };
    const auto r = linear(color.redF());
    const auto g = linear(color.greenF());
    const auto b = linear(color.blueF());
    const auto red = lacksRed ? 0.11238 * r + 0.88762 * g : 0.29275 * r + 0.70725 * g;
    const auto blue = lacksRed ? 0.00401 * r - 0.00401 * g + b : -0.02234 * r + 0.02234 * g + b;
    return QColor::fromRgbF(static_cast<float>(encoded(red)), static_cast<float>(encoded(red)),
                            static_cast<float>(encoded(blue)));
}

TEST_P(ThemeTest, ColourBlindEyesTellThePoolsApart)
{
    for (const bool lacksRed : {true, false}) {
        for (std::size_t a = 0; a < 6; ++a) {
            for (std::size_t b = a + 1; b < 6; ++b) {
                const auto one = seenBy(poolColor(a), lacksRed);
                const auto other = seenBy(poolColor(b), lacksRed);
                const auto distance = std::abs(one.red() - other.red())
                                    + std::abs(one.green() - other.green())
                                    + std::abs(one.blue() - other.blue());
                EXPECT_GE(distance, 25) << a << ' ' << b << (lacksRed ? " without red" : " without green");
            }
        }
    }
}

TEST_P(ThemeTest, TheStyleSheetNamesOnlyColoursThatThereAre)
{
    applyTheme(application, GetParam());
    EXPECT_FALSE(application.styleSheet().isEmpty());
    EXPECT_FALSE(application.styleSheet().contains(QLatin1Char('@')));
}

TEST_P(ThemeTest, EveryIconHasLinesInTheColourOfItsTint)
{
    applyTheme(application, GetParam());
    const QDir folder(QStringLiteral(":/icons"));
    EXPECT_GE(folder.entryList().size(), 40);
    for (const auto &file : folder.entryList()) {
        const auto image = icon(file.chopped(4), IconTint::Accent).pixmap(40, 40).toImage();
        const auto accent = colors().accent.rgb();
        bool isDrawn = false;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                isDrawn = isDrawn || image.pixel(x, y) == accent;
        }
        EXPECT_TRUE(isDrawn) << file.toStdString();
    }
}

TEST_P(ThemeTest, ADesktopThatChangesIsFollowedOnce)
{
    applyTheme(application, GetParam());
    auto wanted = GetParam();
    DesktopTheme desktop(application, [&wanted] { return wanted; });
    int count = 0;
    QObject::connect(&desktop, &DesktopTheme::wanted, &desktop, [&](ThemeKind kind) {
        ++count;
        applyTheme(application, kind);
    });
    QWindow one;
    QWindow other;
    const auto change = [&] {
        for (auto *window : {&one, &other}) {
            QEvent event(QEvent::ThemeChange);
            QCoreApplication::sendEvent(window, &event);
        }
        QCoreApplication::processEvents();
    };
    change();
    EXPECT_EQ(count, 0) << "it is what it was";
    wanted = GetParam() == ThemeKind::Dark ? ThemeKind::Light : ThemeKind::Dark;
    change();
    EXPECT_EQ(count, 1) << "every window is told, and one answer is enough";
    EXPECT_EQ(currentTheme(), wanted);
}

TEST_P(ThemeTest, TheDesktopIsAskedBehindOurColours)
{
    const auto before = desktopTheme();
    applyTheme(application, GetParam());
    EXPECT_EQ(desktopTheme(), before);
    EXPECT_EQ(QApplication::palette().color(QPalette::Link), colors().accent)
        << "and nothing is changed by it";
}

INSTANTIATE_TEST_SUITE_P(All, ThemeTest, ::testing::ValuesIn(kThemes));

} // namespace
} // namespace podloom::app
