// podloomctl reach: the matrix of who can reach whom.
#include "app/cli/design_ways.h"
#include "app/cli/flow_arguments.h"
#include "app/cli/matrix_text.h"
#include "app/cli/verbs.h"
#include "core/policy/compile.h"
#include "core/policy/outside.h"
#include "core/policy/prediction.h"
#include "core/policy/relation.h"

#include <array>

namespace podloom::cli {

namespace {

using policy::FlowEnd;
using policy::Program;
using policy::Relation;
using policy::Traffic;

/// Rows and columns of the matrix.
struct Question {
    std::vector<FlowEnd> from{};
    std::vector<FlowEnd> to{};
};

/// Without --from or --to that side is the whole list: all pods, then every --ip.
Result<Question> readQuestion(const Program &program, const QCommandLineParser &parser)
{
    auto all = policy::podEnds(program);
    for (const auto &address : parser.values(QStringLiteral("ip"))) {
        auto end = policy::endByName(program, "ip:" + address.toStdString());
        if (!end)
            return Failure{std::move(end).error()};
        all.push_back(*std::move(end));
    }
    if (parser.isSet(QStringLiteral("outside"))) {
        const std::array<const Program *, 1> programs{&program};
        for (const auto family : {Family::V4, Family::V6}) {
            for (const auto &each : policy::outsideClasses(programs, family)) {
                if (each.sample)
                    all.push_back(policy::outsideEnd(each));
            }
        }
    }
    auto from = readEnds(program, parser.values(QStringLiteral("from")));
    if (!from)
        return Failure{std::move(from).error()};
    auto to = readEnds(program, parser.values(QStringLiteral("to")));
    if (!to)
        return Failure{std::move(to).error()};
    return Question{.from = from->empty() ? all : *std::move(from), .to = to->empty() ? all : *std::move(to)};
}

/// The matrix, with the relation behind it.
class Matrix {
public:
    Matrix(const Program &program, DesignWays &ways, Question question, const Traffic &traffic)
        : m_rows(question.from.size()),
          m_traffic(traffic),
          m_relation(program, joined(std::move(question)), traffic),
          m_ways(ways)
    {
        for (const auto &end : m_relation.ends())
            m_seats.push_back(ways.endOf(end));
    }

    std::size_t rows() const { return m_rows; }
    std::size_t columns() const { return m_relation.ends().size() - m_rows; }
    const std::string &rowName(std::size_t row) const { return m_relation.ends()[row].name; }
    const std::string &columnName(std::size_t column) const
    {
        return m_relation.ends()[m_rows + column].name;
    }
    bool allowed(std::size_t row, std::size_t column) const
    {
        return m_relation.allowed(row, m_rows + column);
    }
    /// Whether routes lead there and back, whatever policies say.
    bool hasWay(std::size_t row, std::size_t column) const
    {
        return m_ways.lead(m_seats[row], m_seats[m_rows + column], m_traffic.family);
    }
    bool isSelf(std::size_t row, std::size_t column) const { return rowName(row) == columnName(column); }
    /// The one that was asked for, else the one that pairs were judged for, IPv4 first.
    Family family() const
    {
        if (m_traffic.family)
            return *m_traffic.family;
        bool hasV6 = false;
        for (std::size_t row = 0; row < rows(); ++row) {
            for (std::size_t column = 0; column < columns(); ++column) {
                const auto family = m_relation.family(row, m_rows + column);
                if (family == Family::V4)
                    return Family::V4;
                hasV6 = hasV6 || family == Family::V6;
            }
        }
        return hasV6 ? Family::V6 : Family::V4;
    }

private:
    static std::vector<FlowEnd> joined(Question question)
    {
        auto out = std::move(question.from);
        out.insert(out.end(), question.to.begin(), question.to.end());
        return out;
    }

