// podloomctl probe: reachability measured from inside the pods of a lab.
#include "app/cli/lab_options.h"
#include "app/cli/verbs.h"

namespace podloom::cli {

namespace {

Json matrixJson(const ProbeMatrix &matrix, const ProbeQuestion &question)
{
    const auto names = [](const std::vector<std::string> &list) {
        Json out = Json::array();
        for (const auto &name : list)
            out.append(name);
        return out;
    };
    Json rows = Json::array();
    for (const auto &row : matrix.allowed) {
        Json cells = Json::array();
        for (const bool cell : row)
            cells.append(cell);
        rows.append(std::move(cells));
    }
    return Json::object({{"protocol", toString(question.protocol.value_or(Protocol::Tcp))},
                         {"port", question.port != 0 ? Json(std::int64_t{question.port}) : Json()},
                         {"family", question.family ? Json(*question.family == Family::V4 ? 4 : 6) : Json()},
                         {"from", names(matrix.from)},
                         {"to", names(matrix.to)},
                         {"allowed", std::move(rows)}});
}

int run(const QStringList &arguments)
{
    QCommandLineParser parser;
    addLabOption(parser);
    addQuestionOptions(parser);
    parser.addOption(jsonOption());
    int exitStatus = kFine;
    if (!parseArguments(parser, kProbeVerb, arguments, exitStatus))
        return exitStatus;
    const auto question = questionFrom(parser);
    if (!question)
        return failWith(question.error());
    const auto folder = labFrom(parser);
    if (!folder)
        return failWith(folder.error());
    const TerminalJob job;
    const auto matrix = probeLab(*folder, *question, job.job());
    if (!matrix)
        return failWith(matrix.error());
    if (!matrix->trouble.empty())
        return failWith("not every probe could be made: " + matrix->trouble);
    if (parser.isSet(QStringLiteral("json"))) {
        printJson(matrixJson(*matrix, *question));
        return kFine;
    }
    for (std::size_t row = 0; row < matrix->from.size(); ++row) {
        for (std::size_t column = 0; column < matrix->to.size(); ++column)
            printLine(matrix->from[row] + " -> " + matrix->to[column] + "  "
                      + (matrix->allowed[row][column] ? "reached" : "not reached"));
    }
    return kFine;
}

} // namespace

const Verb kProbeVerb{
    "probe",
    "probe [--lab LAB] [--protocol P] --port PORT [--family 4|6] [--ip ADDR]... [--from NAME]... "
    "[--to NAME]... [--json]",
    "measures who reaches whom in a lab", run};

} // namespace podloom::cli
