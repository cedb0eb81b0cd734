// app/theme/desktop_theme.h: follows the desktop from light to dark and back.
#pragma once

#include "app/theme/colors.h"

#include <QObject>

#include <functional>

class QApplication;

namespace podloom::app {

/// What the desktop prefers now, as far as it says so; also when another theme is in force.
ThemeKind desktopTheme();

/// Says wanted() when the desktop tells the windows of `application` that its theme is another one: once for
/// all of them, and only when it differs from the one in force.
class DesktopTheme final : public QObject {
    Q_OBJECT

public:
    using Ask = std::function<ThemeKind()>;
    explicit DesktopTheme(QApplication &application, Ask ask = desktopTheme);

signals:
    void wanted(podloom::app::ThemeKind kind);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    Ask m_ask;
    bool m_isAsking = false;
};

} // namespace podloom::app
