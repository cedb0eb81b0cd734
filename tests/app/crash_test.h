// tests/app/crash_test.h: the program that crash_test.cpp kills is the test's own, called with this argument.
#pragma once

#include <QString>

namespace podloom::app {

inline constexpr auto kEditAndWait = "--edit-and-wait";

/// Opens the design in a window, changes it, says "kept" once the journal has the change, and runs on.
int editAndWait(const QString &path);

} // namespace podloom::app
