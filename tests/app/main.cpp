// The window needs an application; its settings and labs are the test's own.
#include "app/theme/theme.h"
#include "tests/app/crash_test.h"

#include <QApplication>
#include <QTemporaryDir>

#include <gtest/gtest.h>

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("PodloomTest"));
    QApplication::setApplicationName(QStringLiteral("test"));
    podloom::app::applyTheme(application, podloom::app::ThemeKind::Light);
    const auto arguments = QApplication::arguments();
    if (arguments.value(1) == QLatin1String(podloom::app::kEditAndWait))
        return podloom::app::editAndWait(arguments.value(2));
    if (arguments.value(1) == QLatin1String(podloom::app::kTypeAndWait))
        return podloom::app::typeAndWait(arguments.value(2));
    const QTemporaryDir labs; // never those of the machine
    qputenv("PODLOOM_LABS", labs.path().toLocal8Bit());
    ::testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
