#include "app/theme/colors.h"

#include <array>
#include <cmath>

namespace podloom::app {

namespace {

ThemeKind current = ThemeKind::Light;

constexpr QRgb kLightShadow = qRgba(20, 30, 50, 28);
constexpr QRgb kDarkShadow = qRgba(0, 0, 0, 90);

const Colors &light()
{
    static const Colors colors{
        .window = QColor(0xf5f6f8),
        .panel = QColor(0xffffff),
        .canvas = QColor(0xfbfcfd),
        .dots = QColor(0xe6eaef),
        .hairline = QColor(0xdfe3e8),
        .field = QColor(0xf5f6f8),
        .hover = QColor(0xeef0f4),
        .text = QColor(0x1c2430),
        .dim = QColor(0x657181),
        .accent = QColor(0x3457d5),
        .accentWash = QColor(0xe8edfc),
        .onAccent = QColor(0xffffff),
        .up = QColor(0x1a8f5a),
        .changing = QColor(0xc77700),
        .down = QColor(0xc8372d),
        .unknown = QColor(0x8a95a3),
        .onState = QColor(0xffffff),
        .clusterFill = QColor(0xf1f4fa),
        .clusterEdge = QColor(0xb9c5e6),
        .shadow = QColor::fromRgba(kLightShadow),
    };
    return colors;
}

const Colors &dark()
{
    static const Colors colors{
        .window = QColor(0x15181d),
        .panel = QColor(0x1c2027),
        .canvas = QColor(0x171a20),
        .dots = QColor(0x232831),
        .hairline = QColor(0x2b313b),
        .field = QColor(0x15181d),
        .hover = QColor(0x262b34),
        .text = QColor(0xe6eaf0),
        .dim = QColor(0x8e99a8),
        .accent = QColor(0x7c9bff),
        .accentWash = QColor(0x26304d),
        .onAccent = QColor(0x10131a),
        .up = QColor(0x3ecf8e),
        .changing = QColor(0xf0a93b),
        .down = QColor(0xff6b5e),
        .unknown = QColor(0x707c8b),
        .onState = QColor(0x10131a),
        .clusterFill = QColor(0x1b2130),
        .clusterEdge = QColor(0x3b4a78),
        .shadow = QColor::fromRgba(kDarkShadow),
    };
    return colors;
}

/// White on black with yellow: for eyes that need every difference. Grounds are one, lines are strong.
const Colors &highContrast()
{
    static const Colors colors{
        .window = QColor(Qt::black),
        .panel = QColor(Qt::black),
        .canvas = QColor(Qt::black),
        .dots = QColor(0x3a3a3a),
        .hairline = QColor(0xb4b4b4),
        .field = QColor(Qt::black),
        .hover = QColor(0x2c2c2c),
        .text = QColor(0xffffff),
        .dim = QColor(0xdcdcdc),
        .accent = QColor(0xffe14d),
        .accentWash = QColor(0x3d3600),
        .onAccent = QColor(Qt::black),
        .up = QColor(0x4dff9d),
        .changing = QColor(0xffb52e),
        .down = QColor(0xff8a80),
        .unknown = QColor(0xc8c8c8),
        .onState = QColor(Qt::black),
        .clusterFill = QColor(0x0c0c0c),
        .clusterEdge = QColor(0xffffff),
        .shadow = QColor::fromRgba(kDarkShadow),
    };
    return colors;
}

double luminance(const QColor &color)
{
    const auto linear = [](double part) {
        return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

const Colors &colorsOf(ThemeKind kind)
{
    switch (kind) {
    case ThemeKind::Dark: return dark();
    case ThemeKind::Contrast: return highContrast();
    case ThemeKind::Light: break;
    }
    return light();
}

std::string_view themeName(ThemeKind kind)
{
    switch (kind) {
    case ThemeKind::Dark: return "dark";
    case ThemeKind::Contrast: return "contrast";
    case ThemeKind::Light: break;
    }
    return "light";
}

std::optional<ThemeKind> themeFrom(std::string_view name)
{
    for (const auto kind : kThemes) {
        if (themeName(kind) == name)
            return kind;
    }
    return std::nullopt;
}

const Colors &colors()
{
    return colorsOf(current);
}

ThemeKind currentTheme()
{
    return current;
}

void setCurrentTheme(ThemeKind kind)
{
    current = kind;
}

QColor stateColor(State state)
{
    switch (state) {
    case State::Up: return colors().up;
    case State::Changing: return colors().changing;
    case State::Down: return colors().down;
    case State::Unknown: break;
    }
    return colors().unknown;
}

QColor poolColor(std::size_t index)
{
    static const std::array<QRgb, 6> bright{0x4477aa, 0x66ccee, 0x228833, 0xccbb44, 0xee6677, 0xaa3377};
    return QColor(bright[index % bright.size()]);
}

double contrast(const QColor &a, const QColor &b)
{
    const auto one = luminance(a);
    const auto other = luminance(b);
    return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

} // namespace podloom::app
