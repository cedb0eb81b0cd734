#include "agentd/node/pod_records.h"

#include "core/base/text.h"
#include "core/os/errno_error.h"
#include "core/os/files.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

namespace podloom {

namespace fs = std::filesystem;

namespace {

Json jsonList(const std::vector<std::string> &texts)
{
    auto list = Json::array();
    for (const auto &text : texts)
        list.append(text);
    return list;
}

std::vector<std::string> textsOf(const Json &list)
{
    std::vector<std::string> texts;
    for (const auto &item : list.items())
        texts.push_back(item.asString());
    return texts;
}

} // namespace

Json PodRecord::toJson() const
{
    return Json::object({{"id", id},
                         {"name", name},
                         {"uid", uid},
                         {"pid", std::int64_t{pid}},
                         {"startTime", static_cast<std::int64_t>(startTime)},
                         {"netns", netnsPath},
                         {"conflist", conflist},
                         {"cniPath", jsonList(cniPath)},
                         {"ports", ports},
                         {"ips", jsonList(ips)},
                         {"result", result}});
}

PodRecord PodRecord::fromJson(const Json &json)
{
    return {.id = json["id"].asString(),
            .name = json["name"].asString(),
            .uid = json["uid"].asString(),
            .pid = static_cast<pid_t>(json["pid"].asInt()),
            .startTime = static_cast<std::uint64_t>(json["startTime"].asInt()),
            .netnsPath = json["netns"].asString(),
            .conflist = json["conflist"].asString(),
            .cniPath = textsOf(json["cniPath"]),
            .ports = json["ports"].asString(),
            .ips = textsOf(json["ips"]),
            .result = json["result"]};
}

std::string PodRecords::nameLink(const std::string &name) const
{
    auto flat = name; // a Kubernetes name has no underscore
    std::replace(flat.begin(), flat.end(), '/', '_');
    return m_folder + "/names/" + flat;
}

Status PodRecords::prepare() const
{
    std::error_code error;
    fs::create_directories(m_folder + "/names", error);
    return error ? Status(failErrno(error.value(), "make " + m_folder)) : Status();
}

Status PodRecords::claim(const std::string &name, const std::string &id) const
{
    if (::symlink(id.c_str(), nameLink(name).c_str()) == 0)
        return {};
    if (errno == EEXIST)
        return fail(Errc::AlreadyExists, "pod-exists", "there is a pod %1 already", {name});
    return failErrno(errno, "claim the name " + name);
}

Status PodRecords::write(const PodRecord &record) const
{
    return replaceFile(recordFile(record.id), record.toJson().pretty(), 0600);
}

std::optional<PodRecord> PodRecords::find(const std::string &name) const
{
    std::error_code error;
    const auto id = fs::read_symlink(nameLink(name), error).string();
    if (error)
        return std::nullopt;
    const auto text = readFile(recordFile(id));
    const auto json = text ? parseJson(*text) : Result<Json>(Json());
    auto record = PodRecord::fromJson(json ? *json : Json());
    record.id = id;
    record.name = name;
    return record;
}

std::vector<PodRecord> PodRecords::all() const
{
    std::vector<PodRecord> records;
    std::error_code error;
    for (const auto &entry : fs::directory_iterator(m_folder + "/names", error)) {
        auto name = entry.path().filename().string();
        std::replace(name.begin(), name.end(), '_', '/');
        if (auto record = find(name))
            records.push_back(*std::move(record));
    }
    std::sort(records.begin(), records.end(), [](const auto &a, const auto &b) { return a.name < b.name; });
    return records;
}

void PodRecords::remove(const PodRecord &record) const
{
    ::unlink(controlSocket(record.id).c_str());
    ::unlink(recordFile(record.id).c_str());
    ::unlink(nameLink(record.name).c_str());
}

std::uint64_t startTimeOf(pid_t pid)
{
    const auto stat = readFile("/proc/" + std::to_string(pid) + "/stat");
    if (!stat)
        return 0;
    // The program's name may hold anything, so count from its closing parenthesis: field 3 follows.
    const auto fields = split(std::string_view(*stat).substr(stat->rfind(')') + 2), ' ');
    return fields.size() > 19 ? parseUnsigned(fields[19]).value_or(0) : 0;
}

} // namespace podloom
