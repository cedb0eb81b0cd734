#include "app/theme/desktop_theme.h"

#include <QApplication>
#include <QEvent>
#include <QPalette>

#include <utility>

namespace podloom::app {

ThemeKind desktopTheme()
{
    // Ours hides what the desktop has; without it Qt answers for the desktop.
    const auto ours = QApplication::palette();
    QApplication::setPalette(QPalette());
    const auto desktop = QApplication::palette();
    QApplication::setPalette(ours);
    const auto isDark =
        desktop.color(QPalette::Window).lightness() < desktop.color(QPalette::WindowText).lightness();
    return isDark ? ThemeKind::Dark : ThemeKind::Light;
}

DesktopTheme::DesktopTheme(QApplication &application, Ask ask) : QObject(&application), m_ask(std::move(ask))
{
    application.installEventFilter(this);
}

bool DesktopTheme::eventFilter(QObject *watched, QEvent *event)
{
    // Every window is told; the answer is for all of them, when the last one has been.
    if (event->type() == QEvent::ThemeChange && watched->isWindowType() && !std::exchange(m_isAsking, true))
        QMetaObject::invokeMethod(
            this,
            [this] {
                const auto kind = m_ask();
                m_isAsking = false;
                if (kind != currentTheme())
                    emit wanted(kind);
            },
            Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
}

} // namespace podloom::app
