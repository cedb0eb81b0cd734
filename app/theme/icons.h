// app/theme/icons.h: our own line icons, coloured by the theme.
#pragma once

#include <QIcon>
#include <QPixmap>
#include <QString>

class QPainter;
class QRectF;

namespace podloom::app {

enum class IconTint { Text, Dim, Accent, OnAccent, Changing };

/// resources/icons/NAME.svg: lines of 1.6 px in a box of 20. Sharp at every scale; drawn in the colours of
/// the theme at the time of the call, so it is asked for again at QEvent::PaletteChange.
QIcon icon(const QString &name, IconTint tint = IconTint::Text);
void paintIcon(QPainter &painter, const QRectF &box, const QString &name, IconTint tint = IconTint::Text);

/// For applyTheme().
void clearIconCache();

} // namespace podloom::app
