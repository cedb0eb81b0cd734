// tests/system/pod/pod_process.h: a podloom-pod in a namespace of a test.
#pragma once

#include "agentd/wire/netns.h"
#include "core/base/json.h"
#include "core/os/files.h"
#include "core/os/process.h"
#include "core/os/unix_socket.h"

#include <gmock/gmock.h>
#include <sys/wait.h>

#include <filesystem>
#include <thread>

namespace podloom {

class PodProcess {
public:
    /// `folder` is where its socket goes.
    PodProcess(const Netns &netns, const std::string &name, const std::string &ports,
               const std::filesystem::path &folder)
        : m_socket(folder / (std::to_string(netns.inode()) + ".sock"))
    {
        auto started = runInNetns(netns.fd(), [&]() -> Status {
            const auto pid = spawnDetached({{PODLOOM_BIN_DIR "/podloom-pod", "--name", name, "--control",
                                             m_socket.string(), "--ports", ports}});
            m_pid = pid ? *pid : -1;
            return {};
        });
        // It is ready when its socket answers.
        for (int i = 0; i < 20'000 && !m_control; ++i) {
            auto connected = connectUnix(m_socket);
            if (connected)
                m_control = *std::move(connected);
            else
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }
    PodProcess(const PodProcess &) = delete;
    PodProcess &operator=(const PodProcess &) = delete;
    ~PodProcess() { end(); }

    bool isReady() const { return static_cast<bool>(m_control); }
    pid_t pid() const { return m_pid; }
    const std::filesystem::path &socket() const { return m_socket; }

    Json ask(const std::string &line)
    {
        if (!writeAll(m_control.get(), line + "\n"))
            return {};
        std::string answer;
        while (!answer.ends_with('\n')) {
            auto received = receiveWithFd(m_control.get());
            if (!received || received->bytes.empty())
                return {};
            answer += received->bytes;
        }
        auto parsed = parseJson(answer);
        return parsed ? *std::move(parsed) : Json();
    }

    /// "answered by NAME", "refused", "timeout", …
    std::string probe(const std::string &ip, int port, const std::string &protocol, int timeoutMs = 5000)
    {
        const auto request = Json::object(
            {{"op", "probe"},
             {"timeoutMs", timeoutMs},
             {"targets", Json::array({Json::object(
                             {{"id", "t"}, {"ip", ip}, {"port", port}, {"protocol", protocol}})})}});
        const auto answer = ask(request.dump());
        if (answer["results"].items().size() != 1)
            return answer.dump();
        const auto &result = answer["results"].items()[0];
        const auto by = result["by"].isString() ? " by " + result["by"].asString() : std::string();
        return result["outcome"].asString() + by;
    }

    int end()
    {
        if (m_pid <= 0)
            return -1;
        ::kill(m_pid, SIGTERM);
        int status = 0;
        ::waitpid(m_pid, &status, 0);
        m_pid = -1;
        return status;
    }

private:
    std::filesystem::path m_socket;
    pid_t m_pid = -1;
    UniqueFd m_control;
};

} // namespace podloom
