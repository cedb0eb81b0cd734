#include "app/cli/lab_options.h"

#include <fcntl.h>
#include <signal.h>
#include <termios.h>

#include <array>
#include <cstdio>

namespace podloom::cli {

namespace {

sigset_t endingSignals()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

void printProgress(const LabProgress &news)
{
    const auto *mark = news.state == LabProgress::State::Failed  ? "FAILED "
                     : news.state == LabProgress::State::Done    ? "done "
                     : news.state == LabProgress::State::Skipped ? "skipped "
                                                                 : "";
    std::fprintf(stderr, "%s%s%s%s\n", news.node.c_str(), news.node.empty() ? "" : ": ", mark,
                 news.text.empty() ? news.id.c_str() : news.text.c_str());
}

/// One line from the terminal, without echo if it is a secret; nothing where there is no terminal.
std::optional<std::string> askTerminal(const std::string &question, bool isSecret)
{
    const UniqueFd terminal(::open("/dev/tty", O_RDWR | O_CLOEXEC));
    if (!terminal)
        return std::nullopt;
    termios before{};
    const bool canHide = ::tcgetattr(terminal.get(), &before) == 0;
    if (isSecret && canHide) {
        auto hidden = before;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(terminal.get(), TCSAFLUSH, &hidden);
    }
    [[maybe_unused]] auto written = ::write(terminal.get(), question.data(), question.size());
    std::string answer;
    char c = 0;
    while (::read(terminal.get(), &c, 1) == 1 && c != '\n')
        answer += c;
    if (isSecret && canHide) {
        ::tcsetattr(terminal.get(), TCSAFLUSH, &before);
        written = ::write(terminal.get(), "\n", 1);
    }
    return answer;
}

bool acceptKey(const HostKey &key)
{
    const auto answer =
        askTerminal("The host key of " + key.host + " port " + std::to_string(key.port) + " is unknown: "
                        + key.type + ' ' + key.fingerprint + "\nIs it the right one? Type yes to trust it: ",
                    false);
    return answer == "yes";
}

std::optional<std::string> askSecret(const SecretQuestion &question)
{
    const bool isPassphrase = question.kind == SecretQuestion::Kind::Passphrase;
    return askTerminal((isPassphrase ? "Passphrase of " : "Password of ") + question.subject + ": ", true);
}

Result<std::uint16_t> portFrom(const QCommandLineParser &parser, const QString &option)
{
    if (!parser.isSet(option))
        return std::uint16_t{0};
    bool isNumber = false;
    const auto value = parser.value(option).toUInt(&isNumber);
    if (!isNumber || value == 0 || value > 65535)
        return fail(Errc::InvalidArgument, "port", "--%1 wants a number from 1 to 65535, not %2",
                    {option.toStdString(), parser.value(option).toStdString()});
    return static_cast<std::uint16_t>(value);
}

std::vector<std::string> namesOf(const QStringList &values)
{
    std::vector<std::string> out;
    for (const auto &value : values)
        out.push_back(value.toStdString());
    return out;
}

} // namespace

TerminalJob::TerminalJob()
{
    const auto set = endingSignals();
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
    m_signals = std::jthread([this](const std::stop_token &end) {
        const auto waited = endingSignals();
        const timespec patience{0, 200'000'000};
        while (!end.stop_requested()) {
            if (::sigtimedwait(&waited, nullptr, &patience) > 0) {
                std::fputs("stopping…\n", stderr);
                m_stop.request_stop();
            }
        }
    });
    m_job.stop = m_stop.get_token();
    m_job.progress = printProgress;
    m_job.acceptUnknownKey = acceptKey;
    m_job.secret = askSecret;
}

TerminalJob::~TerminalJob() = default;

void addLabOption(QCommandLineParser &parser)
{
    parser.addOption({QStringLiteral("lab"), QStringLiteral("The lab; may be left out while only one is up."),
                      QStringLiteral("LAB")});
}

Result<LabFolder> labFrom(const QCommandLineParser &parser)
{
    auto folder = findLab(parser.value(QStringLiteral("lab")).toStdString());
    if (folder && !folder->exists())
        return fail(Errc::NotFound, "lab-unknown", "there is no lab called %1", {folder->name()});
    return folder;
}

void addQuestionOptions(QCommandLineParser &parser)
{
    const auto add = [&](const char *name, const char *text, const char *value) {
        parser.addOption({QString::fromLatin1(name), QString::fromUtf8(text), QString::fromLatin1(value)});
    };
    add("protocol", "TCP (default), UDP, ICMP or ICMPv6.", "PROTOCOL");
    add("port", "Destination port.", "PORT");
    add("source-port", "Source port.", "PORT");
    add("family", "4 or 6.", "FAMILY");
    add("ip", "An address outside the cluster; may be repeated.", "ADDRESS");
    add("from", "Only from this end; may be repeated.", "NAME");
    add("to", "Only to this end; may be repeated.", "NAME");
}

Result<ProbeQuestion> questionFrom(const QCommandLineParser &parser)
{
    ProbeQuestion question;
    if (const auto text = parser.value(QStringLiteral("protocol")).toStdString(); !text.empty()) {
        question.protocol = parseProtocol(text);
        const bool isSctp = question.protocol == Protocol::Sctp || question.protocol == Protocol::UdpLite;
        if (!question.protocol || isSctp)
            return fail(Errc::InvalidArgument, "protocol", "probes are TCP, UDP, ICMP or ICMPv6, not %1",
                        {text});
    }
    auto port = portFrom(parser, QStringLiteral("port"));
    auto source = portFrom(parser, QStringLiteral("source-port"));
    if (!port || !source)
        return Failure{port ? source.error() : port.error()};
    question.port = *port;
    question.sourcePort = *source;
    if (const auto family = parser.value(QStringLiteral("family")); !family.isEmpty()) {
        if (family != QLatin1String("4") && family != QLatin1String("6"))
            return fail(Errc::InvalidArgument, "family", "--family is 4 or 6, not %1",
                        {family.toStdString()});
        question.family = family == QLatin1String("4") ? Family::V4 : Family::V6;
    }
    for (const auto &text : parser.values(QStringLiteral("ip"))) {
        const auto ip = IpAddress::parse(text.toStdString());
        if (!ip)
            return fail(Errc::InvalidArgument, "ip", "%1 is no address", {text.toStdString()});
        question.outside.push_back(*ip);
    }
    question.from = namesOf(parser.values(QStringLiteral("from")));
    question.to = namesOf(parser.values(QStringLiteral("to")));
    return question;
}

QCommandLineOption jsonOption()
{
    return {QStringLiteral("json"), QStringLiteral("Answers in JSON.")};
}

} // namespace podloom::cli
