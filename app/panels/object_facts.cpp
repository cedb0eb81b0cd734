#include "app/panels/object_facts.h"

#include "app/document/pods_of.h"
#include "app/panels/properties.h"
#include "app/panels/property_builder.h"
#include "app/panels/words.h"

#include <algorithm>

namespace podloom::app {

namespace {

QString tr(const char *english)
{
    return QCoreApplication::translate("podloom::app::ObjectFacts", english);
}

MachineId machineOf(const ObjectId &id)
{
    return id.kind == "Router" ? MachineId::router(id.name) : MachineId::node(id.cluster, id.name);
}

std::optional<State> stateOfPod(const LabPicture &lab, const Pod &pod)
{
    const auto &id = pod.meta.id;
    const auto node = lab.nodes.find({id.cluster, "", "Node", "", pod.spec.nodeName});
    if (node == lab.nodes.end())
        return std::nullopt;
    const auto found = node->second.pods.find(id.ns + '/' + id.name);
    return found == node->second.pods.end() ? State::Unknown : found->second;
}

const LiveSession *liveSession(const LabPicture &lab, const ObjectId &node, const BgpSession &session)
{
    const auto found = lab.nodes.find(node);
    if (found == lab.nodes.end())
        return nullptr;
    const auto &sessions = found->second.sessions;
    const auto same = std::find_if(sessions.begin(), sessions.end(), [&](const LiveSession &each) {
        return each.family == session.family && each.peer == session.peerName;
    });
    return same == sessions.end() ? nullptr : &*same;
}

QString pathText(const std::vector<std::uint32_t> &path)
{
    QStringList out;
    for (const auto number : path)
        out.append(QString::number(number));
    return out.join(QLatin1Char(' '));
}

QString wayText(const PredictedRoute &route)
{
    if (!route.nextHop)
        return route.interface == "blackhole" ? tr("own block") : tr("nothing leads to its next hop");
    auto out = text(route.nextHop->toString()) + QLatin1Char(' ') + text(route.interface);
    if (!route.asPath.empty())
        out += QStringLiteral(" · AS ") + pathText(route.asPath);
    return out;
}

} // namespace

bool isMachine(const ObjectId &id)
{
    return id.kind == "Node" || id.kind == "Router";
}

std::optional<State> liveState(const Analysis &analysis, const LabPicture &lab, const ObjectId &id)
{
    if (!lab.isUp)
        return std::nullopt;
    if (const auto *pod = analysis.placed.pods.find(id))
        return stateOfPod(lab, *pod);
    const auto node = lab.nodes.find(id);
    return node == lab.nodes.end() ? std::nullopt : std::optional(node->second.state);
}

std::vector<Fact> podFacts(const Analysis &analysis, const LabPicture &lab, const ObjectId &id)
{
    std::vector<Fact> out;
    for (const auto at : podsOf(analysis, id)) {
        const auto &pod = analysis.placed.pods[at];
        Fact fact{.mark = lab.isUp ? stateOfPod(lab, pod) : std::nullopt,
                  .text = titleOf(pod.meta.id),
                  .sub = pod.ips.empty() ? tr("no address yet") : text(pod.ips),
                  .isMono = !pod.ips.empty(),
                  .object = pod.meta.id};
        if (id.kind != "Node")
            fact.note = text(pod.spec.nodeName);
        out.push_back(std::move(fact));
    }
    return out;
}

std::vector<Fact> sessionFacts(const Analysis &analysis, const LabPicture &lab, const ObjectId &id)
{
    std::vector<Fact> out;
    const auto machine = machineOf(id);
    for (const auto &session : analysis.routes->sessions()) {
        if (session.local != machine)
            continue;
        const auto family = session.family == Family::V4 ? tr("IPv4") : tr("IPv6");
        Fact fact{.mark = session.isUp ? State::Unknown : State::Down,
                  .text = text(session.peerName) + QStringLiteral(" · ") + family,
                  .sub = tr("AS %1 · %2 · %3")
                             .arg(session.peerAs)
                             .arg(session.isInternal() ? tr("iBGP") : tr("eBGP"), text(session.origin)),
                  .note = session.peerAddress ? text(session.peerAddress->toString()) : QString()};
        if (session.peer)
            fact.object = session.peer->isRouter()
                            ? ObjectId{"", "podloom.dev", "Router", "", session.peer->name}
                            : ObjectId{session.peer->cluster, "", "Node", "", session.peer->name};
        if (!session.isUp && session.reason)
            fact.sub = tr("will not come up: %1").arg(sentence(*session.reason));
        if (const auto *live = liveSession(lab, id, session)) {
            fact.mark = live->state;
            fact.sub = text(live->text) + QStringLiteral(" · AS %1").arg(session.peerAs);
        }
        out.push_back(std::move(fact));
    }
    return out;
}

std::vector<Fact> routeFacts(const Analysis &analysis, const ObjectId &id)
{
    std::vector<Fact> out;
    for (const auto &route : analysis.routes->tables().tableOf(machineOf(id)))
        out.push_back({.text = text(route.prefix.toString()),
                       .sub = wayText(route),
                       .note = text(route.from),
                       .isMono = route.nextHop.has_value()});
    return out;
}

} // namespace podloom::app
