// podloomctl probe: reachability measured from inside the pods of a lab.
#include "app/cli/lab_options.h"
#include "app/cli/matrix_text.h"
#include "app/cli/table.h"
#include "app/cli/terminal_job.h"
#include "app/cli/verbs.h"

#include <algorithm>

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

void print(const ProbeMatrix &matrix, const ProbeQuestion &question)
{
    const auto protocol = question.protocol.value_or(Protocol::Tcp);
    auto head =
        toString(protocol) + (hasPorts(protocol) ? ' ' + std::to_string(question.port) : std::string());
    if (question.family)
        head += *question.family == Family::V4 ? ", IPv4" : ", IPv6";
    std::size_t reached = 0;
    std::size_t pairs = 0;
    for (const auto &row : matrix.allowed) {
        reached += static_cast<std::size_t>(std::count(row.begin(), row.end(), true));
        pairs += row.size();
    }
    printMatrix(head + ", measured", matrix.from, matrix.to, [&](std::size_t row, std::size_t column) {
        return matrix.allowed[row][column] ? MatrixCell::Allowed : MatrixCell::Denied;
    });
    printLine("\n" + std::to_string(reached) + " of " + counted(pairs, "pair") + " reached");
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
    TerminalJob job(parser);
    const auto matrix = probeLab(*folder, *question, job.job());
    job.endProgress();
    if (!matrix)
        return failWith(matrix.error());
    if (!matrix->trouble.empty())
        return failWith("not every probe could be made: " + matrix->trouble);
    if (parser.isSet(QStringLiteral("json"))) {
        printJson(matrixJson(*matrix, *question));
        return kFine;
    }
    print(*matrix, *question);
    return kFine;
}

} // namespace

const Verb kProbeVerb{
    "probe",
    "probe [--lab LAB] [--protocol P] --port PORT [--family 4|6] [--ip ADDR]... [--from NAME]... "
    "[--to NAME]... [--json]",
    "Measures who reaches whom in a lab.", run};

} // namespace podloom::cli
