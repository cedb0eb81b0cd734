// app/cli/lab_options.h: what the verbs that work on a lab share: which lab, and what is asked of it.
#pragma once

#include "app/cli/verb.h"
#include "core/lab/lab_inventory.h"
#include "core/lab/verification.h"

#include <QCommandLineParser>

#include <map>
#include <optional>
#include <string>

namespace podloom::cli {

/// --lab NAME, which may be left out (see labFrom), and --accept-new-host-keys.
void addLabOption(QCommandLineParser &parser);
/// Says on stderr what to call next: "podloomctl VERB PATH... --lab LAB", to be pasted into a shell.
void sayNext(const char *verb, const QStringList &paths, const std::string &lab);
/// Says on stderr how agents come to nodes where none answers.
void sayHowToStartAgents(const std::string &lab);
/// What a lab of these paths is called unless it is named: the base name of the first, without a file's
/// suffix.
std::string labNameOf(const QStringList &paths);
/// The lab that was named; else that called `likely`, if there is one, else the only one. Errors: as
/// existingLab.
Result<LabFolder> labFrom(const QCommandLineParser &parser, const std::string &likely = {});

/// As readWholeDesign, for verbs that make a lab of the design or compare one with it: says on stderr what
/// cannot work (the errors of check), and refuses machines that share an address, which no network can serve.
SnapshotPointer readLabDesign(const QStringList &paths, int &exitStatus);

/// What apply, plan and verify compare.
struct DesignAndLab {
    SnapshotPointer design{};
    LabFolder lab;
};
/// The design of the positional arguments and the lab of --lab; on a mistake `verb` says so, and nothing is
/// returned with `exitStatus` set.
std::optional<DesignAndLab> designAndLabFrom(const QCommandLineParser &parser, const Verb &verb,
                                             int &exitStatus);

class TerminalJob;
/// Makes the lab what the design says and tells what was done; the exit status. `paths` are for the hint what
/// to call next.
int applyToLab(const DesignAndLab &subject, TerminalJob &job, const QStringList &paths, bool asJson);

/// Says of each node why it could not be looked at, and returns kUsage.
int failUnreachable(const std::map<std::string, Error> &nodes);

/// --protocol, --port, --source-port, --family, --ip, --from, --to.
void addQuestionOptions(QCommandLineParser &parser);
/// Errors: InvalidArgument.
Result<ProbeQuestion> questionFrom(const QCommandLineParser &parser);

} // namespace podloom::cli
