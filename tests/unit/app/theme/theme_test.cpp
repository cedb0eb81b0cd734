// Both themes can be read, and nothing that they name is missing.
#include "app/theme/icons.h"
#include "app/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QImage>

#include <gmock/gmock.h>

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

INSTANTIATE_TEST_SUITE_P(Both, ThemeTest, ::testing::Values(ThemeKind::Light, ThemeKind::Dark));

} // namespace
} // namespace podloom::app
