#include "app/main/settings.h"

#include "app/main/translation.h"
#include "app/theme/desktop_theme.h"
#include "app/theme/theme.h"
#include "app/theme/widgets.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFile>
#include <QFormLayout>
#include <QLibraryInfo>
#include <QLocale>
#include <QSettings>
#include <QTranslator>
#include <QVBoxLayout>

#include <algorithm>

namespace podloom::app {

namespace {

constexpr double kScales[] = {0.75, 1, 1.25, 1.5, 1.75, 2};

QString words(const char *text)
{
    return QCoreApplication::translate("podloom::app::Settings", text);
}

QString fileOf(const QString &language)
{
    return QStringLiteral(":/i18n/podloom_") + language + QStringLiteral(".ts");
}

QComboBox *themeBox(const Settings &settings, QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->addItem(words(QT_TRANSLATE_NOOP("podloom::app::Settings", "As the desktop")), QString());
    box->addItem(words(QT_TRANSLATE_NOOP("podloom::app::Settings", "Light")), QStringLiteral("light"));
    box->addItem(words(QT_TRANSLATE_NOOP("podloom::app::Settings", "Dark")), QStringLiteral("dark"));
    box->addItem(words(QT_TRANSLATE_NOOP("podloom::app::Settings", "High contrast")),
                 QStringLiteral("contrast"));
    if (settings.theme)
        box->setCurrentIndex(box->findData(QString::fromLatin1(themeName(*settings.theme).data())));
    return box;
}

} // namespace

Settings readSettings()
{
    const QSettings stored;
    Settings out;
    out.theme = themeFrom(stored.value(QStringLiteral("theme")).toString().toStdString());
    out.scale = std::clamp(stored.value(QStringLiteral("scale"), 1.0).toDouble(), 0.75, 2.0);
    out.language = stored.value(QStringLiteral("language")).toString();
    out.hasLessMotion = stored.value(QStringLiteral("lessMotion")).toBool();
    return out;
}

void writeSettings(const Settings &settings)
{
    QSettings stored;
    const auto theme = settings.theme ? themeName(*settings.theme) : std::string_view();
    stored.setValue(QStringLiteral("theme"),
                    QString::fromUtf8(theme.data(), static_cast<qsizetype>(theme.size())));
    stored.setValue(QStringLiteral("scale"), settings.scale);
    stored.setValue(QStringLiteral("language"), settings.language);
    stored.setValue(QStringLiteral("lessMotion"), settings.hasLessMotion);
}

QList<Language> languages()
{
    QList<Language> out{{QStringLiteral("en"), QStringLiteral("English")}};
    const Language others[] = {{QStringLiteral("de"), QStringLiteral("Deutsch")},
                               {QStringLiteral("zh_CN"), QStringLiteral("简体中文")}};
    for (const auto &each : others) {
        if (QFile::exists(fileOf(each.name)))
            out << each;
    }
    return out;
}

void installLanguage(QApplication &application, const QString &language)
{
    const auto wanted = language.isEmpty() ? QLocale::system().name() : language;
    if (!language.isEmpty())
        QLocale::setDefault(QLocale(language));
    if (wanted == QLatin1String("en"))
        return;
    for (const auto &name : {wanted, wanted.section(QLatin1Char('_'), 0, 0)}) {
        auto *ours = new Translation(&application);
        if (!ours->read(fileOf(name)))
            continue;
        // The dialogs of Qt itself, where the system has their words.
        auto *theirs = new QTranslator(&application);
        if (theirs->load(QStringLiteral("qtbase_") + name,
                         QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
            QApplication::installTranslator(theirs);
        QApplication::installTranslator(ours);
        return;
    }
}

void followDesktop(QApplication &application)
{
    auto *desktop = new DesktopTheme(application);
    QObject::connect(desktop, &DesktopTheme::wanted, desktop, [&application](ThemeKind kind) {
        if (!readSettings().theme)
            applyTheme(application, kind);
    });
}

QDialog *makeSettingsDialog(QWidget *parent)
{
    const auto before = readSettings();
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("settings"));
    dialog->setWindowTitle(words(QT_TRANSLATE_NOOP("podloom::app::Settings", "Settings")));
    dialog->setMinimumWidth(460);
    auto *theme = themeBox(before, dialog);
    auto *scale = new QComboBox(dialog);
    for (const auto each : kScales) {
        scale->addItem(QStringLiteral("%1 %").arg(qRound(each * 100)), each);
        if (qFuzzyCompare(each, before.scale))
            scale->setCurrentIndex(scale->count() - 1);
    }
    auto *language = new QComboBox(dialog);
    language->addItem(words(QT_TRANSLATE_NOOP("podloom::app::Settings", "As the system")), QString());
    for (const auto &each : languages())
        language->addItem(each.title, each.name);
    language->setCurrentIndex(std::max(0, language->findData(before.language)));
    auto *motion =
        new QCheckBox(words(QT_TRANSLATE_NOOP("podloom::app::Settings", "Nothing moves by itself")), dialog);
    motion->setChecked(before.hasLessMotion);
    auto *form = new QFormLayout;
    form->setVerticalSpacing(10);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(words(QT_TRANSLATE_NOOP("podloom::app::Settings", "Theme")), theme);
    form->addRow(words(QT_TRANSLATE_NOOP("podloom::app::Settings", "Size of everything")), scale);
    form->addRow(words(QT_TRANSLATE_NOOP("podloom::app::Settings", "Language")), language);
    form->addRow(QString(), motion);
    auto *note = label({}, "dim", dialog);
    note->hide();
    auto *hosts =
        label(words(QT_TRANSLATE_NOOP(
                  "podloom::app::Settings",
                  "SSH: the machines of an emulated lab have a known_hosts of their lab, real ones "
                  "~/.ssh/known_hosts, or the file that PODLOOM_KNOWN_HOSTS names. An unknown key is "
                  "shown and asked for, a changed one is refused.")),
              "dim", dialog);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    auto *all = new QVBoxLayout(dialog);
    all->setContentsMargins(24, 20, 24, 16);
    all->setSpacing(14);
    all->addWidget(label(words(QT_TRANSLATE_NOOP("podloom::app::Settings", "Settings")), "title", dialog));
    all->addLayout(form);
    all->addWidget(note);
    all->addWidget(hosts);
    all->addStretch();
    all->addWidget(buttons);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    const auto take = [=] {
        Settings now;
        now.theme = themeFrom(theme->currentData().toString().toStdString());
        now.scale = scale->currentData().toDouble();
        now.language = language->currentData().toString();
        now.hasLessMotion = motion->isChecked();
        writeSettings(now);
        const auto kind = now.theme ? *now.theme : desktopTheme();
        if (kind != currentTheme())
            applyTheme(*qApp, kind);
        const bool isLater = now.scale != before.scale || now.language != before.language
                          || now.hasLessMotion != before.hasLessMotion;
        note->setText(
            isLater ? words(QT_TRANSLATE_NOOP("podloom::app::Settings",
                                              "Size, language and motion count from the next start on."))
                    : QString());
        note->setVisible(!note->text().isEmpty());
    };
    for (auto *box : {theme, scale, language})
        QObject::connect(box, &QComboBox::currentIndexChanged, dialog, take);
    QObject::connect(motion, &QCheckBox::toggled, dialog, take);
    return dialog;
}

} // namespace podloom::app
