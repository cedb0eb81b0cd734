#include "core/lab/router_setup.h"

#include "core/base/text.h"
#include "core/lab/lab_passwords.h"
#include "core/routing/bird_config.h"

#include <QCryptographicHash>

#include <algorithm>
#include <filesystem>

namespace podloom {

namespace {

constexpr auto kBirdConfig = "/etc/podloom/bird.conf";
constexpr auto kBirdSecrets = "/etc/podloom/bird-secrets.conf";
constexpr auto kFrrFolder = "/etc/podloom/frr/";
constexpr auto kFrrStart = "/etc/podloom/frr/start";

/// FRR's daemons run as a user of their own, who may not read what only root may: each gets a copy in memory.
constexpr auto kFrrStartScript = R"sh(#!/bin/sh
# Written by Podloom: start DAEMON.
set -e
install -d -o frr -g frrvty -m 0750 /run/frr
install -o frr -g frr -m 0400 "/etc/podloom/frr/$1.conf" "/run/frr/$1.conf"
# A bgpd whose peers come before zebra has told it of its networks hands out wrong next hops from then on. The socket of a
# zebra that was there before proves nothing: somebody has to listen.
[ "$1" = zebra ] || for try in $(seq 100); do grep -q ' 00010000 .*/run/frr/zserv.api$' /proc/net/unix && break; sleep 0.1; done
exec "/usr/lib/frr/$1" -f "/run/frr/$1.conf" -P 0 --log stdout
)sh";

/// Arguments: the configuration, the passwords. Beside them lie those that shall replace them (.next), and a
/// configuration that includes the passwords from there (.check). 3: no BIRD answers, and none would start.
constexpr auto kBirdRenewScript = R"sh(
socket=/run/bird/bird.ctl
refuse() { rm -f "$config.check" "$config.next" "$secrets.next"; echo "$2" >&2; exit "$1"; }
config=$1 secrets=$2
says=$(birdc -s $socket configure check "\"$config.check\"" 2>&1)
case $says in
*'Configuration OK'*) ;;
*'Unable to connect'*)
    isAway=1
    says=$(/usr/sbin/bird -p -c "$config.check" 2>&1) || refuse 3 "$says"
    ;;
*) refuse 1 "$(echo "$says" | tail -n +2)" ;;
esac
rm -f "$config.check"
mv "$secrets.next" "$secrets" && mv "$config.next" "$config" || exit 1
if [ -n "$isAway" ]; then
    /usr/libexec/podloom/podloom-node service restart bird >/dev/null || exit 3
    exit 0
fi
says=$(birdc -s $socket configure 2>&1)
case $says in *econfigur*) ;; *) echo "$says" | tail -n +2 >&2; exit 1 ;; esac
)sh";

/// Standard input: commands. They are looked at first; what cannot be done half-way is told with a 2.
constexpr auto kFrrRenewScript = R"sh(
umask 077
file=$(mktemp /run/frr-XXXXXX)
cat >"$file"
says=$(vtysh -C --inputfile "$file" 2>&1) || { rm -f "$file"; echo "$says" >&2; exit 1; }
says=$(vtysh -f "$file" 2>&1) || { rm -f "$file"; echo "$says" >&2; exit 2; }
rm -f "$file"
)sh";

/// Arguments: services that shall not run, then "--", then those that shall.
constexpr auto kServicesScript = R"sh(
node=/usr/libexec/podloom/podloom-node
while [ "$1" != -- ]; do
    [ -f "/etc/podloom/services/$1.json" ] && changed=1
    "$node" service stop "$1" >/dev/null 2>&1
    rm -f "/etc/podloom/services/$1.json"
    shift
done
shift
if [ -n "$changed" ]; then # what the other daemon left in the kernel would go before what this one learns
    for family in -4 -6; do
        ip $family route flush proto bird
        ip $family route flush proto bgp
    done
fi
for name; do
    "$node" service status "$name" >/dev/null 2>&1 || "$node" service restart "$name" >/dev/null || exit 1
done
true
)sh";

std::string digestOf(const std::string &bytes)
{
    const auto view = QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size()));
    return QCryptographicHash::hash(view, QCryptographicHash::Sha256).toHex().toStdString();
}

std::string frrFile(std::string_view daemon)
{
    return kFrrFolder + std::string(daemon) + ".conf";
}

std::string serviceFile(const std::string &service)
{
    return "/etc/podloom/services/" + service + ".json";
}

/// As the launcher writes it into a new machine.
std::string definitionOf(const LabService &service)
{
    Json argv = Json::array();
    for (const auto &argument : service.argv)
        argv.append(argument);
    return Json::object({{"argv", std::move(argv)}, {"environment", Json::object()}}).pretty();
}

