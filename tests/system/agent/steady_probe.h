// tests/system/agent/steady_probe.h: traffic that shows every gap.
#pragma once

#include "core/base/json.h"
#include "core/rpc/byte_stream.h"

#include <atomic>
#include <chrono>
#include <string>
#include <thread>

namespace podloom {

/// Asks the pod behind `socket`, every 50 ms and without the agent, to reach TCP port 80 of `ip`.
class SteadyProbe {
public:
    SteadyProbe(const std::string &socket, const std::string &ip)
        : m_thread([this, socket, ip] { run(socket, ip); })
    {}
    ~SteadyProbe()
    {
        m_isEnding = true;
        m_thread.join();
    }
    int answered() const { return m_answered; }
    int lost() const { return m_lost; }

private:
    void run(const std::string &socket, const std::string &ip)
    {
        auto stream = FdStream::connect(socket);
        if (!stream) {
            ++m_lost;
            return;
        }
        const auto line =
            Json::object(
                {{"op", "probe"},
                 {"timeoutMs", 1000},
                 {"targets",
                  Json::array({Json::object({{"id", 1}, {"ip", ip}, {"port", 80}, {"protocol", "TCP"}})})}})
                .dump()
            + '\n';
        auto next = std::chrono::steady_clock::now();
        while (!m_isEnding) {
            std::this_thread::sleep_until(next += std::chrono::milliseconds(50));
            const auto sent = (*stream)->write(line, std::chrono::seconds(5));
            const auto answer = (*stream)->read(std::chrono::seconds(5));
            const bool isAnswered = sent && answer && answer->find("\"answered\"") != std::string::npos;
            isAnswered ? ++m_answered : ++m_lost;
        }
    }

    std::atomic<bool> m_isEnding = false;
    std::atomic<int> m_answered = 0;
    std::atomic<int> m_lost = 0;
    std::thread m_thread;
};

} // namespace podloom
