// app/main/show_what.h: what --select, --panel and --ask say, done to a window whose design is open.
#pragma once

#include "app/main/command_line.h"

namespace podloom::app {

class MainWindow;

/// Errors: NotFound and InvalidArgument when the design has no such object or end of a connection.
Status showWhat(MainWindow &window, const CommandLine &line);

} // namespace podloom::app
