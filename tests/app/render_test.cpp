// podloom --render, as a user calls it on a machine without a display.
#include "core/os/files.h"

#include <QImage>
#include <QProcess>
#include <QTemporaryDir>

#include <gmock/gmock.h>

namespace podloom::app {
namespace {

using ::testing::HasSubstr;

struct Outcome {
    int status = -1;
    std::string said{};
};

Outcome podloom(const QStringList &arguments)
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const auto *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR"})
        environment.remove(QLatin1String(name));
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(PODLOOM_BIN_DIR "/podloom"), arguments);
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit)
        return {-1, "did not end by itself: " + process.readAllStandardError().toStdString()};
    return {process.exitCode(), process.readAllStandardError().toStdString()};
}

class RenderTest : public ::testing::Test {
protected:
    QString file(const char *name) const { return folder.filePath(QLatin1String(name)); }
    QTemporaryDir folder;
    QString shop = QStringLiteral(PODLOOM_SOURCE_DIR "/resources/examples/shop");
};

TEST_F(RenderTest, DrawsEveryLensInBothThemes)
{
    for (const auto *view : {"topology", "addresses", "bgp", "policies", "live"}) {
        std::vector<QImage> pictures;
        for (const auto *theme : {"light", "dark"}) {
            const auto out =
                podloom({shop, QStringLiteral("--render"), file("a.png"), QStringLiteral("--view"),
                         QLatin1String(view), QStringLiteral("--theme"), QLatin1String(theme),
                         QStringLiteral("--size"), QStringLiteral("1600x1000")});
            ASSERT_EQ(out.status, 0) << out.said;
            EXPECT_EQ(out.said, "");
            pictures.emplace_back(file("a.png"));
            EXPECT_EQ(pictures.back().size(), QSize(1600, 1000));
        }
        EXPECT_GT(pictures[0].pixelColor(800, 90).lightness(), 200) << view;
        EXPECT_LT(pictures[1].pixelColor(800, 90).lightness(), 60) << view;
    }
}

TEST_F(RenderTest, DrawsSharpPicturesAndVectors)
{
    const auto sharp =
        podloom({shop, QStringLiteral("--render"), file("a.png"), QStringLiteral("--size=1200x800@2")});
    ASSERT_EQ(sharp.status, 0) << sharp.said;
    EXPECT_EQ(QImage(file("a.png")).size(), QSize(2400, 1600));
    for (const auto *name : {"a.svg", "a.pdf"}) {
        const auto out = podloom({shop, QStringLiteral("--render"), file(name)});
        ASSERT_EQ(out.status, 0) << out.said;
        EXPECT_THAT(readFile(file(name).toStdString())->substr(0, 200),
                    ::testing::AnyOf(HasSubstr("<svg"), HasSubstr("%PDF")));
    }
}

TEST_F(RenderTest, SaysWhatIsWrongWithTheCommandLine)
{
    const auto ending = podloom({shop, QStringLiteral("--render"), file("a.gif")});
    EXPECT_EQ(ending.status, 2);
    EXPECT_THAT(ending.said, HasSubstr(".png, .svg or .pdf"));
    const auto view = podloom({shop, QStringLiteral("--view"), QStringLiteral("nothing")});
    EXPECT_EQ(view.status, 2);
    EXPECT_THAT(view.said, HasSubstr("topology"));
    const auto panel = podloom({shop, QStringLiteral("--panel"), QStringLiteral("bogus")});
    EXPECT_EQ(panel.status, 2);
    EXPECT_THAT(panel.said, HasSubstr("problems, reachability"));
    for (const auto *typo : {"web/frontend-0", "web/frontend-0,app/cart-0,http", "a,b,80/tpc", ",b,80"}) {
        const auto ask = podloom({shop, QStringLiteral("--ask"), QLatin1String(typo)});
        EXPECT_EQ(ask.status, 2);
        EXPECT_THAT(ask.said, HasSubstr("FROM,TO,PORT")) << typo;
    }
    const auto end = podloom({shop, QStringLiteral("--render"), file("a.png"), QStringLiteral("--ask"),
                              QStringLiteral("web/frontend-0,app/crat-0,7070")});
    EXPECT_EQ(end.status, 2);
    EXPECT_THAT(end.said, HasSubstr("app/crat-0"));
    const auto path = podloom({QStringLiteral("/nowhere"), QStringLiteral("--render"), file("a.png")});
    EXPECT_EQ(path.status, 2);
    EXPECT_THAT(path.said, HasSubstr("/nowhere"));
    const auto display = podloom({shop});
    EXPECT_EQ(display.status, 2);
    EXPECT_THAT(display.said, HasSubstr("--render"));
}

} // namespace
} // namespace podloom::app
