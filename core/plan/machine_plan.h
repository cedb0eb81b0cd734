// core/plan/machine_plan.h: what a machine has, what it needs, and the steps between.
#pragma once

#include "core/plan/step.h"

#include <map>
#include <set>
#include <vector>

namespace podloom {

/// A file that a machine shall have; the bytes stay with the caller.
struct WantedFile {
    std::string path{};
    std::string digest{}; ///< SHA-256, hexadecimal
    unsigned mode = 0644;
    bool operator==(const WantedFile &) const = default;
};

/// A service that shall run with exactly these files.
struct WantedService {
    std::string name{};
    std::vector<std::string> files{}; ///< its definition, programs, configuration: a change restarts it
    bool operator==(const WantedService &) const = default;
};

struct WantedMachine {
    std::string node{};
    std::vector<std::string> packages{};
    std::vector<WantedFile> files{};
    std::vector<WantedService> services{}; ///< in the order in which they start
};

struct FoundService {
    std::string stamp{}; ///< stampOf() at its last successful start, kept on the machine
    bool isRunning = false;
};

struct FoundMachine {
    std::set<std::string> packages{};               ///< of the wanted ones, those that are there
    std::map<std::string, WantedFile> files{};      ///< by path
    std::map<std::string, FoundService> services{}; ///< by name
};

/// What a service runs with, as one text: equal stamps mean that no restart is needed. A restart that failed
/// leaves the old stamp, so that the next plan finds it again.
std::string stampOf(const WantedService &service, const WantedMachine &machine);

/// Packages, then files, then services. Nothing when all is as it should be.
std::vector<PlanStep> machineSteps(const WantedMachine &wanted, const FoundMachine &found);

/// The ids of the steps above.
std::string packagesStepId(const std::string &node);
std::string fileStepId(const std::string &node, const std::string &path);
std::string serviceStepId(const std::string &node, const std::string &service);

/// What becomes of a machine as a whole, emulated or real. isMachineStep() knows such a step.
std::string machineStepId(const std::string &machine, bool isReal);
bool isMachineStep(const PlanStep &step);

} // namespace podloom
