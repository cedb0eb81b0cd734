#include "core/ssh/ssh_streams.h"

#include "core/os/errno_error.h"
#include "core/ssh/channel_stream.h"
#include "core/ssh/shell_quote.h"

#include <fcntl.h>
#include <sys/eventfd.h>

#include <atomic>
#include <list>

namespace podloom {

namespace {

struct FreeEvent {
    void operator()(ssh_event event) const { ssh_event_free(event); }
};

} // namespace

/// The thread that owns the session.
class SshStreams::Pump {
public:
    explicit Pump(SessionPointer session)
        : m_session(std::move(session)),
          m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
          m_thread([this](const std::stop_token &stop) { loop(stop); })
    {}
    ~Pump()
    {
        m_thread.request_stop();
        wake();
    }

    Result<UniqueFd> open(ChannelOpener opener, std::chrono::milliseconds timeout, std::stop_token stop);
    bool isAlive() const { return m_isAlive; }

private:
    struct Request {
        ChannelOpener opener{};
        std::promise<Result<UniqueFd>> opened{};
    };

    void wake() const
    {
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto written = ::write(m_wake.get(), &one, sizeof one);
    }
    void loop(const std::stop_token &stop);
    void takeRequests();
    void wait();

    SessionPointer m_session;
    UniqueFd m_wake;
    std::mutex m_mutex;
    std::vector<Request> m_requests; ///< guarded by m_mutex
    std::list<ChannelStream> m_streams;
    std::atomic<bool> m_isAlive = true;
    std::jthread m_thread; // last: it uses all of the above
};

Result<UniqueFd> SshStreams::Pump::open(ChannelOpener opener, std::chrono::milliseconds timeout,
                                        std::stop_token stop)
{
    const auto deadline = StopEvent::Clock::now() + timeout;
    std::future<Result<UniqueFd>> answer;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_isAlive)
            return fail(Errc::Unavailable, "ssh-lost", "the connection was lost");
        m_requests.push_back({std::move(opener), {}});
        answer = m_requests.back().opened.get_future();
    }
    wake();
    while (answer.wait_for(std::chrono::milliseconds(20)) != std::future_status::ready) {
        if (stop.stop_requested())
            return fail(Errc::Cancelled, "cancelled", "it was cancelled");
        if (StopEvent::Clock::now() >= deadline)
            return fail(Errc::Timeout, "timed-out", "there was no answer in time");
    }
    return answer.get();
}

void SshStreams::Pump::takeRequests()
{
    std::uint64_t count = 0;
    [[maybe_unused]] const auto size = ::read(m_wake.get(), &count, sizeof count);
    const std::lock_guard lock(m_mutex);
    for (auto &request : m_requests)
        m_streams.emplace_back(m_session.get(), std::move(request.opener), std::move(request.opened));
    m_requests.clear();
}

void SshStreams::Pump::wait()
{
    const auto flags = ssh_get_poll_flags(m_session.get());
    const short wanted = (flags & SSH_WRITE_PENDING) ? POLLIN | POLLOUT : POLLIN;
    std::vector<pollfd> waiting{{m_wake.get(), POLLIN, 0}, {ssh_get_fd(m_session.get()), wanted, 0}};
    for (const auto &stream : m_streams)
        waiting.push_back(stream.waiting());
    // The bound is for a window that was opened by a packet which libssh read on its own.
    ::poll(waiting.data(), waiting.size(), m_streams.empty() ? -1 : 500);
}

void SshStreams::Pump::loop(const std::stop_token &stop)
{
    ssh_set_blocking(m_session.get(), 0);
    const std::unique_ptr<std::remove_pointer_t<ssh_event>, FreeEvent> event(ssh_event_new());
    ssh_event_add_session(event.get(), m_session.get());
    while (!stop.stop_requested() && ssh_is_connected(m_session.get())) {
        takeRequests();
        bool moved = false;
        for (auto &stream : m_streams)
            moved |= stream.turn();
        m_streams.remove_if([](const ChannelStream &stream) { return stream.isFinished(); });
        if (!moved)
            wait();
        ssh_event_dopoll(event.get(), 0); // reads and writes the session's socket
    }
    ssh_event_remove_session(event.get(), m_session.get());
    m_streams.clear();
    const std::lock_guard lock(m_mutex);
    m_isAlive = false;
    for (auto &request : m_requests)
        request.opened.set_value(fail(Errc::Unavailable, "ssh-lost", "the connection was lost"));
    m_requests.clear();
}

SshStreams::SshStreams(std::unique_ptr<Pump> pump) : m_pump(std::move(pump)) {}
SshStreams::~SshStreams() = default;

Result<std::unique_ptr<SshStreams>> SshStreams::connect(const SshOptions &options,
                                                        const std::stop_token &stop)
{
    auto session = connectSsh(options, stop);
    if (!session)
        return Failure{std::move(session).error()};
    auto streams = std::unique_ptr<SshStreams>(new SshStreams(std::make_unique<Pump>(*std::move(session))));
    streams->m_usesSudo = options.usesSudo;
    return streams;
}

bool SshStreams::isAlive() const
{
    return m_pump->isAlive();
}

Result<UniqueFd> SshStreams::openUnix(const std::string &path, std::chrono::milliseconds timeout,
                                      std::stop_token stop)
{
    auto opener = [path](ssh_channel channel) {
        return ssh_channel_open_forward_unix(channel, path.c_str(), "localhost", 0);
    };
    auto fd = m_pump->open(std::move(opener), timeout, std::move(stop));
    if (!fd)
        return wrap(std::move(fd).error(), "connect to " + path);
    return fd;
}

Result<UniqueFd> SshStreams::openTcp(const std::string &host, std::uint16_t port,
                                     std::chrono::milliseconds timeout, std::stop_token stop)
{
    auto opener = [host, port](ssh_channel channel) {
        return ssh_channel_open_forward(channel, host.c_str(), port, "localhost", 0);
    };
    auto fd = m_pump->open(std::move(opener), timeout, std::move(stop));
    if (!fd)
        return wrap(std::move(fd).error(), "connect to " + host + " port " + std::to_string(port));
    return fd;
}

Result<UniqueFd> SshStreams::openProgram(const std::vector<std::string> &argv, bool asRoot,
                                         std::chrono::milliseconds timeout, std::stop_token stop)
{
    const auto line = (asRoot && m_usesSudo ? "sudo -n -- " : "") + shellLine(argv);
    auto opener = [line, isOpen = false](ssh_channel channel) mutable {
        if (!isOpen) {
            if (const int state = ssh_channel_open_session(channel); state != SSH_OK)
                return state;
            isOpen = true;
        }
        return ssh_channel_request_exec(channel, line.c_str());
    };
    auto fd = m_pump->open(std::move(opener), timeout, std::move(stop));
    if (!fd)
        return wrap(std::move(fd).error(), argv.front());
    return fd;
}

} // namespace podloom
