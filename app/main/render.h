// app/main/render.h: the window as a picture, on a machine without a display too.
#pragma once

#include "app/main/command_line.h"

namespace podloom::app {

/// Makes the window of the design, lets everything be worked out, and draws it into the file. The end of the
/// name says how: .png, .svg or .pdf.
/// Errors: InvalidArgument (another end, a lens that there is not), NotFound and Io from files.
Status renderWindow(const CommandLine &line);

} // namespace podloom::app