std::string_view nameOf(RouterEngine engine)
{
    return engine == RouterEngine::Frr ? "FRR" : "BIRD";
}

/// " (KIND/NAME)" of the object that the line was written for which BIRD's sentence names.
std::string originOf(const RouterSetup &setup, const std::string &sentence)
{
    const auto mark = std::string(kBirdConfig) + ".check:";
    const auto at = sentence.find(mark);
    const auto config = std::find_if(setup.files.begin(), setup.files.end(),
                                     [](const LabFile &file) { return file.path == kBirdConfig; });
    if (at == std::string::npos || config == setup.files.end())
        return {};
    const auto digits = sentence.substr(at + mark.size());
    const auto line = parseUnsigned(digits.substr(0, digits.find(':')), 1'000'000).value_or(0);
    const auto origin = birdOriginAt(config->content, line);
    return origin.empty() ? origin : " (" + origin + ')';
}

/// What the daemon does after it has refused a configuration.
enum class AfterRefusal { GoesOn, IsDown, IsBetween };

Failure refused(const RouterSetup &setup, const RemoteOutput &output,
                AfterRefusal after = AfterRefusal::GoesOn)
{
    const std::vector<std::string> arguments{std::string(nameOf(setup.engine)), setup.router,
                                             std::string(trimmed(output.standardError)),
                                             originOf(setup, output.standardError)};
    switch (after) {
    case AfterRefusal::IsDown:
        return fail(
            Errc::InvalidArgument, "router-refused-down",
            "%1 of the router %2 does not answer, and does not start with the new configuration%4: %3",
            arguments);
    case AfterRefusal::IsBetween:
        return fail(Errc::InvalidArgument, "router-refused-between",
                    "%1 of the router %2 has taken a part of the new configuration and could not be led back "
                    "to the one before; correct the design and apply it again: %3",
                    arguments);
    case AfterRefusal::GoesOn: break;
    }
    return fail(Errc::InvalidArgument, "router-refused",
                "%1 of the router %2 does not take the new configuration and goes on with the one "
                "before%4: %3",
                arguments);
}

Status uploadFiles(RemoteHost &host, const RouterSetup &setup, const LabJob &job)
{
    for (const auto &file : setup.files) {
        if (auto done = host.upload({file.path, file.content, file.mode}, job.stop, {}); !done)
            return done;
    }
    return {};
}

Status runServices(RemoteHost &host, const RouterSetup &setup, const LabJob &job)
{
    RemoteCommand command{{"sh", "-c", kServicesScript, "sh"}};
    if (setup.engine == RouterEngine::Frr)
        command.argv.emplace_back("bird");
    else
        command.argv.insert(command.argv.end(), kFrrDaemons.begin(), kFrrDaemons.end());
    command.argv.emplace_back("--");
    for (const auto &service : setup.services) {
        auto done = host.upload({serviceFile(service.name), definitionOf(service), 0644}, job.stop, {});
        if (!done)
            return done;
        command.argv.push_back(service.name);
    }
    auto done = runChecked(host, command, job.stop);
    return done ? Status() : Status(Failure{std::move(done).error()});
}

/// The configuration with the passwords that are not in their place yet.
std::string withNextSecrets(std::string config)
{
    const auto line = std::string("include \"") + kBirdSecrets + "\";";
    if (const auto at = config.find(line); at != std::string::npos)
        config.replace(at, line.size(), std::string("include \"") + kBirdSecrets + ".next\";");
    return config;
}

Status renewBird(RemoteHost &host, const RouterSetup &setup, const LabJob &job)
{
    for (const auto &file : setup.files) {
        if (auto done = host.upload({file.path + ".next", file.content, file.mode}, job.stop, {}); !done)
            return done;
        if (file.path != kBirdConfig)
            continue;
        auto done =
            host.upload({file.path + ".check", withNextSecrets(file.content), file.mode}, job.stop, {});
        if (!done)
            return done;
    }
    auto output = host.run({{"sh", "-c", kBirdRenewScript, "sh", kBirdConfig, kBirdSecrets}}, job.stop);
    if (!output)
        return Failure{std::move(output).error()};
    if (output->exitCode == 0)
        return {};
    return refused(setup, *output, output->exitCode == 3 ? AfterRefusal::IsDown : AfterRefusal::GoesOn);
}

std::string wholeOf(const std::vector<LabFile> &files)
{
    std::string text;
    for (const auto daemon : kFrrDaemons) {
        const auto at = std::find_if(files.begin(), files.end(),
                                     [&](const LabFile &file) { return file.path == frrFile(daemon); });
        text += at == files.end() ? std::string() : at->content;
    }
    return text;
}

