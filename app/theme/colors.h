// app/theme/colors.h: the colours of the window. Greys carry structure, one accent means selected or
// actionable, green, amber and red only ever mean state, and only pools have colours of their own.
#pragma once

#include "app/document/lab_state.h"

#include <QColor>

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace podloom::app {

enum class ThemeKind { Light, Dark, Contrast };
inline constexpr std::array kThemes{ThemeKind::Light, ThemeKind::Dark, ThemeKind::Contrast};
/// As --theme and the settings call them: "light", "dark", "contrast".
std::string_view themeName(ThemeKind kind);
std::optional<ThemeKind> themeFrom(std::string_view name);

struct Colors {
    QColor window;
    QColor panel;
    QColor canvas;
    QColor dots; ///< of the canvas grid
    QColor hairline;
    QColor field; ///< fill of inputs, cards in panels and code
    QColor hover;
    QColor text;
    QColor dim;
    QColor accent;
    QColor accentWash;
    QColor onAccent;
    QColor up;
    QColor changing;
    QColor down;
    QColor unknown;
    QColor onState; ///< text and signs on up, changing and down
    QColor clusterFill;
    QColor clusterEdge;
    QColor shadow;
};

const Colors &colorsOf(ThemeKind kind);
/// Of the theme that is in use; widgets read it anew at QEvent::PaletteChange.
const Colors &colors();
ThemeKind currentTheme();
/// For applyTheme().
void setCurrentTheme(ThemeKind kind);

QColor stateColor(State state);
/// The colour of the pool with that number, in the order of names; Tol's "bright" scheme, which colour-blind
/// eyes can tell apart. After six they begin again.
QColor poolColor(std::size_t index);

/// Contrast of two opaque colours, 1 … 21. Source: WCAG 2.1, 1.4.3.
double contrast(const QColor &a, const QColor &b);

} // namespace podloom::app
