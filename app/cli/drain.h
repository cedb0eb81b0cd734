// app/cli/drain.h: taking traffic off a machine of a lab, and letting it come back. Private to lab.cpp.
#pragma once

#include "app/cli/verb.h"

#include <QCommandLineParser>

namespace podloom::cli {

/// `words` are the machine and the PATHs of the design, in which the machine is marked; then the lab follows
/// the design. Without `isForced` nothing happens when others would lose their way.
int drainMachine(const QCommandLineParser &parser, const QStringList &words, bool isForced);
int undrainMachine(const QCommandLineParser &parser, const QStringList &words);

} // namespace podloom::cli
