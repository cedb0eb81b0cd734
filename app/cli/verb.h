// app/cli/verb.h: one verb of podloomctl, and what all verbs share: exit statuses and ways to answer.
#pragma once

#include "core/base/json.h"

#include <QCommandLineParser>
#include <QStringList>

#include <span>
#include <string>

namespace podloom::cli {

/// Exit statuses, as docs/cli.md promises them.
enum ExitStatus : int {
    kFine = 0,
    kFindings = 1, ///< an error found by check, a difference, a failed step, a mismatch
    kUsage = 2,    ///< wrong usage, or a file or connection that could not be read
};

/// A verb. `run` gets the arguments behind the verb's name and returns an ExitStatus.
struct Verb {
    const char *name;
    const char *usage;   ///< e.g. "check PATH... [--json]"
    const char *summary; ///< one line for the list of verbs
    int (*run)(const QStringList &arguments);
};

/// Every verb, in the order in which help lists them.
std::span<const Verb> verbs();

/// --json.
QCommandLineOption jsonOption();

/// Parses the arguments of a verb; on a mistake or `--help` it says so and returns false with `exitStatus`
/// set.
bool parseArguments(QCommandLineParser &parser, const Verb &verb, const QStringList &arguments,
                    int &exitStatus);

/// The answer on standard output: one line of JSON.
void printJson(const Json &answer);
/// A line on standard output.
void printLine(const std::string &line);
/// Says on standard error why the verb failed, and returns `status`.
int failWith(const Error &error, ExitStatus status = kUsage);
/// The same with a sentence of its own.
int failWith(const std::string &sentence, ExitStatus status = kUsage);

} // namespace podloom::cli