Status renewFrr(RemoteHost &host, const RouterSetup &setup, const LabJob &job)
{
    std::string running;
    for (const auto daemon : kFrrDaemons) {
        auto part = host.download(frrFile(daemon), job.stop);
        if (!part)
            return Failure{std::move(part).error()};
        running += *part;
    }
    const auto wanted = wholeOf(setup.files);
    const auto change = [&](const std::string &from, const std::string &to) {
        return host.run({{"sh", "-c", kFrrRenewScript}, frrChanges(from, to)}, job.stop);
    };
    auto output = change(running, wanted);
    if (!output)
        return Failure{std::move(output).error()};
    if (output->exitCode == 2) { // half of it may be done
        const auto undone = change(wanted, running);
        if (!undone || undone->exitCode != 0)
            return refused(setup, *output, AfterRefusal::IsBetween);
    }
    if (output->exitCode != 0)
        return refused(setup, *output);
    return uploadFiles(host, setup, job);
}

/// Whether the daemon of the setup's engine runs there already.
Result<bool> runsEngine(RemoteHost &host, const RouterSetup &setup, const LabJob &job)
{
    const auto file = serviceFile(setup.services.back().name);
    auto output = host.run({{"test", "-f", file}}, job.stop);
    if (!output)
        return Failure{std::move(output).error()};
    return output->exitCode == 0;
}

} // namespace

Result<RouterSetup> routerSetup(const Design &design, const std::string &router,
                                const RoutingPasswords &passwords)
{
    const auto *object = design.routers.find({"", "podloom.dev", "Router", "", router});
    RouterSetup setup{router, object ? object->engine : RouterEngine::Bird, {}, {}};
    if (setup.engine == RouterEngine::Frr) {
        auto config = renderFrr(design, router, passwords);
        if (!config)
            return Failure{std::move(config).error()};
        setup.files.push_back({kFrrStart, kFrrStartScript, 0755});
        for (const auto daemon : kFrrDaemons) {
            setup.files.push_back({frrFile(daemon), config->parts.at(std::string(daemon)), 0600});
            setup.services.push_back({std::string(daemon), {kFrrStart, std::string(daemon)}});
        }
        return setup;
    }
    auto text = renderRouter(design, router, {{}, kBirdSecrets});
    if (!text)
        return Failure{std::move(text).error()};
    setup.files.push_back({kBirdSecrets, birdSecrets(passwords), 0600});
    setup.files.push_back({kBirdConfig, *std::move(text), 0640});
    setup.services.push_back(
        {"bird", {"/usr/sbin/bird", "-f", "-c", kBirdConfig, "-s", "/run/bird/bird.ctl"}});
    return setup;
}

std::optional<Error> missingDaemon(const RouterSetup &setup)
{
    std::error_code error;
    if (setup.engine != RouterEngine::Frr || std::filesystem::exists("/usr/lib/frr/bgpd", error))
        return std::nullopt;
    return fail(Errc::NotFound, "frr-missing",
                "the router %1 asks for FRR (engine: frr), which is not installed here: install the package "
                "frr, or write engine: bird",
                {setup.router})
        .error;
}

Result<std::optional<PlanStep>> routerStep(RemoteHost &host, const RouterSetup &setup, const LabJob &job)
{
    WantedMachine wanted;
    wanted.node = setup.router;
    for (const auto &file : setup.files)
        wanted.files.push_back({file.path, digestOf(file.content), file.mode});
    for (const auto &service : setup.services)
        wanted.files.push_back({serviceFile(service.name), digestOf(definitionOf(service)), 0644});
    const auto found = probeMachine(host, wanted, {}, job.stop);
    if (!found)
        return Failure{found.error()};
    if (machineSteps(wanted, *found).empty())
        return std::optional<PlanStep>();
    return std::optional(PlanStep{setup.router + "/routing", setup.router, StepAction::Change,
                                  ObjectId{"", "podloom.dev", "Router", "", setup.router},
                                  Message{"step-routing",
                                          "give %1 of the router %2 its new configuration",
                                          {std::string(nameOf(setup.engine)), setup.router}},
                                  Disruption::Live});
}

Status renewRouter(RemoteHost &host, const RouterSetup &setup, const LabJob &job)
{
    const auto isSame = runsEngine(host, setup, job);
    if (!isSame)
        return Failure{isSame.error()};
    Status done;
    if (!*isSame)
        done = uploadFiles(host, setup, job);
    else
        done = setup.engine == RouterEngine::Frr ? renewFrr(host, setup, job) : renewBird(host, setup, job);
    return done ? runServices(host, setup, job) : done;
}

} // namespace podloom
