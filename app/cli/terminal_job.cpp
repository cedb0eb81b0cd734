#include "app/cli/terminal_job.h"

#include "core/os/stop_event.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <utility>

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

/// A line without its line feed; nothing when the job was stopped or the terminal has gone.
std::optional<std::string> readLine(int terminal, const std::stop_token &stop)
{
    StopEvent event(stop);
    std::string answer;
    for (;;) {
        if (!event.waitFor(terminal, POLLIN, StopEvent::Clock::now() + std::chrono::hours(1)))
            return std::nullopt;
        char c = 0;
        if (::read(terminal, &c, 1) != 1)
            return std::nullopt;
        if (c == '\n')
            return answer;
        answer += c;
    }
}

/// One line from the terminal, without echo if it is a secret; nothing where there is no terminal.
std::optional<std::string> askTerminal(const std::string &question, bool isSecret,
                                       const std::stop_token &stop)
{
    const UniqueFd terminal(::open("/dev/tty", O_RDWR | O_CLOEXEC));
    if (!terminal)
        return std::nullopt;
    termios before{};
    const bool canHide = isSecret && ::tcgetattr(terminal.get(), &before) == 0;
    if (canHide) {
        auto hidden = before;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(terminal.get(), TCSAFLUSH, &hidden);
    }
    [[maybe_unused]] auto written = ::write(terminal.get(), question.data(), question.size());
    auto answer = readLine(terminal.get(), stop);
    if (canHide) {
        ::tcsetattr(terminal.get(), TCSAFLUSH, &before);
        written = ::write(terminal.get(), "\n", 1);
    }
    return answer;
}

std::size_t terminalWidth()
{
    winsize size{};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20 ? size.ws_col : 80;
}

/// At most `width` bytes, without half a character at the end.
std::string cut(std::string text, std::size_t width)
{
    if (text.size() <= width)
        return text;
    while (width > 0 && (static_cast<unsigned char>(text[width]) & 0xC0U) == 0x80U)
        --width;
    text.resize(width);
    return text;
}

} // namespace

void addHostKeyOption(QCommandLineParser &parser)
{
    parser.addOption(
        {QStringLiteral("accept-new-host-keys"),
         QStringLiteral("Trusts machines whose host key is unknown, without a question; a changed "
                        "key is refused all the same.")});
}

TerminalJob::TerminalJob(const QCommandLineParser &parser)
    : m_acceptsNewKeys(parser.isSet(QStringLiteral("accept-new-host-keys"))),
      m_isTerminal(::isatty(STDERR_FILENO) == 1)
{
    const auto set = endingSignals();
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
    m_signals = std::jthread([this](const std::stop_token &end) {
        const auto waited = endingSignals();
        int signal = 0;
        while (::sigwait(&waited, &signal) == 0 && !end.stop_requested()) {
            std::fputs("\nstopping…\n", stderr);
            m_stop.request_stop();
        }
    });
    m_job.stop = m_stop.get_token();
    m_job.progress = [this](const LabProgress &news) { show(news); };
    m_job.acceptUnknownKey = [this](const HostKey &key) { return acceptKey(key); };
    m_job.secret = [this](const SecretQuestion &question) { return askSecret(question); };
}

TerminalJob::~TerminalJob()
{
    endProgress();
    m_signals.request_stop();
    ::pthread_kill(m_signals.native_handle(), SIGTERM); // wakes it
}

void TerminalJob::expectSteps(std::size_t count)
{
    const std::lock_guard lock(m_mutex);
    m_steps = count;
    m_stepsDone = 0;
}

void TerminalJob::endProgress()
{
    const std::lock_guard lock(m_mutex);
    if (std::exchange(m_hasMovingLine, false))
        std::fputs("\r\033[K", stderr);
}

void TerminalJob::show(const LabProgress &news)
{
    const std::lock_guard lock(m_mutex);
    const bool isStep = !news.id.empty();
    const bool isOver = isStep && news.state != LabProgress::State::Running;
    const bool isBad = news.state == LabProgress::State::Failed;
    if (isOver && m_stepsDone < m_steps)
        ++m_stepsDone;
    if (!m_isTerminal && isStep && !isOver)
        return;
    std::string line;
    if (isStep && m_steps > 0)
        line = '[' + std::to_string(m_stepsDone) + '/' + std::to_string(m_steps) + "] ";
    line += news.node.empty() ? "" : news.node + ": ";
    line += isBad ? "FAILED " : news.state == LabProgress::State::Skipped ? "skipped " : "";
    const auto sentence = news.sentence();
    line += sentence.empty() ? news.id : sentence;
    if (!m_isTerminal) {
        std::fprintf(stderr, "%s\n", line.c_str());
    } else if (isBad) {
        std::fprintf(stderr, "\r\033[K%s\n", line.c_str());
        m_hasMovingLine = false;
    } else {
        std::fprintf(stderr, "\r\033[K%s", cut(line, terminalWidth() - 1).c_str());
        m_hasMovingLine = true;
    }
}

bool TerminalJob::acceptKey(const HostKey &key)
{
    const auto text = "The host key of " + key.host + " port " + std::to_string(key.port)
                    + " is unknown: " + key.type + ' ' + key.fingerprint + '\n';
    endProgress();
    if (m_acceptsNewKeys) {
        std::fprintf(stderr, "%sIt is trusted from now on (--accept-new-host-keys).\n", text.c_str());
        return true;
    }
    const auto answer =
        askTerminal(text + "Is it the right one? Type yes to trust it: ", false, m_stop.get_token());
    if (!answer)
        std::fprintf(stderr, "%sThere is no terminal to ask at; --accept-new-host-keys would trust it.\n",
                     text.c_str());
    return answer == "yes";
}

std::optional<std::string> TerminalJob::askSecret(const SecretQuestion &question)
{
    const bool isPassphrase = question.kind == SecretQuestion::Kind::Passphrase;
    endProgress();
    return askTerminal((isPassphrase ? "Passphrase of " : "Password of ") + question.subject + ": ", true,
                       m_stop.get_token());
}

} // namespace podloom::cli
