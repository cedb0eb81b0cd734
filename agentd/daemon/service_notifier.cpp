#include "agentd/daemon/service_notifier.h"

#include "agentd/daemon/agent.h"
#include "core/base/text.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <cstring>

namespace podloom {

namespace {

std::string environment(const char *name)
{
    const char *value = std::getenv(name);
    return value ? value : "";
}

} // namespace

ServiceNotifier::ServiceNotifier(const Agent &agent, QObject *parent)
    : QObject(parent),
      m_agent(agent),
      m_socket(environment("NOTIFY_SOCKET"))
{
    if (m_socket.empty())
        return;
    const auto microseconds = parseUnsigned(environment("WATCHDOG_USEC"));
    for (const auto *name : {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"})
        ::unsetenv(name); // what the agent starts is not the service
    connect(&agent, &Agent::changed, this, &ServiceNotifier::tellStatus);
    connect(&m_watchdog, &QTimer::timeout, this, [this] {
        send("WATCHDOG=1\n");
        tellStatus();
    });
    if (microseconds && *microseconds > 0)
        m_watchdog.start(std::chrono::milliseconds(std::max<std::uint64_t>(*microseconds / 2000, 1)));
    send("READY=1\n", Wait::Yes);
    tellStatus();
}

ServiceNotifier::~ServiceNotifier()
{
    send("STOPPING=1\n", Wait::Yes);
}

void ServiceNotifier::tellStatus()
{
    auto status = m_agent.trouble().empty() ? std::to_string(m_agent.attachments().all().size()) + " pods"
                                            : m_agent.trouble();
    std::replace(status.begin(), status.end(), '\n', ' ');
    if (status != m_status && send("STATUS=" + status + '\n'))
        m_status = std::move(status);
}

bool ServiceNotifier::send(const std::string &lines, Wait wait) const
{
    sockaddr_un address{};
    if (m_socket.empty() || m_socket.size() >= sizeof address.sun_path)
        return true;
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, m_socket.data(), m_socket.size());
    if (m_socket.front() == '@')
        address.sun_path[0] = '\0'; // an abstract name
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + m_socket.size());
    const UniqueFd socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    // A manager that does not listen is none, and no pod waits for one that is slow.
    const int flags = MSG_NOSIGNAL | (wait == Wait::No ? MSG_DONTWAIT : 0);
    const auto sent = ::sendto(socket.get(), lines.data(), lines.size(), flags,
                               reinterpret_cast<const sockaddr *>(&address), size);
    return sent >= 0 || (errno != EAGAIN && errno != EWOULDBLOCK);
}

} // namespace podloom
