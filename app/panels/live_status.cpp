#include "app/panels/live_status.h"

#include <QCoreApplication>

#include <algorithm>

namespace podloom::app {

namespace {

State agentState(const std::string &word)
{
    if (word == "ready")
        return State::Up;
    if (word == "starting" || word == "degraded")
        return State::Changing;
    return word == "unreachable" ? State::Down : State::Unknown;
}

std::string translated(const char *sentence)
{
    return QCoreApplication::translate("LiveStatus", sentence).toStdString();
}

/// What an agent says of itself, in the language of the program.
std::string agentText(const std::string &word)
{
    if (word == "ready")
        return translated(QT_TRANSLATE_NOOP("LiveStatus", "ready"));
    if (word == "starting")
        return translated(QT_TRANSLATE_NOOP("LiveStatus", "starting"));
    if (word == "degraded")
        return translated(QT_TRANSLATE_NOOP("LiveStatus", "degraded"));
    return word == "unreachable" ? translated(QT_TRANSLATE_NOOP("LiveStatus", "unreachable")) : word;
}

State sessionState(const std::string &word)
{
    if (word == "Established")
        return State::Up;
    if (word == "Down" || word == "Idle")
        return State::Down;
    return word.empty() ? State::Unknown : State::Changing;
}

State podState(const std::string &word)
{
    if (word == "running")
        return State::Up;
    if (word == "starting")
        return State::Changing;
    return word == "failed" ? State::Down : State::Unknown;
}

LiveSession sessionFrom(const Json &json)
{
    LiveSession out{.peer = json["peer"].asString(),
                    .family = json["family"].asInt(4) == 6 ? Family::V6 : Family::V4,
                    .state = sessionState(json["state"].asString()),
                    .text = json["state"].asString()};
    if (out.state == State::Up)
        out.text +=
            " · "
            + fillIn(translated(QT_TRANSLATE_NOOP("LiveStatus", "%1 in · %2 out")),
                     {std::to_string(json["imported"].asInt()), std::to_string(json["exported"].asInt())});
    else if (const auto &error = json["lastError"].asString(); !error.empty())
        out.text += " · " + error;
    return out;
}

/// The node of that name: in the cluster that is reported, else in the first that has one.
ObjectId identityOf(const Json &json, const Design &design)
{
    ObjectId id{json["cluster"].asString(), "", "Node", "", json["name"].asString()};
    if (!id.cluster.empty())
        return id;
    for (const auto &node : design.nodes) {
        if (node.meta.id.name == id.name)
            return node.meta.id;
    }
    id.cluster = design.clusterNames().front();
    return id;
}

template <class Things, class IsUp>
LiveCount count(const Things &things, IsUp isUp)
{
    return {static_cast<std::size_t>(std::count_if(things.begin(), things.end(), isUp)), things.size()};
}

} // namespace

std::map<ObjectId, LiveNode> liveNodes(const Json &status, const Design &design)
{
    std::map<ObjectId, LiveNode> out;
    for (const auto &json : status["nodes"].items()) {
        const auto &agent = json["agent"];
        LiveNode node{.state = agentState(agent["state"].asString()),
                      .text = agentText(agent["state"].asString())};
        if (const auto &trouble = agent["trouble"].asString(); !trouble.empty())
            node.text += ": " + trouble;
        for (const auto &session : json["bgp"].items())
            node.sessions.push_back(sessionFrom(session));
        for (const auto &pod : json["pods"].items())
            node.pods[pod["name"].asString()] = podState(pod["state"].asString());
        out[identityOf(json, design)] = std::move(node);
    }
    return out;
}

bool isRunning(const podloom::LabState &lab)
{
    return std::any_of(lab.nodes.begin(), lab.nodes.end(),
                       [](const LabNodeState &node) { return node.state != "down"; });
}

std::string machineText(const std::string &state)
{
    if (state == "up")
        return translated(QT_TRANSLATE_NOOP("LiveStatus", "no report yet"));
    return state == "starting" ? agentText(state)
                               : translated(QT_TRANSLATE_NOOP("LiveStatus", "does not run"));
}

LiveCount nodeCount(const std::map<ObjectId, LiveNode> &nodes)
{
    return count(nodes, [](const auto &entry) { return entry.second.state == State::Up; });
}

LiveCount sessionCount(const LiveNode &node)
{
    return count(node.sessions, [](const LiveSession &session) { return session.state == State::Up; });
}

LiveCount podCount(const LiveNode &node)
{
    return count(node.pods, [](const auto &entry) { return entry.second == State::Up; });
}

} // namespace podloom::app
