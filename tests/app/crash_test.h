// tests/app/crash_test.h: the program that crash_test.cpp kills is the test's own, called with this argument.
#pragma once

#include <QString>

namespace podloom::app {

inline constexpr auto kEditAndWait = "--edit-and-wait";

/// Opens the design in a window, changes it, says "kept" once the journal has the change, and runs on.
int editAndWait(const QString &path);

inline constexpr auto kTypeAndWait = "--type-and-wait";

/// The same with kTyped, which is not applied, below the manifest of node a.
int typeAndWait(const QString &path);

inline constexpr auto kTyped = "spec: {podCIDR: [";

} // namespace podloom::app
