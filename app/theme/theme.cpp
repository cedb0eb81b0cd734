#include "app/theme/theme.h"

#include "app/theme/icons.h"

#include <QApplication>
#include <QFile>
#include <QPalette>
#include <QStyleFactory>

#include <array>
#include <utility>

namespace podloom::app {

namespace {

QFont interface(int pixels, QFont::Weight weight = QFont::Normal)
{
    QFont font;
    font.setFamilies({QStringLiteral("Inter"), QStringLiteral("DejaVu Sans")});
    font.setPixelSize(pixels);
    font.setWeight(weight);
    return font;
}

QFont monospace(int pixels)
{
    QFont font;
    font.setFamilies({QStringLiteral("DejaVu Sans Mono"), QStringLiteral("monospace")});
    font.setStyleHint(QFont::Monospace);
    font.setPixelSize(pixels);
    return font;
}

QPalette paletteOf(const Colors &colors)
{
    QPalette palette;
    palette.setColor(QPalette::Window, colors.panel);
    palette.setColor(QPalette::WindowText, colors.text);
    palette.setColor(QPalette::Base, colors.panel);
    palette.setColor(QPalette::AlternateBase, colors.field);
    palette.setColor(QPalette::Text, colors.text);
    palette.setColor(QPalette::PlaceholderText, colors.dim);
    palette.setColor(QPalette::Button, colors.panel);
    palette.setColor(QPalette::ButtonText, colors.text);
    palette.setColor(QPalette::Highlight, colors.accentWash);
    palette.setColor(QPalette::HighlightedText, colors.text);
    palette.setColor(QPalette::Link, colors.accent);
    palette.setColor(QPalette::ToolTipBase, colors.panel);
    palette.setColor(QPalette::ToolTipText, colors.text);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, colors.unknown);
    return palette;
}

QString rgba(const QColor &color)
{
    return QStringLiteral("rgba(%1,%2,%3,%4)")
        .arg(color.red())
        .arg(color.green())
        .arg(color.blue())
        .arg(color.alpha());
}

/// The style sheet with the names of colours, "@accent" and so on, filled in.
QString styleSheetOf(const Colors &colors)
{
    QFile file(QStringLiteral(":/themes/window.qss"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    auto sheet = QString::fromUtf8(file.readAll());
    constexpr int kMiddle = 128;
    sheet.replace(QLatin1String("@tick"), colors.onAccent.lightness() > kMiddle
                                              ? QStringLiteral(":/themes/tick-light.svg")
                                              : QStringLiteral(":/themes/tick-dark.svg"));
    // Longer names first, where one begins with another.
    const std::array<std::pair<const char *, QColor>, 18> tokens{{
        {"@accentWash", colors.accentWash},
        {"@accent", colors.accent},
        {"@onAccent", colors.onAccent},
        {"@onState", colors.onState},
        {"@window", colors.window},
        {"@panel", colors.panel},
        {"@canvas", colors.canvas},
        {"@hairline", colors.hairline},
        {"@field", colors.field},
        {"@hover", colors.hover},
        {"@text", colors.text},
        {"@dim", colors.dim},
        {"@up", colors.up},
        {"@changing", colors.changing},
        {"@down", colors.down},
        {"@unknown", colors.unknown},
        {"@clusterFill", colors.clusterFill},
        {"@clusterEdge", colors.clusterEdge},
    }};
    for (const auto &[name, color] : tokens)
        sheet.replace(QLatin1String(name), rgba(color));
    return sheet;
}

} // namespace

QFont font(TextRole role)
{
    switch (role) {
    case TextRole::Body: break;
    case TextRole::Strong: return interface(13, QFont::DemiBold);
    case TextRole::Title: return interface(17, QFont::DemiBold);
    case TextRole::Small: return interface(12);
    case TextRole::Tiny: return interface(11);
    case TextRole::Section: {
        auto section = interface(11, QFont::DemiBold);
        section.setCapitalization(QFont::AllUppercase);
        section.setLetterSpacing(QFont::PercentageSpacing, 103);
        return section;
    }
    case TextRole::Mono: return monospace(12);
    case TextRole::MonoSmall: return monospace(11);
    }
    return interface(13);
}

void applyTheme(QApplication &application, ThemeKind kind)
{
    setCurrentTheme(kind);
    clearIconCache();
    // Each of these has every widget of the program polished anew, so that each is done when it has to be.
    constexpr auto kIsStyled = "podloomStyle";
    if (!application.property(kIsStyled).toBool()) {
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
        application.setProperty(kIsStyled, true);
    }
    if (const auto body = font(TextRole::Body); QApplication::font() != body)
        QApplication::setFont(body);
    QApplication::setPalette(paletteOf(colors()));
    application.setStyleSheet(styleSheetOf(colors()));
}

} // namespace podloom::app
