#include "core/lab/lab_inventory.h"

#include "core/base/text.h"
#include "core/os/errno_error.h"
#include "core/os/files.h"

#include <algorithm>
#include <cstdlib>

namespace podloom {

namespace fs = std::filesystem;

namespace {

fs::path labsFolder()
{
    const auto *chosen = std::getenv("PODLOOM_LABS");
    return chosen && *chosen ? fs::path(chosen) : fs::path("/var/lib/podloom/labs");
}

Failure noSuchLab(const std::string &name)
{
    return fail(
        Errc::NotFound, "lab-unknown",
        "there is no lab called %1; \"podloomctl lab up PATH...\" makes one, and so does Deploy in the "
        "window",
        {name});
}

Json toJson(const SshTarget &ssh)
{
    Json jump = Json::array();
    for (const auto &each : ssh.jump)
        jump.append(each);
    return Json::object({{"host", ssh.host},
                         {"port", std::int64_t{ssh.port}},
                         {"user", ssh.user},
                         {"identityFile", ssh.identityFile},
                         {"jump", std::move(jump)},
                         {"sudo", ssh.usesSudo}});
}

SshTarget sshFrom(const Json &json)
{
    SshTarget ssh;
    ssh.host = json["host"].asString();
    ssh.port = static_cast<std::uint16_t>(json["port"].asInt(22));
    ssh.user = json["user"].asString();
    ssh.identityFile = json["identityFile"].asString();
    for (const auto &each : json["jump"].items())
        ssh.jump.push_back(each.asString());
    ssh.usesSudo = json["sudo"].asBool();
    return ssh;
}

Json idJson(const ObjectId &id)
{
    return Json::array({id.cluster, id.group, id.kind, id.ns, id.name});
}

ObjectId idFrom(const Json &json)
{
    const auto &parts = json.items();
    if (parts.size() != 5)
        return {};
    return {parts[0].asString(), parts[1].asString(), parts[2].asString(), parts[3].asString(),
            parts[4].asString()};
}

bool isFileName(const std::string &name)
{
    return !name.empty() && name.front() != '.' && name.size() < 64
        && std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
                   || c == '_' || c == '.';
           });
}

} // namespace

const LabMember *LabInventory::find(const std::string &cluster, const std::string &node) const
{
    const auto found = std::find_if(members.begin(), members.end(), [&](const LabMember &each) {
        return each.cluster == cluster && each.node == node;
    });
    return found == members.end() ? nullptr : &*found;
}

std::vector<std::string> LabInventory::clusters() const
{
    std::set<std::string> names;
    for (const auto &member : members)
        names.insert(member.cluster);
    return {names.begin(), names.end()};
}

bool LabInventory::hasEmulated() const
{
    return std::any_of(members.begin(), members.end(), [](const LabMember &each) { return !each.ssh; });
}

Json toJson(const LabInventory &inventory)
{
    Json members = Json::array();
    for (const auto &member : inventory.members) {
        Json addresses = Json::array();
        for (const auto &address : member.addresses)
            addresses.append(address.toString());
        auto each = Json::object({{"cluster", member.cluster},
                                  {"node", member.node},
                                  {"machine", member.machine},
                                  {"addresses", std::move(addresses)}});
        if (member.ssh)
            each.set("ssh", toJson(*member.ssh));
        members.append(std::move(each));
    }
    Json store = Json::array();
    for (const auto &machine : inventory.storeMachines)
        store.append(machine);
    Json applied = Json::object();
    for (const auto &[cluster, ids] : inventory.applied) {
        Json list = Json::array();
        for (const auto &id : ids)
            list.append(idJson(id));
        applied.set(cluster, std::move(list));
    }
    Json wires = Json::object();
    for (const auto &[machine, each] : inventory.wires)
        wires.set(machine, each);
    return Json::object({{"lab", inventory.name},
                         {"members", std::move(members)},
                         {"store", std::move(store)},
                         {"outside", inventory.outside},
                         {"applied", std::move(applied)},
                         {"wires", std::move(wires)}});
}

Result<LabInventory> inventoryFrom(const Json &json)
{
    LabInventory out;
    out.name = json["lab"].asString();
    out.outside = json["outside"].asString();
    if (out.name.empty() || !json["members"].isArray())
        return fail(Errc::InvalidArgument, "inventory", "the inventory of the lab is damaged");
    for (const auto &each : json["members"].items()) {
        LabMember member{
            each["cluster"].asString(), each["node"].asString(), each["machine"].asString(), {}, {}};
        for (const auto &text : each["addresses"].items()) {
            auto address = InterfaceAddress::parse(text.asString());
            if (!address)
                return Failure{std::move(address).error()};
            member.addresses.push_back(*address);
        }
        if (each.contains("ssh"))
            member.ssh = sshFrom(each["ssh"]);
        out.members.push_back(std::move(member));
    }
    for (const auto &machine : json["store"].items())
        out.storeMachines.push_back(machine.asString());
    for (const auto &[cluster, ids] : json["applied"].members()) {
        for (const auto &id : ids.items())
            out.applied[cluster].insert(idFrom(id));
    }
    for (const auto &[machine, wires] : json["wires"].members())
        out.wires.emplace(machine, wires);
    return out;
}

LabFolder::LabFolder(const std::string &name) : m_name(name), m_path(labsFolder() / name) {}

bool LabFolder::exists() const
{
    std::error_code error;
    return fs::exists(m_path / "lab.json", error);
}

Result<LabInventory> LabFolder::load() const
{
    auto bytes = readFile(m_path / "lab.json");
    if (!bytes && bytes.error().code == Errc::NotFound)
        return noSuchLab(m_name);
    if (!bytes)
        return Failure{std::move(bytes).error()};
    auto json = parseJson(*bytes);
    if (!json)
        return wrap(std::move(json).error(), "read the inventory of the lab " + m_name);
    auto inventory = inventoryFrom(*json);
    if (!inventory)
        return wrap(std::move(inventory).error(), "read " + (m_path / "lab.json").string());
    return inventory;
}

Status LabFolder::save(const LabInventory &inventory) const
{
    std::error_code error;
    fs::create_directories(m_path, error);
    if (error)
        return failErrno(error.value(), "create " + m_path.string());
    return replaceFile(m_path / "lab.json", toJson(inventory).pretty(), 0600);
}

Status LabFolder::remove() const
{
    std::error_code error;
    fs::remove_all(m_path, error);
    if (error)
        return failErrno(error.value(), "remove " + m_path.string());
    return {};
}

std::vector<std::string> labNames()
{
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator each(labsFolder(), error), end; !error && each != end;
         each.increment(error)) {
        if (LabFolder(each->path().filename().string()).exists())
            names.push_back(each->path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

Result<LabFolder> findLab(const std::string &name)
{
    if (!name.empty()) {
        if (!isFileName(name))
            return fail(Errc::InvalidArgument, "lab-name",
                        "\"%1\" is no name for a lab: letters, digits, '-', '_' and '.'", {name});
        return LabFolder(name);
    }
    const auto names = labNames();
    if (names.empty())
        return fail(Errc::NotFound, "lab-none", "no lab is up; \"podloomctl lab up PATH...\" makes one");
    if (names.size() > 1)
        return fail(Errc::InvalidArgument, "lab-several", "several labs are up (%1): name one with --lab",
                    {join(names, ", ")});
    return LabFolder(names.front());
}

Result<LabFolder> existingLab(const std::string &name)
{
    auto folder = findLab(name);
    if (folder && !folder->exists())
        return noSuchLab(folder->name());
    return folder;
}

} // namespace podloom
