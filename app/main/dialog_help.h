// app/main/dialog_help.h: F1 in dialogs, which keep their window, and so its keys, from being used.
#pragma once

namespace podloom::app {

/// From now on F1 opens the manual in every dialog of the program: at its page (setManualPage), or at that of
/// the place that it belongs to, or at what is said of the whole window. May be called more than once.
void helpInDialogs();

} // namespace podloom::app
