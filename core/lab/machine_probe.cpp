#include "core/lab/machine_probe.h"

#include "core/base/text.h"

#include <sys/utsname.h>

#include <cstdlib>

namespace podloom {

namespace {

constexpr auto kFactsScript = R"sh(
[ -S /run/podloom-init.sock ] && echo 'manager podloom'
[ -d /run/systemd/system ] && echo 'manager systemd'
command -v apt-get >/dev/null 2>&1 && echo 'apt yes'
echo "architecture $(uname -m)"
echo "kernel $(uname -r)"
echo "user $(id -u)"
[ -d /sys/module/nf_tables ] || nft list tables >/dev/null 2>&1 || modprobe -q nf_tables 2>/dev/null ||
    grep -q ' nft_do_chain$' /proc/kallsyms || echo 'lacks nf_tables'
[ -e /proc/sys/net/ipv6/conf ] || echo 'lacks IPv6'
true
)sh";

/// Reads "KIND NAME" lines and answers one line for each that is there.
constexpr auto kProbeScript = R"sh(
while read -r kind name; do
    case $kind in
    file) [ -f "$name" ] && echo "file $(sha256sum < "$name" | cut -d' ' -f1) $(stat -c %a "$name") $name" ;;
    package) dpkg-query -W -f '${Status}\n' "$name" 2>/dev/null | grep -q 'ok installed' && echo "package $name" ;;
    podloom) /usr/libexec/podloom/podloom-node service status "$name" >/dev/null 2>&1 && echo "running $name" ;;
    systemd) systemctl is-active --quiet "podloom-${name#podloom-}" && echo "running $name" ;;
    stamp) [ -f "/var/lib/podloom/provision/$name" ] && echo "stamp $name $(cat "/var/lib/podloom/provision/$name")" ;;
    esac
done
true
)sh";

std::string_view nextWord(std::string_view &line)
{
    const auto end = line.find(' ');
    const auto word = line.substr(0, end);
    line = end == std::string_view::npos ? std::string_view() : line.substr(end + 1);
    return word;
}

void readLine(std::string_view line, FoundMachine &found)
{
    const auto kind = nextWord(line);
    if (kind == "file") {
        WantedFile file;
        file.digest = nextWord(line);
        file.mode = static_cast<unsigned>(std::strtoul(std::string(nextWord(line)).c_str(), nullptr, 8));
        file.path = line;
        found.files[file.path] = file;
    } else if (kind == "package") {
        found.packages.insert(std::string(line));
    } else if (kind == "running") {
        found.services[std::string(line)].isRunning = true;
    } else if (kind == "stamp") {
        const std::string name(nextWord(line));
        found.services[name].stamp = line;
    }
}

} // namespace

std::string stampPath(const std::string &service)
{
    return "/var/lib/podloom/provision/" + service;
}

Result<MachineFacts> probeFacts(RemoteHost &host, const std::stop_token &stop)
{
    auto output = runChecked(host, {{"sh", "-c", kFactsScript}, {}, std::chrono::seconds(30)}, stop);
    if (!output)
        return Failure{std::move(output).error()};
    MachineFacts facts;
    bool hasManager = false;
    bool isRoot = false;
    std::vector<std::string> lacking;
    for (auto line : split(output->standardOutput, '\n')) {
        const auto word = nextWord(line);
        if (word == "manager" && !hasManager) {
            facts.manager = line == "systemd" ? ServiceManager::Systemd : ServiceManager::PodloomInit;
            hasManager = true;
        } else if (word == "apt") {
            facts.hasApt = true;
        } else if (word == "architecture") {
            facts.architecture = line;
        } else if (word == "kernel") {
            facts.kernel = line;
        } else if (word == "user") {
            isRoot = line == "0";
        } else if (word == "lacks") {
            lacking.emplace_back(line);
        }
    }
    if (!isRoot)
        return fail(
            Errc::PermissionDenied, "machine-not-root",
            "we are not root on the machine: log in as root, or let the Lab's ssh say \"sudo: true\"");
    if (!lacking.empty())
        return fail(Errc::Unsupported, "machine-kernel",
                    "the kernel of the machine (%1) lacks %2, which pods and policies need",
                    {facts.kernel, join(lacking, ", ")});
    if (!hasManager)
        return fail(Errc::Unsupported, "machine-manager",
                    "the machine runs neither systemd nor podloom-node init: nobody would start services");
    utsname own{};
    ::uname(&own);
    if (facts.architecture != own.machine)
        return fail(Errc::Unsupported, "machine-architecture",
                    "the machine is %1, but the programs here are for %2",
                    {facts.architecture.empty() ? "of an unknown kind" : facts.architecture, own.machine});
    return facts;
}

Result<FoundMachine> probeMachine(RemoteHost &host, const WantedMachine &wanted, const MachineFacts &facts,
                                  const std::stop_token &stop)
{
    std::string input;
    for (const auto &file : wanted.files)
        input += "file " + file.path + '\n';
    for (const auto &package : wanted.packages)
        input += "package " + package + '\n';
    const std::string manager = facts.manager == ServiceManager::Systemd ? "systemd " : "podloom ";
    for (const auto &service : wanted.services)
        input += manager + service.name + "\nstamp " + service.name + '\n';
    auto output = runChecked(host, {{"sh", "-c", kProbeScript}, input, std::chrono::seconds(60)}, stop);
    if (!output)
        return Failure{std::move(output).error()};
    FoundMachine found;
    for (const auto line : split(output->standardOutput, '\n'))
        readLine(line, found);
    return found;
}

} // namespace podloom
