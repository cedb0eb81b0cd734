// app/main/settings.h: what a person likes: theme, size, language. Kept for the next start.
#pragma once

#include "app/theme/colors.h"

#include <QString>

#include <optional>

class QApplication;
class QDialog;
class QWidget;

namespace podloom::app {

struct Settings {
    std::optional<ThemeKind> theme{}; ///< none = what the desktop prefers
    double scale = 1;                 ///< in addition to the screen's own, 0.75 … 2
    QString language{};               ///< "en", "de", "zh_CN"; empty = the system's
    bool hasLessMotion = false;
    bool operator==(const Settings &) const = default;
};

Settings readSettings();
void writeSettings(const Settings &settings);

/// The languages that are packaged, English first; each in its own words.
struct Language {
    QString name{}; ///< as in Settings
    QString title{};
};
QList<Language> languages();

/// Puts the translations of `language` in force; what has none stays English. Once, before any window.
void installLanguage(QApplication &application, const QString &language);

/// From now on the theme follows the desktop whenever the settings name none.
void followDesktop(QApplication &application);

/// Applies the theme at once; scale and language with the next start, and says so. Goes when it is closed.
QDialog *makeSettingsDialog(QWidget *parent);

} // namespace podloom::app
