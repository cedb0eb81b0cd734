#include "core/lab/emulation.h"

#include "core/lab/lab_passwords.h"
#include "core/lab/router_setup.h"
#include "core/os/child_process.h"
#include "core/os/files.h"
#include "core/os/programs.h"

namespace podloom {

namespace {

constexpr auto kSshdConfig = R"(# Written by podloom for one machine of a lab.
Port 22
HostKey /etc/ssh/podloom_host_key
AuthorizedKeysFile /etc/ssh/podloom_authorized_keys
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
UseDNS no
StrictModes no
PidFile none
PrintMotd no
AllowStreamLocalForwarding yes
MaxSessions 64
MaxStartups 64
Subsystem sftp internal-sftp
)";

Result<ChildOutput> runNode(std::vector<std::string> arguments, std::string input, const LabJob &job)
{
    auto program = siblingProgram("podloom-node");
    if (!program)
        return Failure{std::move(program).error()};
    ChildCommand command{
        .argv = {program->string()}, .input = std::move(input), .timeout = std::chrono::minutes(2)};
    const auto verb = arguments.front();
    command.argv.insert(command.argv.end(), arguments.begin(), arguments.end());
    auto output = runChild(command, job.stop);
    if (!output)
        return wrap(std::move(output).error(), "podloom-node " + verb);
    if (output->exitCode != 0)
        return fail(Errc::Io, "launcher", "podloom-node %1 failed: %2", {verb, output->standardError});
    return output;
}

Status equip(LabMachine &machine, const LabFolder &folder, const std::string &authorized)
{
    auto hostKey = readFile(folder.hostKey(machine.name));
    if (!hostKey)
        return Failure{std::move(hostKey).error()};
    machine.files.push_back({"/etc/ssh/podloom_host_key", *hostKey, 0600});
    machine.files.push_back({"/etc/ssh/podloom_authorized_keys", authorized, 0600});
    machine.files.push_back({"/etc/ssh/podloom_sshd_config", kSshdConfig, 0644});
    machine.services.push_back(
        {"sshd", {"/usr/sbin/sshd", "-D", "-e", "-f", "/etc/ssh/podloom_sshd_config"}});
    return {};
}

/// A router speaks BGP from its start on: it depends on no agent.
Status addRouting(LabMachine &machine, const Design &design, const RoutingPasswords &passwords)
{
    auto setup = routerSetup(design, machine.name, passwords);
    if (!setup)
        return Failure{std::move(setup).error()};
    if (auto missing = missingDaemon(*setup))
        return Failure{*std::move(missing)};
    machine.files.insert(machine.files.end(), setup->files.begin(), setup->files.end());
    machine.services.insert(machine.services.end(), setup->services.begin(), setup->services.end());
    return {};
}

/// Without names: the whole lab.
Status destroy(const std::vector<std::string> &machines, const LabFolder &folder, const LabJob &job)
{
    std::error_code error;
    if (!std::filesystem::exists(folder.machines(), error))
        return {};
    std::vector<std::string> arguments{"destroy", folder.machines().string()};
    arguments.insert(arguments.end(), machines.begin(), machines.end());
    auto output = runNode(std::move(arguments), {}, job);
    if (!output)
        return Failure{std::move(output).error()};
    return {};
}

} // namespace

Result<LabSpec> equipped(LabSpec spec, const Design &design, const LabFolder &folder)
{
    auto authorized = readFile(folder.clientKey().string() + ".pub");
    if (!authorized)
        return Failure{std::move(authorized).error()};
    const auto passwords = labPasswords(design, folder);
    if (!passwords)
        return Failure{passwords.error()};
    for (auto &machine : spec.machines) {
        if (auto done = equip(machine, folder, *authorized); !done)
            return Failure{std::move(done).error()};
        if (machine.kind != MachineKind::Router)
            continue;
        if (auto done = addRouting(machine, design, *passwords); !done)
            return Failure{std::move(done).error()};
    }
    return spec;
}

Status launchMachines(const LabSpec &spec, const LabFolder &folder, const LabJob &job)
{
    auto output = runNode({"launch"}, launchJson(spec, folder.machines().string()).dump(), job);
    if (!output)
        return Failure{std::move(output).error()};
    return {};
}

Status destroyMachines(const LabFolder &folder, const LabJob &job)
{
    return destroy({}, folder, job);
}

Status endMachines(const std::vector<std::string> &machines, const LabFolder &folder, const LabJob &job)
{
    return machines.empty() ? Status() : destroy(machines, folder, job);
}

Result<std::map<std::string, std::string>> machineStates(const LabFolder &folder, const LabJob &job)
{
    std::map<std::string, std::string> states;
    std::error_code error;
    if (!std::filesystem::exists(folder.machines(), error))
        return states;
    auto output = runNode({"list", folder.machines().string()}, {}, job);
    if (!output)
        return Failure{std::move(output).error()};
    auto json = parseJson(output->standardOutput);
    if (!json)
        return wrap(std::move(json).error(), "podloom-node list");
    for (const auto &machine : (*json)["machines"].items())
        states[machine["name"].asString()] = machine["state"].asString();
    return states;
}

} // namespace podloom
