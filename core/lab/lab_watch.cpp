// Follows what a lab's nodes tell: each on a thread of its own that waits for what its agent pushes.
#include "core/lab/lab_routes.h"
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

    /// Null is no news: the agent will tell what it has not read yet.
    void put(std::size_t index, Json entry)
    {
        const std::lock_guard lock(m_mutex);
        if (entry.isNull() || m_nodes[index] == entry)
            return;
        m_missing -= m_nodes[index].isNull() ? 1 : 0;
        m_nodes[index] = std::move(entry);
        m_isNew = true;
        m_news.notify_all();
    }
    /// The entries once there is news, and all nodes have said something; nothing when the job is stopped.
    std::optional<Json::Array> next(const LabJob &job)
    {
        std::unique_lock lock(m_mutex);
        if (!m_news.wait(lock, job.stop, [this] { return m_isNew && m_missing == 0; }))
            return std::nullopt;
        m_isNew = false;
        return m_nodes;
    }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_news;
    std::vector<Json> m_nodes;
    std::size_t m_missing = m_nodes.size();
    bool m_isNew = false;
};

/// What is followed: a topic of the agent, and the entry of a node that told of it or could not be reached.
struct Subject {
    std::string topic{};
    std::function<Json(const LabMember &, Json)> entry{};
    std::function<Json(const LabMember &, const Error &)> unreachable{};
};

/// One conversation, until it ends.
Error follow(NodeLink &link, const Subject &subject, std::size_t index, Board &board, const LabJob &job)
{
    const auto &member = link.member();
    auto client = link.openClient();
    if (!client)
        return client.error();
    bool hasGap = true;
    auto heardAt = std::chrono::steady_clock::now();
    (*client)->onNotification([&](const rpc::Request &news) {
        heardAt = std::chrono::steady_clock::now();
        if (news.method == "gap")
            hasGap = true;
        else if (news.method == "event" && news.params["topic"].asString() == subject.topic)
            board.put(index, subject.entry(member, news.params["value"]));
    });
    while (!job.stop.stop_requested()) {
        if (hasGap || std::chrono::steady_clock::now() - heardAt > kSilence) {
            hasGap = false;
            const auto answer =
                (*client)->call("subscribe", Json::object({{"topics", Json::array({subject.topic})}}));
            if (!answer)
                return answer.error();
            heardAt = std::chrono::steady_clock::now();
            board.put(index, subject.entry(member, (*answer)["topics"][subject.topic]["value"]));
        }
        if (const auto heard = (*client)->listen(kListen); !heard && heard.error().code != Errc::Timeout)
            return heard.error();
    }
    return fail(Errc::Cancelled, "cancelled", "it was cancelled").error;
}

void followAlways(const LabFolder &folder, const LabMember &member, const Subject &subject, std::size_t index,
                  Board &board, const LabJob &job)
{
    while (!job.stop.stop_requested()) {
        NodeLink link(folder, member, job);
        const auto ended = follow(link, subject, index, board, job);
        if (job.stop.stop_requested())
            return;
        board.put(index, subject.unreachable(member, ended));
        pauseUnlessStopped(job, kRetry);
    }
}

/// Calls `changed` with the entries of `members` whenever there is news, until the job is stopped.
void followAll(const LabFolder &folder, const std::vector<LabMember> &members, const Subject &subject,
               const LabJob &job, const std::function<void(Json::Array)> &changed)
{
    Board board(members.size());
    std::vector<std::jthread> threads;
    for (std::size_t index = 0; index < members.size(); ++index)
        threads.emplace_back([&folder, &member = members[index], &subject, index, &board, &job] {
            followAlways(folder, member, subject, index, board, job);
        });
    while (auto entries = board.next(job)) {
        changed(*std::move(entries));
        pauseUnlessStopped(job, kLeastPause);
    }
}

} // namespace

Status watchLab(const LabFolder &folder, const LabJob &unguarded,
                const std::function<void(const Json &)> &changed)
{
    const auto job = serialised(unguarded);
    const auto inventory = folder.load();
    if (!inventory)
        return Failure{inventory.error()};
    const Subject subject{
        "status",
        [](const LabMember &member, Json value) { return nodeEntry(member.node, std::move(value)); },
        [](const LabMember &member, const Error &why) { return unreachableEntry(member.node, why); }};
    followAll(folder, inventory->members, subject, job, [&](Json::Array nodes) {
        changed(Json::object({{"nodes", Json(std::move(nodes))}}));
    });
    return {};
}

Status watchRoutes(const LabFolder &folder, const std::string &node, const LabJob &unguarded,
                   const std::function<void(const Json &)> &changed)
{
    const auto job = serialised(unguarded);
    const auto inventory = folder.load();
    if (!inventory)
        return Failure{inventory.error()};
    const auto chosen = nodesCalled(*inventory, node);
    if (!chosen)
        return Failure{chosen.error()};
    const Subject subject{"routes", [](const LabMember &, Json value) { return value; },
                          [](const LabMember &, const Error &why) {
                              return Json::object({{"trouble", why.text()}});
                          }};
    followAll(folder, *chosen, subject, job,
              [&](Json::Array entries) { changed(routesOf(*inventory, *chosen, entries)); });
    return {};
}

} // namespace podloom
