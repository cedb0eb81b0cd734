#include "core/lab/lab_addresses.h"

#include "core/net/prefix.h"

#include <algorithm>
#include <map>
#include <set>

namespace podloom {

namespace {

struct NodeAnswer {
    LabMember member{};
    Result<Json> ipam = Json();
};

/// What every node says; none is missing. Errors: Unavailable when nobody answers.
Result<std::vector<NodeAnswer>> askAll(const LabFolder &folder, const LabJob &unguarded)
{
    const auto job = serialised(unguarded);
    auto inventory = folder.load();
    if (!inventory)
        return Failure{std::move(inventory).error()};
    std::vector<NodeAnswer> answers(inventory->members.size());
    forEachParallel(answers.size(), [&](std::size_t index) {
        answers[index].member = inventory->members[index];
        NodeLink link(folder, inventory->members[index], job);
        answers[index].ipam = link.call("ipam", Json::object());
    });
    if (job.stop.stop_requested())
        return fail(Errc::Cancelled, "cancelled", "it was cancelled");
    const auto answered = [](const NodeAnswer &each) { return each.ipam.has_value(); };
    if (!answers.empty() && std::none_of(answers.begin(), answers.end(), answered))
        return Failure{answers.front().ipam.error()};
    return answers;
}

Json troublesOf(const std::vector<NodeAnswer> &answers)
{
    Json troubles = Json::object();
    for (const auto &each : answers) {
        if (!each.ipam)
            troubles.set(each.member.node, each.ipam.error().text());
    }
    return troubles;
}

/// The pools or blocks of every cluster, as the first node that answers knows them.
Json ofClusters(const std::vector<NodeAnswer> &answers, const char *what)
{
    std::set<std::string> known;
    Json all = Json::array();
    for (const auto &each : answers) {
        if (!each.ipam || !known.insert(each.member.cluster).second)
            continue;
        for (auto item : (*each.ipam)[what].items()) {
            item.set("cluster", each.member.cluster);
            all.append(std::move(item));
        }
    }
    return all;
}

Json problem(const std::string &kind, const std::string &address, const std::string &node,
             const std::string &detail)
{
    return Json::object({{"kind", kind}, {"address", address}, {"node", node}, {"detail", detail}});
}

/// A block, or some of it, of a node that the lab does not have.
struct GoneHolder {
    std::string cluster{};
    std::string node{};
    std::string cidr{};
    std::string ordinals{}; ///< empty: only the block is its own
};

std::vector<GoneHolder> goneHolders(const std::vector<NodeAnswer> &answers)
{
    std::set<std::pair<std::string, std::string>> nodes;
    for (const auto &each : answers)
        nodes.emplace(each.member.cluster, each.member.node);
    std::vector<GoneHolder> gone;
    const auto blocks = ofClusters(answers, "blocks");
    for (const auto &block : blocks.items()) {
        const auto &cluster = block["cluster"].asString();
        const auto &cidr = block["cidr"].asString();
        for (const auto &[node, ordinals] : block["held"].members()) {
            if (!nodes.contains({cluster, node}))
                gone.push_back({cluster, node, cidr, ordinals.asString()});
        }
        const auto &affinity = block["affinity"].asString();
        if (!affinity.empty() && !nodes.contains({cluster, affinity}) && !block["held"].contains(affinity))
            gone.push_back({cluster, affinity, cidr, {}});
    }
    return gone;
}

/// What shows only when nodes of one cluster are compared with each other and with the store.
class Comparison {
public:
    explicit Comparison(const std::vector<NodeAnswer> &answers) : m_answers(answers) {}

