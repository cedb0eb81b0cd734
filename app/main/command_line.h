// app/main/command_line.h: podloom [PATH...] [--view LENS] [--render FILE] [--size WxH] [--theme
// light|dark|contrast]
#pragma once

#include "app/document/selection.h"
#include "app/theme/colors.h"
#include "core/base/result.h"

#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>

namespace podloom::app {

struct CommandLine {
    QStringList paths{};
    QString view{};                           ///< empty = topology
    QString select{};                         ///< KIND[.GROUP]/[NAMESPACE/]NAME of what is chosen
    std::optional<Selection::Question> ask{}; ///< the connection that is explained
    QString panel{};                          ///< the tab below that is in front
    QStringList runs{};                       ///< names of actions that are done first
    QStringList imports{};                    ///< files and folders that the import wizard shows
    QString language{};                       ///< "en", "de", "zh_CN"; empty = as the settings say
    QString renderFile{};                     ///< empty = open the window
    QSize size{1600, 1000};
    double scale = 1; ///< pixels of the picture per pixel of the window
    std::optional<ThemeKind> theme{};
    bool wantsProof = false; ///< probes every predicted connection of a running lab first
    bool wantsHelp = false;
    bool wantsVersion = false;
};

/// Errors: InvalidArgument, with what may stand there instead.
Result<CommandLine> parseCommandLine(const QStringList &arguments);

/// What --help prints.
QString usageText();

/// The lenses that --view knows, in the order of the switch.
QStringList viewNames();
/// The tabs that --panel knows, in their order.
QStringList panelNames();

} // namespace podloom::app
