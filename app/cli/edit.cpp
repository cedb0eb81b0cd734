// podloomctl edit: a scripted change that leaves everything around it byte for byte.
#include "core/manifest/edit.h"
#include "app/cli/input.h"
#include "app/cli/verbs.h"
#include "core/base/text.h"
#include "core/os/files.h"

#include <cstdio>
#include <set>

namespace podloom::cli {

namespace {

/// The steps in the order in which they stand on the command line; QCommandLineParser keeps that order only
/// within one option.
Result<Edit> readSteps(const QStringList &arguments, const ObjectId &object)
{
    Edit edit;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const auto argument = arguments[i].toStdString();
        const bool isSet = argument == "--set" || argument.starts_with("--set=");
        const bool isRemove = argument == "--remove" || argument.starts_with("--remove=");
        if (!isSet && !isRemove)
            continue;
        const auto equals = argument.find('=');
        const auto value =
            equals != std::string::npos ? argument.substr(equals + 1) : arguments.value(++i).toStdString();
        if (isRemove) {
            edit.steps.emplace_back(RemoveValue{object, value});
            continue;
        }
        const auto split = value.find('=');
        if (split == std::string::npos)
            return fail(Errc::InvalidArgument, "set-syntax", "\"%1\" is not POINTER=VALUE", {value});
        auto parsed = parseYamlValue(std::string_view(value).substr(split + 1));
        if (!parsed)
            return Failure{std::move(parsed).error()};
        edit.steps.emplace_back(SetValue{object, value.substr(0, split), *std::move(parsed)});
    }
    return edit;
}

/// The files that the edit changed, by name; "-" = standard input.
std::vector<std::string> changedFiles(const Snapshot &before, const Snapshot &after)
{
    std::vector<std::string> names;
    for (std::size_t file = 0; file < after.fileCount(); ++file) {
        if (before.bytes(file) != after.bytes(file))
            names.push_back(after.fileName(file));
    }
    return names;
}

/// Writes every changed file to its place, and what came from standard input to standard output.
Status save(const Snapshot &before, const Snapshot &after)
{
    for (std::size_t file = 0; file < after.fileCount(); ++file) {
        if (after.fileName(file) == "-") {
            std::fwrite(after.bytes(file).data(), 1, after.bytes(file).size(), stdout);
            continue;
        }
        if (before.bytes(file) == after.bytes(file))
            continue;
        if (auto written = replaceFile(after.fileName(file), after.bytes(file)); !written)
            return written;
    }
    return {};
}

/// Writes the file that holds the object to `target`.
Status saveTo(const std::string &target, const Snapshot &before, const Snapshot &after,
              const ObjectId &object)
{
    const auto bytes = after.bytes(before.meta(object)->at.file);
    if (target != "-")
        return replaceFile(target, bytes);
    std::fwrite(bytes.data(), 1, bytes.size(), stdout);
    return {};
}

/// Says what the edit broke: the file is written as asked, but nothing answers for it until it is mended.
void tellNewFaults(const Snapshot &before, const Snapshot &after)
{
    std::set<std::string> known;
    for (const auto &each : before.diagnostics())
        known.insert(each.message.text());
    Diagnostics faults;
    for (const auto &each : after.diagnostics()) {
        if (each.severity == Severity::Error && !known.contains(each.message.text()))
            faults.push_back(each);
    }
    printDiagnostics(faults, after, Severity::Error);
}

int run(const QStringList &arguments)
{
    QCommandLineParser parser;
    const QCommandLineOption object(
        QStringLiteral("object"), QStringLiteral("KIND[.GROUP]/[NAMESPACE/]NAME."), QStringLiteral("OBJECT"));
    const QCommandLineOption set(QStringLiteral("set"),
                                 QStringLiteral("Sets a value; VALUE is YAML, /- appends."),
                                 QStringLiteral("POINTER=VALUE"));
    const QCommandLineOption remove(QStringLiteral("remove"), QStringLiteral("Removes a value."),
                                    QStringLiteral("POINTER"));
    const QCommandLineOption output(
        QStringLiteral("o"),
        QStringLiteral("Writes the changed file there (- is standard output) instead of "
                       "in place."),
        QStringLiteral("PATH"));
    parser.addOptions({object, set, remove, output, jsonOption()});
    int exitStatus = kFine;
    if (!parseArguments(parser, kEditVerb, arguments, exitStatus))
        return exitStatus;
    if (parser.positionalArguments().isEmpty() || !parser.isSet(object)
        || !(parser.isSet(set) || parser.isSet(remove)))
        return failWith(std::string("usage: podloomctl ") + kEditVerb.usage);
    const auto design = readDesign(parser.positionalArguments());
    if (!design)
        return failWith(design.error());
    const auto id = findObject(**design, parser.value(object).toStdString());
    if (!id)
        return failWith(id.error());
    const auto edit = readSteps(arguments, *id);
    if (!edit)
        return failWith(edit.error());
    const auto applied = apply(**design, *edit);
    if (!applied)
        return failWith(applied.error());
    const auto target = parser.value(output).toStdString();
    const auto saved = target.empty() ? save(**design, *applied->snapshot)
                                      : saveTo(target, **design, *applied->snapshot, *id);
    if (!saved)
        return failWith(saved.error());
    tellNewFaults(**design, *applied->snapshot);
    // Where the file itself goes to standard output, nothing else does.
    const bool isPiped = target == "-" || (target.empty() && parser.positionalArguments().contains(u"-"_qs));
    if (isPiped)
        return kFine;
    const auto files = target.empty() ? changedFiles(**design, *applied->snapshot) : std::vector{target};
    if (parser.isSet(QStringLiteral("json"))) {
        Json changed = Json::array();
        for (const auto &file : files)
            changed.append(file);
        printJson(Json::object({{"changed", std::move(changed)}}));
    } else {
        const auto news =
            files.empty() ? "nothing to change: it is so already" : "changed " + join(files, ", ");
        std::fprintf(stderr, "%s\n", news.c_str());
    }
    return kFine;
}

} // namespace

const Verb kEditVerb{
    "edit", "edit PATH --object OBJECT (--set POINTER=VALUE | --remove POINTER)... [-o PATH] [--json]",
    "Changes one object and leaves every byte around the change as it was.", run};

} // namespace podloom::cli
