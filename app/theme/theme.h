// app/theme/theme.h: puts colours, type and style sheet of a theme in force.
#pragma once

#include "app/theme/colors.h"

#include <QFont>

class QApplication;

namespace podloom::app {

enum class TextRole {
    Body,      ///< 13 px
    Strong,    ///< 13 px, semibold
    Title,     ///< 17 px, semibold: the name of what an inspector shows
    Small,     ///< 12 px
    Tiny,      ///< 11 px
    Section,   ///< 11 px capitals: heads of sections
    Mono,      ///< 12 px, addresses, ports and YAML
    MonoSmall, ///< 11 px
};

/// Inter, with DejaVu where it is missing; sizes in pixels that the screen's scale multiplies.
QFont font(TextRole role);

/// Every widget gets QEvent::PaletteChange and style sheet anew; what paints by itself reads colors() then.
void applyTheme(QApplication &application, ThemeKind kind);

} // namespace podloom::app