    Json problems()
    {
        for (const auto &each : m_answers) {
            if (!each.ipam)
                continue;
            for (const auto &found : (*each.ipam)["problems"].items())
                m_problems.append(problem(found["kind"].asString(), found["address"].asString(),
                                          each.member.node, found["detail"].asString()));
            for (const auto &given : (*each.ipam)["addresses"].items())
                compare(each, given);
        }
        findHoldersThatAreGone();
        return std::move(m_problems);
    }

private:
    void compare(const NodeAnswer &node, const Json &given)
    {
        const auto &address = given["address"].asString();
        const auto [at, isFirst] =
            m_owners.emplace(std::pair(node.member.cluster, address), node.member.node);
        if (!isFirst)
            m_problems.append(problem("two-owners", address, node.member.node,
                                      given["owner"].asString() + " has it, and somebody on " + at->second));
        const auto parsed = IpAddress::parse(address);
        const auto &pools = (*node.ipam)["pools"].items();
        const bool isInPool = std::any_of(pools.begin(), pools.end(), [&](const Json &pool) {
            const auto cidr = Prefix::parse(pool["cidr"].asString());
            return cidr && parsed && cidr->contains(*parsed);
        });
        if (!isInPool)
            m_problems.append(problem("outside-pools", address, node.member.node,
                                      given["owner"].asString() + " has it, and no pool does"));
    }

    void findHoldersThatAreGone()
    {
        for (const auto &[cluster, node, cidr, ordinals] : goneHolders(m_answers))
            m_problems.append(problem(
                "holder-gone", cidr, node,
                "the node " + node + ", which the lab does not have, "
                    + (ordinals.empty() ? std::string("has the block") : "holds the ordinals " + ordinals)));
    }

    const std::vector<NodeAnswer> &m_answers;
    std::map<std::pair<std::string, std::string>, std::string> m_owners;
    Json m_problems = Json::array();
};

} // namespace

Result<Json> labAddresses(const LabFolder &folder, const LabJob &job)
{
    const auto answers = askAll(folder, job);
    if (!answers)
        return Failure{answers.error()};
    Json addresses = Json::array();
    for (const auto &each : *answers) {
        if (!each.ipam)
            continue;
        for (auto given : (*each.ipam)["addresses"].items()) {
            given.set("node", each.member.node);
            addresses.append(std::move(given));
        }
    }
    return Json::object({{"pools", ofClusters(*answers, "pools")},
                         {"blocks", ofClusters(*answers, "blocks")},
                         {"addresses", std::move(addresses)},
                         {"troubles", troublesOf(*answers)}});
}

Result<Json> checkLabAddresses(const LabFolder &folder, const LabJob &job)
{
    const auto answers = askAll(folder, job);
    if (!answers)
        return Failure{answers.error()};
    return Json::object({{"problems", Comparison(*answers).problems()}, {"troubles", troublesOf(*answers)}});
}

namespace {

/// Whether `pod` is the one called `name`, or a replica of the workload of that name.
bool isPodOf(const std::string &pod, const std::string &name)
{
    if (!pod.starts_with(name) || pod.empty())
        return false;
    const auto rest = std::string_view(pod).substr(name.size());
    return rest.empty()
        || (rest.size() > 1 && rest.front() == '-'
            && rest.find_first_not_of("0123456789", 1) == std::string_view::npos);
}

/// Whether a line of ipam's `addresses` is what somebody names.
bool isNamed(const Json &given, const std::string &name)
{
    const auto &text = given["address"].asString();
    if (const auto address = IpAddress::parse(name))
        return IpAddress::parse(text) == *address;
    const auto &owner = given["owner"].asString();
    return owner == name || owner.substr(0, owner.rfind('/')) == name
        || isPodOf(given["pod"].asString(), name);
}

/// One release over all nodes.
class Release {
public:
    Release(const LabFolder &folder, const std::vector<std::string> &wanted, const LabJob &job)
        : m_folder(folder),
          m_job(job),
          m_wanted(wanted.begin(), wanted.end()),
          m_unknown(m_wanted)
    {}

