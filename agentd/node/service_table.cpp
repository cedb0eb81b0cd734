#include "agentd/node/service_table.h"

#include "core/os/files.h"
#include "core/os/process.h"

#include <algorithm>
#include <csignal>

namespace podloom {

namespace fs = std::filesystem;

namespace {

using namespace std::chrono_literals;

constexpr auto kFirstBackOff = 100ms;
constexpr auto kLastBackOff = 10s;
constexpr auto kStable = 10s;   ///< having run for so long, it gets the first back-off again
constexpr auto kPatience = 10s; ///< between SIGTERM and SIGKILL

Failure unknown(const std::string &name)
{
    return fail(Errc::NotFound, "service-unknown", "there is no service %1 here", {name});
}

} // namespace

Status ServiceTable::read(const std::string &name, Service &service) const
{
    const auto file = m_folder / (name + ".json");
    const auto bytes = readFile(file);
    if (!bytes)
        return bytes.error().code == Errc::NotFound ? unknown(name) : Failure{bytes.error()};
    const auto json = parseJson(*bytes);
    if (!json)
        return wrap(json.error(), file);
    std::vector<std::string> argv;
    for (const auto &each : (*json)["argv"].items())
        argv.push_back(each.asString());
    if (argv.empty() || argv.front().empty())
        return fail(Errc::InvalidArgument, "service-argv", "%1 says no program under \"argv\"",
                    {file.string()});
    service.argv = std::move(argv);
    service.environment.clear();
    for (const auto &[key, value] : (*json)["environment"].members())
        service.environment.push_back(key + '=' + value.asString());
    return {};
}

Status ServiceTable::launch(const std::string &name, Service &service)
{
    service.startAt.reset();
    service.startedAt = Clock::now();
    auto pid = spawnDetached({service.argv, service.environment, m_logs / (name + ".log")});
    if (!pid) {
        scheduleStart(service);
        return wrap(std::move(pid).error(), name);
    }
    service.pid = *pid;
    return {};
}

void ServiceTable::scheduleStart(Service &service)
{
    const auto ranFor = Clock::now() - service.startedAt;
    service.backOff = ranFor >= kStable || service.backOff == 0ms
                        ? kFirstBackOff
                        : std::min<std::chrono::milliseconds>(service.backOff * 2, kLastBackOff);
    service.startAt = Clock::now() + service.backOff;
    ++service.restarts;
}

void ServiceTable::startAll()
{
    std::error_code error;
    std::vector<std::string> names;
    for (fs::directory_iterator each(m_folder, error), end; !error && each != end; each.increment(error)) {
        if (each->path().extension() == ".json")
            names.push_back(each->path().stem());
    }
    std::sort(names.begin(), names.end());
    for (const auto &name : names)
        (void)start(name).has_value(); // the others start all the same
}

Status ServiceTable::start(const std::string &name)
{
    Service fresh;
    if (auto checked = read(name, fresh); !checked)
        return checked;
    auto &service = m_services[name];
    service.isWanted = true;
    if (service.pid != 0) // one that is stopping starts again when it has ended
        return {};
    service.argv = std::move(fresh.argv);
    service.environment = std::move(fresh.environment);
    service.backOff = 0ms;
    return launch(name, service);
}

Status ServiceTable::stop(const std::string &name)
{
    const auto found = m_services.find(name);
    if (found == m_services.end())
        return fs::exists(m_folder / (name + ".json")) ? Status() : Status(unknown(name));
    auto &service = found->second;
    service.isWanted = false;
    service.startAt.reset();
    if (service.pid != 0 && !service.killAt) {
        // The process alone: what it has started may live on, as pods do.
        ::kill(service.pid, SIGTERM);
        service.killAt = Clock::now() + kPatience;
    }
    return {};
}

Status ServiceTable::restart(const std::string &name)
{
    Service fresh;
    if (auto checked = read(name, fresh); !checked)
        return checked;
    if (m_services.contains(name)) {
        if (auto stopped = stop(name); !stopped)
            return stopped;
    }
    return start(name);
}

void ServiceTable::stopAll()
{
    for (const auto &[name, service] : m_services)
        (void)stop(name).has_value();
}

void ServiceTable::ended(pid_t pid)
{
    for (auto &[name, service] : m_services) {
        if (service.pid != pid)
            continue;
        const bool wasAsked = service.killAt.has_value();
        service.pid = 0;
        service.killAt.reset();
        if (!service.isWanted)
            return;
        if (!wasAsked)
            return scheduleStart(service);
        (void)start(name).has_value(); // a restart: its definition may be another now
        return;
    }
}

void ServiceTable::advance()
{
    const auto now = Clock::now();
    for (auto &[name, service] : m_services) {
        if (service.killAt && *service.killAt <= now && service.pid != 0) {
            ::kill(service.pid, SIGKILL);
            service.killAt = now + kPatience;
        }
        if (service.startAt && *service.startAt <= now)
            (void)launch(name, service).has_value();
    }
}

std::optional<ServiceTable::Clock::time_point> ServiceTable::nextDue() const
{
    std::optional<Clock::time_point> next;
    for (const auto &[name, service] : m_services) {
        for (const auto &each : {service.startAt, service.killAt}) {
            if (each && (!next || *each < *next))
                next = each;
        }
    }
    return next;
}

bool ServiceTable::isAnyRunning() const
{
    return std::any_of(m_services.begin(), m_services.end(),
                       [](const auto &each) { return each.second.pid != 0; });
}

Json ServiceTable::describe(const std::string &name, const Service &service)
{
    const auto *state = service.pid != 0 && !service.killAt ? "running"
                      : service.pid != 0                    ? "stopping"
                      : service.startAt                     ? "waiting"
                                                            : "stopped";
    return Json::object({{"name", name},
                         {"state", state},
                         {"pid", service.pid != 0 ? Json(std::int64_t{service.pid}) : Json()},
                         {"restarts", service.restarts}});
}

Result<Json> ServiceTable::status(const std::string &name) const
{
    const auto found = m_services.find(name);
    if (found != m_services.end())
        return describe(name, found->second);
    if (fs::exists(m_folder / (name + ".json")))
        return describe(name, {});
    return unknown(name);
}

Json ServiceTable::list() const
{
    auto out = Json::array();
    for (const auto &[name, service] : m_services)
        out.append(describe(name, service));
    return out;
}

} // namespace podloom
