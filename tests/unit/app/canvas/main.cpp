// Fonts are measured, so there must be an application.
#include "app/theme/theme.h"

#include <QApplication>

#include <gtest/gtest.h>

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    podloom::app::applyTheme(application, podloom::app::ThemeKind::Light);
    ::testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
