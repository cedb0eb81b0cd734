// podloom: the designer.
#include "app/main/main_window.h"
#include "app/main/notice_bar.h"
#include "app/main/render.h"
#include "app/main/settings.h"
#include "app/main/show_what.h"
#include "app/main/workbench.h"
#include "app/panels/words.h"
#include "app/theme/desktop_theme.h"
#include "app/theme/theme.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QThreadPool>

#include <cstdio>

namespace {

using namespace podloom;
using namespace podloom::app;

int failWith(const Error &error)
{
    std::fprintf(stderr, "podloom: %s\n", error.text().c_str());
    return 2;
}

ThemeKind themeFor(const CommandLine &line)
{
    if (line.theme)
        return *line.theme;
    if (!line.renderFile.isEmpty())
        return ThemeKind::Light;
    return readSettings().theme.value_or(desktopTheme());
}

int openWindow(const CommandLine &line)
{
    Workbench workbench;
    auto &window = workbench.current();
    if (!line.view.isEmpty() && !window.showLens(line.view))
        return failWith(
            fail(Errc::InvalidArgument, "no-such-lens", "there is no view \"%1\"", {line.view.toStdString()})
                .error);
    workbench.show();
    const auto show = [&window, line] {
        window.tellJoined();
        if (const auto shown = showWhat(window, line); !shown)
            window.notices().add(
                {.key = QStringLiteral("open"), .sentence = sentence(shown.error()), .isBad = true});
    };
    if (line.paths.isEmpty()) {
        show();
    } else {
        // Once: what is opened later is not what the command line speaks of.
        QObject::connect(&window.document(), &Document::opened, &window, show, Qt::SingleShotConnection);
        window.document().open(line.paths);
    }
    window.offerLeftBehind();
    const auto status = QApplication::exec();
    QThreadPool::globalInstance()->waitForDone();
    return status;
}

bool hasDisplay()
{
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY")
        || qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
}

} // namespace

int main(int argc, char **argv)
{
    QStringList arguments;
    for (int index = 1; index < argc; ++index)
        arguments << QString::fromLocal8Bit(argv[index]);
    const auto line = parseCommandLine(arguments);
    if (!line)
        return failWith(line.error());
    if (line->wantsHelp || line->wantsVersion) {
        const auto text = line->wantsHelp ? usageText() : QStringLiteral("podloom " PODLOOM_VERSION "\n");
        std::fputs(text.toUtf8().constData(), stdout);
        return 0;
    }
    const QTemporaryDir runtime; // Qt complains when there is none
    if (!qEnvironmentVariableIsSet("XDG_RUNTIME_DIR"))
        qputenv("XDG_RUNTIME_DIR", runtime.path().toLocal8Bit());
    if (!line->renderFile.isEmpty())
        qputenv("QT_QPA_PLATFORM", "offscreen");
    else if (!hasDisplay())
        return failWith(
            fail(Errc::Unavailable, "no-display",
                 "there is no display here; \"podloom PATH --render FILE.png\" draws the window into a file")
                .error);
    QApplication::setApplicationName(QStringLiteral("podloom"));
    QApplication::setOrganizationName(QStringLiteral("Podloom"));
    QApplication::setApplicationVersion(QStringLiteral(PODLOOM_VERSION));
    const auto settings = readSettings();
    if (line->renderFile.isEmpty() && settings.scale != 1 && !qEnvironmentVariableIsSet("QT_SCALE_FACTOR"))
        qputenv("QT_SCALE_FACTOR", QByteArray::number(settings.scale));
    if (!line->renderFile.isEmpty()) // icons are drawn for the pixels that the picture has
        qputenv("QT_SCALE_FACTOR", QByteArray::number(line->scale));
    QApplication application(argc, argv);
    installLanguage(application, !line->language.isEmpty()    ? line->language
                                 : line->renderFile.isEmpty() ? settings.language
                                                              : QStringLiteral("en"));
    applyTheme(application, themeFor(*line));
    if (line->renderFile.isEmpty()) {
        if (!line->theme)
            followDesktop(application);
        return openWindow(*line);
    }
    const auto drawn = renderWindow(*line);
    return drawn ? 0 : failWith(drawn.error());
}