    void release(const NodeAnswer &node)
    {
        std::set<std::string> leaked;
        for (const auto &found : (*node.ipam)["problems"].items()) {
            if (found["kind"].asString() == "leaked")
                leaked.insert(found["address"].asString());
        }
        NodeLink link(m_folder, node.member, m_job);
        std::set<std::string> owners; // whose other address goes with the first
        for (const auto &given : (*node.ipam)["addresses"].items()) {
            if (m_wanted.empty() ? !leaked.contains(given["address"].asString()) : !isWanted(given))
                continue;
            const auto &owner = given["owner"].asString();
            if (owners.contains(owner)) {
                note(node, given);
                continue;
            }
            const auto answer = link.call("ipamRelease", Json::object({{"address", given["address"]}}));
            if (!answer) {
                m_kept.append(Json::object({{"address", given["address"]},
                                            {"node", node.member.node},
                                            {"reason", answer.error().text()}}));
                continue;
            }
            owners.insert(owner);
            note(node, given);
        }
    }

    /// Has the store forget the nodes that the lab does not have; the first node of the cluster that answers
    /// proves that nobody of that name does.
    void releaseGone(const std::vector<NodeAnswer> &answers)
    {
        std::map<std::pair<std::string, std::string>, Status> forgotten;
        for (const auto &gone : goneHolders(answers)) {
            const bool isOne = m_unknown.erase(gone.node) + m_unknown.erase(gone.cidr) > 0
                            || m_wanted.contains(gone.node) || m_wanted.contains(gone.cidr);
            if (!m_wanted.empty() && !isOne)
                continue;
            const auto [done, isFirst] = forgotten.try_emplace(std::pair(gone.cluster, gone.node));
            if (isFirst)
                done->second = forget(answers, gone);
            if (done->second)
                m_released.append(
                    Json::object({{"address", gone.cidr}, {"node", gone.node}, {"owner", ""}, {"pod", ""}}));
            else
                m_kept.append(Json::object(
                    {{"address", gone.cidr}, {"node", gone.node}, {"reason", done->second.error().text()}}));
        }
    }

    Json answer(Json troubles)
    {
        for (const auto &name : m_unknown)
            m_kept.append(Json::object(
                {{"address", name}, {"node", Json()}, {"reason", "no node that answers has given it"}}));
        return Json::object({{"released", std::move(m_released)},
                             {"kept", std::move(m_kept)},
                             {"troubles", std::move(troubles)}});
    }

private:
    Status forget(const std::vector<NodeAnswer> &answers, const GoneHolder &gone)
    {
        for (const auto &each : answers) {
            if (!each.ipam || each.member.cluster != gone.cluster)
                continue;
            NodeLink link(m_folder, each.member, m_job);
            auto answer = link.call("forgetNode", Json::object({{"node", gone.node}}));
            return answer ? Status() : Status(Failure{std::move(answer).error()});
        }
        return {}; // its blocks came from a node that answers
    }
    bool isWanted(const Json &given)
    {
        bool isOne = false;
        for (const auto &name : m_wanted) {
            if (!isNamed(given, name))
                continue;
            isOne = true;
            m_unknown.erase(name);
        }
        return isOne;
    }
    void note(const NodeAnswer &node, const Json &given)
    {
        m_released.append(Json::object({{"address", given["address"]},
                                        {"node", node.member.node},
                                        {"owner", given["owner"]},
                                        {"pod", given["pod"]}}));
    }

    const LabFolder &m_folder;
    const LabJob &m_job;
    std::set<std::string> m_wanted;
    std::set<std::string> m_unknown;
    Json m_released = Json::array();
    Json m_kept = Json::array();
};

} // namespace

Result<Json> releaseLabAddresses(const LabFolder &folder, const std::vector<std::string> &wanted,
                                 const LabJob &unguarded)
{
    const auto job = serialised(unguarded);
    const auto answers = askAll(folder, job);
    if (!answers)
        return Failure{answers.error()};
    Release release(folder, wanted, job);
    for (const auto &each : *answers) {
        if (each.ipam)
            release.release(each);
    }
    release.releaseGone(*answers);
    return release.answer(troublesOf(*answers));
}

} // namespace podloom
