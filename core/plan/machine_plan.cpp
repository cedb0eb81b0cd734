#include "core/plan/machine_plan.h"

#include "core/base/text.h"

#include <algorithm>

namespace podloom {

namespace {

std::string digestOf(const WantedMachine &machine, const std::string &path)
{
    const auto found = std::find_if(machine.files.begin(), machine.files.end(),
                                    [&](const WantedFile &file) { return file.path == path; });
    return found == machine.files.end() ? std::string("-") : found->digest;
}

} // namespace

std::string machineStepId(const std::string &machine, bool isReal)
{
    return machine + (isReal ? "/real-machine" : "/machine");
}

bool isMachineStep(const PlanStep &step)
{
    return step.id.ends_with("/machine") || step.id.ends_with("/real-machine");
}

std::string packagesStepId(const std::string &node)
{
    return node + "/packages";
}

std::string fileStepId(const std::string &node, const std::string &path)
{
    return node + "/file" + path;
}

std::string serviceStepId(const std::string &node, const std::string &service)
{
    return node + "/service/" + service;
}

std::string stampOf(const WantedService &service, const WantedMachine &machine)
{
    std::string stamp = service.name;
    for (const auto &path : service.files)
        stamp += ' ' + digestOf(machine, path);
    return stamp;
}

std::vector<PlanStep> machineSteps(const WantedMachine &wanted, const FoundMachine &found)
{
    std::vector<PlanStep> steps;
    std::vector<std::string> missing;
    for (const auto &package : wanted.packages) {
        if (!found.packages.contains(package))
            missing.push_back(package);
    }
    if (!missing.empty())
        steps.push_back({packagesStepId(wanted.node),
                         wanted.node,
                         StepAction::Create,
                         {},
                         {"step-packages", "install the packages %1", {join(missing, ", ")}},
                         Disruption::None});
    for (const auto &file : wanted.files) {
        const auto there = found.files.find(file.path);
        if (there != found.files.end() && there->second == file)
            continue;
        const bool isNew = there == found.files.end();
        steps.push_back({fileStepId(wanted.node, file.path),
                         wanted.node,
                         isNew ? StepAction::Create : StepAction::Change,
                         {},
                         isNew ? Message{"step-write", "write %1", {file.path}}
                               : Message{"step-replace", "replace %1", {file.path}},
                         Disruption::None});
    }
    for (const auto &service : wanted.services) {
        const auto there = found.services.find(service.name);
        const bool isRunning = there != found.services.end() && there->second.isRunning;
        if (isRunning && there->second.stamp == stampOf(service, wanted))
            continue;
        steps.push_back({serviceStepId(wanted.node, service.name),
                         wanted.node,
                         isRunning ? StepAction::Change : StepAction::Create,
                         {},
                         isRunning ? Message{"step-restart", "restart %1", {service.name}}
                                   : Message{"step-start", "start %1", {service.name}},
                         isRunning ? Disruption::Restart : Disruption::None});
    }
    return steps;
}

} // namespace podloom
