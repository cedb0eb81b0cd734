#include "core/lab/lab_routes.h"

#include <algorithm>

namespace podloom {

namespace {

/// Tables as an answer, filled machine by machine.
class Answer {
public:
    void add(const std::string &name, const MachineTable &table)
    {
        m_tables.set(name, tableJson(table));
        if (!table.trouble.empty())
            m_troubles.set(name, table.trouble);
        for (const auto &session : table.sessions.items()) {
            Json own = Json::object({{"node", name}});
            for (const auto &[key, value] : session.members())
                own.set(key, value);
            m_sessions.append(std::move(own));
        }
    }
    Json take()
    {
        return Json::object({{"sessions", std::move(m_sessions)},
                             {"tables", std::move(m_tables)},
                             {"troubles", std::move(m_troubles)}});
    }

private:
    Json m_sessions = Json::array();
    Json m_tables = Json::object();
    Json m_troubles = Json::object();
};

std::string nameOf(const LabInventory &inventory, const LabMember &member)
{
    return machineName(MachineId::node(member.cluster, member.node), inventory.clusters().size() > 1);
}

Failure unknown(const std::string &name)
{
    return fail(Errc::NotFound, "no-such-machine", "the lab has no node or router \"%1\"", {name});
}

} // namespace

Result<std::vector<LabMember>> nodesCalled(const LabInventory &inventory, const std::string &name)
{
    std::vector<LabMember> members;
    std::copy_if(inventory.members.begin(), inventory.members.end(), std::back_inserter(members),
                 [&](const LabMember &member) { return name.empty() || nameOf(inventory, member) == name; });
    if (members.empty())
        return unknown(name);
    return members;
}

Json routesOf(const LabInventory &inventory, const std::vector<LabMember> &members,
              const std::vector<Json> &told)
{
    Answer answer;
    for (std::size_t index = 0; index < members.size() && index < told.size(); ++index) {
        auto table = nodeTable(told[index]);
        table.sessions = told[index]["sessions"].isArray() ? told[index]["sessions"] : Json::array();
        table.trouble = told[index]["trouble"].asString();
        answer.add(nameOf(inventory, members[index]), table);
    }
    return answer.take();
}

Result<Json> labRoutes(const LabFolder &folder, const std::string &node, const LabJob &unguarded)
{
    const auto job = serialised(unguarded);
    const auto inventory = folder.load();
    if (!inventory)
        return Failure{inventory.error()};
    std::vector<std::unique_ptr<NodeLink>> nodes;
    for (const auto &member : inventory->members) {
        if (node.empty() || nameOf(*inventory, member) == node)
            nodes.push_back(std::make_unique<NodeLink>(folder, member, job));
    }
    auto routers = routerLinks(folder, *inventory, job);
    std::erase_if(routers, [&](const auto &link) { return !node.empty() && link->member().node != node; });
    if (nodes.empty() && routers.empty())
        return unknown(node);
    const auto pointers = [](const auto &links) {
        std::vector<NodeLink *> out;
        for (const auto &link : links)
            out.push_back(link.get());
        return out;
    };
    const auto tables = LabTableReader(pointers(nodes), pointers(routers), job).read();
    if (job.stop.stop_requested())
        return fail(Errc::Cancelled, "cancelled", "it was cancelled");
    Answer answer;
    for (const auto &[id, table] : tables.machines)
        answer.add(machineName(id, inventory->clusters().size() > 1), table);
    return answer.take();
}

} // namespace podloom
