// agentd/pod/control.h: the Unix socket over which the agent talks to a lab pod.
#pragma once

#include "agentd/pod/event_loop.h"
#include "agentd/pod/listeners.h"
#include "agentd/pod/prober.h"
#include "core/base/json.h"

#include <list>
#include <map>
#include <memory>
#include <string>

namespace podloom {

/// One JSON object a line, each answered by one line that repeats its "id":
///   {"op":"hello"}                                         {"name":"ns/pod"}
///   {"op":"listen","port":5432,"protocol":"TCP"}           {"ok":true}
///   {"op":"probe","targets":[{…ProbeTarget}],"timeoutMs"}  {"results":[{…ProbeResult}]}
/// A mistake is answered by {"error":"sentence"}. Probes of several requests run beside each other.
class Control {
public:
    Control(EventLoop &loop, Listeners &listeners, std::string podName);
    Control(const Control &) = delete;
    Control &operator=(const Control &) = delete;
    ~Control();

    /// Listens at `path`, for root only. Errors: as listenUnix().
    Status listen(const std::string &path);

private:
    struct Client {
        UniqueFd fd{};
        std::string received{};
        std::string toSend{};
        std::list<std::unique_ptr<ProbeRun>> probes{};
    };

    void accept();
    void pause();
    void ready(int fd, std::uint32_t epollEvents);
    bool readFrom(Client &client);
    void handle(Client &client, std::string_view line);
    void probe(Client &client, const Json &request);
    void answer(Client &client, const Json &request, Json reply);
    void flush(Client &client);
    void close(int fd);

    EventLoop &m_loop;
    Listeners &m_listeners;
    std::string m_podName;
    UniqueFd m_listener;
    std::string m_path;
    std::map<int, Client> m_clients;
    EventLoop::TimerId m_resume{};
};

} // namespace podloom
