#include "app/main/command_line.h"

#include <QRegularExpression>

#include <algorithm>

namespace podloom::app {

namespace {

constexpr int kLargestPicture = 32767; ///< pixels a side that can be painted on

Failure refuse(const QString &sentence)
{
    return fail(Errc::InvalidArgument, "usage", "%1; \"podloom --help\" shows every option",
                {sentence.toStdString()});
}

std::optional<Selection::Question> questionOf(const QString &text)
{
    const auto parts = text.split(QLatin1Char(','));
    if (parts.size() != 3 || parts[0].isEmpty() || parts[1].isEmpty())
        return std::nullopt;
    Selection::Question question{parts[0].toStdString(), parts[1].toStdString(), {}};
    bool isNumber = false;
    question.traffic.port = parts[2].section(QLatin1Char('/'), 0, 0).toUShort(&isNumber);
    const auto protocol = parts[2].contains(QLatin1Char('/'))
                            ? parseProtocol(parts[2].section(QLatin1Char('/'), 1).toStdString())
                            : Protocol::Tcp;
    if (!isNumber || question.traffic.port == 0 || !protocol)
        return std::nullopt;
    question.traffic.protocol = *protocol;
    return question;
}

Status take(CommandLine &line, const QString &option, const QString &value)
{
    if (option == QLatin1String("--view")) {
        if (!viewNames().contains(value))
            return refuse(QStringLiteral("--view is one of %1, not \"%2\"")
                              .arg(viewNames().join(QStringLiteral(", ")), value));
        line.view = value;
    } else if (option == QLatin1String("--select")) {
        line.select = value;
    } else if (option == QLatin1String("--ask")) {
        line.ask = questionOf(value);
        if (!line.ask)
            return refuse(QStringLiteral("--ask is FROM,TO,PORT or FROM,TO,PORT/PROTOCOL "
                                         "(web/frontend-0,app/cart-0,7070), not \"%1\"")
                              .arg(value));
    } else if (option == QLatin1String("--panel")) {
        if (!panelNames().contains(value))
            return refuse(QStringLiteral("--panel is one of %1, not \"%2\"")
                              .arg(panelNames().join(QStringLiteral(", ")), value));
        line.panel = value;
    } else if (option == QLatin1String("--import")) {
        line.imports << value;
    } else if (option == QLatin1String("--run")) {
        line.runs << value;
    } else if (option == QLatin1String("--render")) {
        line.renderFile = value;
    } else if (option == QLatin1String("--size")) {
        const auto match =
            QRegularExpression(QStringLiteral("^(\\d{3,5})x(\\d{3,5})(?:@([1-4](?:\\.\\d+)?))?$"))
                .match(value);
        if (!match.hasMatch())
            return refuse(
                QStringLiteral("--size is WIDTHxHEIGHT in pixels (1600x1000), not \"%1\"").arg(value));
        line.size = {match.captured(1).toInt(), match.captured(2).toInt()};
        line.scale = match.captured(3).isEmpty() ? 1 : match.captured(3).toDouble();
        if (std::max(line.size.width(), line.size.height()) * line.scale > kLargestPicture)
            return refuse(QStringLiteral("--size is %1 pixels a side at most, not %2")
                              .arg(QString::number(kLargestPicture), value));
    } else if (option == QLatin1String("--language")) {
        static const QStringList known{QStringLiteral("en"), QStringLiteral("de"), QStringLiteral("zh_CN")};
        if (!known.contains(value))
            return refuse(QStringLiteral("--language is one of %1, not \"%2\"")
                              .arg(known.join(QStringLiteral(", ")), value));
        line.language = value;
    } else {
        line.theme = themeFrom(value.toStdString());
        if (!line.theme)
            return refuse(QStringLiteral("--theme is light, dark or contrast, not \"%1\"").arg(value));
    }
    return {};
}

} // namespace

QStringList viewNames()
{
    return {QStringLiteral("topology"), QStringLiteral("addresses"), QStringLiteral("bgp"),
            QStringLiteral("policies"), QStringLiteral("live")};
}

QStringList panelNames()
{
    return {QStringLiteral("problems"), QStringLiteral("reachability"), QStringLiteral("explain"),
            QStringLiteral("trace"),    QStringLiteral("routes"),       QStringLiteral("addresses"),
            QStringLiteral("plan"),     QStringLiteral("lab"),          QStringLiteral("table")};
}

QString usageText()
{
    return QStringLiteral(
        "usage: podloom [PATH...] [--view LENS] [--theme light|dark|contrast] [--language LANGUAGE] "
        "[--select KIND/[NAMESPACE/]NAME] "
        "[--panel NAME]\n"
        "               [--ask FROM,TO,PORT[/PROTOCOL]] [--run ACTION]... [--import PATH]...\n"
        "       podloom PATH... --render FILE.png|svg|pdf [--size WxH[@SCALE]] [--verify] [the same]\n"
        "\n"
        "Opens designs: files or folders of manifests. --view is topology, addresses, bgp, policies or live; "
        "--panel is\n"
        "problems, reachability, explain, trace, routes, addresses, plan, lab or table. --select chooses an "
        "object, "
        "--ask\n"
        "explains a connection, --run does an action by its name (new-cluster, new-policy, shortcuts, about, "
        "manual,\n"
        "settings), --import shows what is in files of others before it is added.\n"
        "With --render the window is drawn into FILE, on a machine without a display too. SCALE is for "
        "sharp\n"
        "pictures: 1600x1000@2 has 3200x2000 pixels. A running lab of the design is in it; --verify probes "
        "it "
        "first.\n");
}

Result<CommandLine> parseCommandLine(const QStringList &arguments)
{
    static const QStringList withValue{QStringLiteral("--view"),   QStringLiteral("--render"),
                                       QStringLiteral("--size"),   QStringLiteral("--theme"),
                                       QStringLiteral("--select"), QStringLiteral("--panel"),
                                       QStringLiteral("--ask"),    QStringLiteral("--run"),
                                       QStringLiteral("--import"), QStringLiteral("--language")};
    CommandLine line;
    bool onlyPaths = false;
    for (int index = 0; index < arguments.size(); ++index) {
        const auto &argument = arguments[index];
        const auto option = argument.section(QLatin1Char('='), 0, 0);
        if (onlyPaths || !argument.startsWith(QLatin1Char('-'))) {
            line.paths << argument;
        } else if (argument == QLatin1String("--")) {
            onlyPaths = true;
        } else if (argument == QLatin1String("-h") || argument == QLatin1String("--help")) {
            line.wantsHelp = true;
        } else if (argument == QLatin1String("--version")) {
            line.wantsVersion = true;
        } else if (argument == QLatin1String("--verify")) {
            line.wantsProof = true;
        } else if (withValue.contains(option)) {
            const bool isJoined = argument.contains(QLatin1Char('='));
            if (!isJoined && index + 1 == arguments.size())
                return refuse(QStringLiteral("%1 needs a value").arg(option));
            const auto value = isJoined ? argument.section(QLatin1Char('='), 1) : arguments[++index];
            if (auto taken = take(line, option, value); !taken)
                return Failure{std::move(taken).error()};
        } else {
            return refuse(QStringLiteral("there is no option %1").arg(argument));
        }
    }
    return line;
}

} // namespace podloom::app
