// agentd/pod/prober.h: tries connections from inside a pod and says what came of each.
#pragma once

#include "agentd/pod/event_loop.h"
#include "core/base/json.h"
#include "core/net/address.h"
#include "core/net/port_set.h"

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace podloom {

/// One connection to try.
struct ProbeTarget {
    Json id{}; ///< given back as it is
    IpAddress ip = IpAddress::v4(0);
    Protocol protocol = Protocol::Tcp; ///< TCP, UDP, ICMP or ICMPv6
    std::uint16_t port = 0;            ///< of TCP and UDP
    std::uint16_t sourcePort = 0;      ///< 0 = a fresh one
    std::optional<IpAddress> source{}; ///< nothing = as the kernel chooses; for hosts with many addresses
};

/// "answered": somebody accepted or replied, `by` says who if it is one of our pods; "refused": a reset or
/// "port unreachable" came back; "timeout": nothing came back; "error": this host refused to try, `detail`
/// says why.
struct ProbeResult {
    Json id{};
    std::string outcome{};
    std::string by{};
    std::string detail{};

    Json toJson() const;
};

/// Reads {"id","ip","port","protocol","sourcePort","source"}. Errors: InvalidArgument.
Result<ProbeTarget> probeTargetFrom(const Json &json);

/// Tries all targets, at most kParallel at a time, each for at most `timeout`, and then calls `done` once,
/// unless it is destroyed first. Results stand in the order of the targets.
class ProbeRun {
public:
    using Done = std::function<void(std::vector<ProbeResult>)>;
    static constexpr std::size_t kParallel = 256;

    ProbeRun(EventLoop &loop, std::vector<ProbeTarget> targets, std::chrono::milliseconds timeout, Done done);
    ProbeRun(const ProbeRun &) = delete;
    ProbeRun &operator=(const ProbeRun &) = delete;
    ~ProbeRun();

private:
    struct Attempt {
        std::size_t index = 0;
        UniqueFd fd{};
        EventLoop::TimerId deadline{};
        EventLoop::TimerId resend{};
        std::string received{};
        bool isConnected = false;
    };

    void startMore();
    void start(std::size_t index);
    void ready(int fd, std::uint32_t epollEvents);
    void readTcp(Attempt &attempt);
    void readDatagram(Attempt &attempt);
    void finish(int fd, std::string outcome, std::string by = {}, std::string detail = {});
    void finishIfDone();
    void forget(int fd);

    EventLoop &m_loop;
    std::vector<ProbeTarget> m_targets;
    std::vector<ProbeResult> m_results;
    std::chrono::milliseconds m_timeout;
    Done m_done;
    std::map<int, Attempt> m_attempts;
    EventLoop::TimerId m_ending{};
    std::size_t m_next = 0;
    std::size_t m_finished = 0;
};

} // namespace podloom