    std::size_t m_rows;
    Traffic m_traffic;
    Relation m_relation;
    const DesignWays &m_ways;
    std::vector<PodWays::End> m_seats; ///< by end of the relation
};

Json toJson(const Matrix &matrix, const Traffic &traffic)
{
    auto from = Json::array();
    auto to = Json::array();
    auto allowed = Json::array();
    auto withoutRoute = Json::array();
    for (std::size_t column = 0; column < matrix.columns(); ++column)
        to.append(matrix.columnName(column));
    for (std::size_t row = 0; row < matrix.rows(); ++row) {
        from.append(matrix.rowName(row));
        auto line = Json::array();
        for (std::size_t column = 0; column < matrix.columns(); ++column) {
            line.append(matrix.allowed(row, column));
            if (!matrix.allowed(row, column) || matrix.hasWay(row, column))
                continue;
            auto pair = Json::array();
            pair.append(matrix.rowName(row));
            pair.append(matrix.columnName(column));
            withoutRoute.append(std::move(pair));
        }
        allowed.append(std::move(line));
    }
    return Json::object({{"protocol", podloom::toString(traffic.protocol)},
                         {"port", portToJson(traffic)},
                         {"family", familyToJson(matrix.family())},
                         {"from", std::move(from)},
                         {"to", std::move(to)},
                         {"allowed", std::move(allowed)},
                         {"withoutRoute", std::move(withoutRoute)}});
}

/// In the words of the designer; what a pod says to itself does not count.
void printSum(const Matrix &matrix)
{
    std::size_t all = 0;
    std::size_t works = 0;
    std::size_t noWay = 0;
    for (std::size_t row = 0; row < matrix.rows(); ++row) {
        for (std::size_t column = 0; column < matrix.columns(); ++column) {
            if (matrix.isSelf(row, column))
                continue;
            ++all;
            if (matrix.allowed(row, column))
                ++(matrix.hasWay(row, column) ? works : noWay);
        }
    }
    const auto counted = '\n' + std::to_string(works) + " of " + std::to_string(all) + " connections ";
    if (noWay == 0)
        printLine(counted + "allowed");
    else
        printLine(counted + "work; " + std::to_string(noWay)
                  + " more are allowed without a route: \"podloomctl check\" and \"podloomctl trace\" say "
                    "why");
}

void print(const Matrix &matrix, const Traffic &traffic)
{
    std::vector<std::string> from;
    std::vector<std::string> to;
    for (std::size_t row = 0; row < matrix.rows(); ++row)
        from.push_back(matrix.rowName(row));
    for (std::size_t column = 0; column < matrix.columns(); ++column)
        to.push_back(matrix.columnName(column));
    printMatrix(toString(traffic) + (matrix.family() == Family::V4 ? ", IPv4" : ", IPv6"), from, to,
                [&](std::size_t row, std::size_t column) {
                    return !matrix.allowed(row, column) ? MatrixCell::Denied
                         : matrix.hasWay(row, column)   ? MatrixCell::Allowed
                                                        : MatrixCell::NoWay;
                });
    printSum(matrix);
}

int run(const QStringList &arguments)
{
    QCommandLineParser parser;
    addTrafficOptions(parser);
    parser.addOptions({{QStringLiteral("ip"), QStringLiteral("An outside host; may be repeated."),
                        QStringLiteral("address")},
                       {QStringLiteral("outside"),
                        QStringLiteral("The ranges of outside addresses that policies tell apart.")},
                       {QStringLiteral("from"), QStringLiteral("Only this source; may be repeated."),
                        QStringLiteral("name")},
                       {QStringLiteral("to"), QStringLiteral("Only this destination; may be repeated."),
                        QStringLiteral("name")},
                       {QStringLiteral("json"), QStringLiteral("Answers in JSON.")}});
    int exitStatus = kFine;
    if (!parseArguments(parser, kReachVerb, arguments, exitStatus))
        return exitStatus;
    const auto traffic = readTraffic(parser);
    if (!traffic)
        return failWith(traffic.error());
    const auto snapshot = readWholeDesign(parser.positionalArguments(), exitStatus);
    if (!snapshot)
        return exitStatus;
    const auto placed = policy::predicted(snapshot->design());
    const auto program = policy::compile(placed);
    auto question = readQuestion(program, parser);
    if (!question)
        return failWith(question.error());
    for (const auto *ends : {&question->from, &question->to}) {
        if (auto asked = refuseServices(snapshot->design(), *ends); !asked)
            return failWith(asked.error());
    }
    DesignWays ways(placed, program);
    const Matrix matrix(program, ways, *std::move(question), *traffic);
    if (parser.isSet(QStringLiteral("json")))
        printJson(toJson(matrix, *traffic));
    else
        print(matrix, *traffic);
    return kFine;
}

} // namespace

const Verb kReachVerb{"reach",
                      "reach PATH... --protocol TCP|UDP|SCTP|ICMP|ICMPv6 [--port P] [--source-port S] "
                      "[--ip ADDR]... [--outside] [--from NAME]... [--to NAME]... [--family 4|6] [--json]",
                      "Says who can reach whom.", run};

} // namespace podloom::cli
