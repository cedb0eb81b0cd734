// Follows the status of a lab's nodes: each on a thread of its own that waits for what its agent pushes.
#include "core/lab/lab_status.h"
#include "core/lab/settling.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace podloom {

namespace {

constexpr std::chrono::milliseconds kLeastPause{100};
constexpr std::chrono::milliseconds kRetry{1000};
/// How soon a stop is noticed.
constexpr std::chrono::milliseconds kListen{250};
/// After so long a silence the agent is asked: a machine that has lost its power says nothing.
constexpr std::chrono::seconds kSilence{10};

/// What all nodes say, joined by their threads.
class Board {
public:
    explicit Board(std::size_t count) : m_nodes(count) {}

    void put(std::size_t index, Json entry)
    {
        const std::lock_guard lock(m_mutex);
        if (m_nodes[index] == entry)
            return;
        m_missing -= m_nodes[index].isNull() ? 1 : 0;
        m_nodes[index] = std::move(entry);
        m_isNew = true;
        m_news.notify_all();
    }
    /// The status once there is news, and all nodes have said something; nothing when the job is stopped.
    std::optional<Json> next(const LabJob &job)
    {
        std::unique_lock lock(m_mutex);
        if (!m_news.wait(lock, job.stop, [this] { return m_isNew && m_missing == 0; }))
            return std::nullopt;
        m_isNew = false;
        return Json::object({{"nodes", Json(m_nodes)}});
    }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_news;
    std::vector<Json> m_nodes;
    std::size_t m_missing = m_nodes.size();
    bool m_isNew = false;
};

/// One conversation, until it ends.
Error follow(NodeLink &link, std::size_t index, Board &board, const LabJob &job)
{
    const auto node = link.member().node;
    auto client = link.openClient();
    if (!client)
        return client.error();
    bool hasGap = true;
    auto heardAt = std::chrono::steady_clock::now();
    (*client)->onNotification([&](const rpc::Request &news) {
        heardAt = std::chrono::steady_clock::now();
        if (news.method == "gap")
            hasGap = true;
        else if (news.method == "event" && news.params["topic"].asString() == "status")
            board.put(index, nodeEntry(node, news.params["value"]));
    });
    while (!job.stop.stop_requested()) {
        if (hasGap || std::chrono::steady_clock::now() - heardAt > kSilence) {
            hasGap = false;
            const auto answer =
                (*client)->call("subscribe", Json::object({{"topics", Json::array({"status"})}}));
            if (!answer)
                return answer.error();
            heardAt = std::chrono::steady_clock::now();
            board.put(index, nodeEntry(node, (*answer)["topics"]["status"]["value"]));
        }
        if (const auto heard = (*client)->listen(kListen); !heard && heard.error().code != Errc::Timeout)
            return heard.error();
    }
    return fail(Errc::Cancelled, "cancelled", "it was cancelled").error;
}

void followAlways(const LabFolder &folder, const LabMember &member, std::size_t index, Board &board,
                  const LabJob &job)
{
    while (!job.stop.stop_requested()) {
        NodeLink link(folder, member, job);
        const auto ended = follow(link, index, board, job);
        if (job.stop.stop_requested())
            return;
        board.put(index, unreachableEntry(member.node, ended));
        pauseUnlessStopped(job, kRetry);
    }
}

} // namespace

Status watchLab(const LabFolder &folder, const LabJob &unguarded,
                const std::function<void(const Json &)> &changed)
{
    const auto job = serialised(unguarded);
    auto inventory = folder.load();
    if (!inventory)
        return Failure{std::move(inventory).error()};
    Board board(inventory->members.size());
    std::vector<std::jthread> threads;
    for (std::size_t index = 0; index < inventory->members.size(); ++index)
        threads.emplace_back([&folder, &member = inventory->members[index], index, &board, &job] {
            followAlways(folder, member, index, board, job);
        });
    while (const auto status = board.next(job)) {
        changed(*status);
        pauseUnlessStopped(job, kLeastPause);
    }
    return {};
}

} // namespace podloom
