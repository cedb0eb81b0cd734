// core/lab/lab_job.h: what every job on a lab is given: how to stop it, whom to tell, whom to ask.
#pragma once

#include "core/plan/step.h"
#include "core/ssh/ssh_options.h"

#include <functional>
#include <optional>
#include <stop_token>
#include <string>

namespace podloom {

/// News of a running job. `id` is that of a plan's step, or empty for what is no step.
struct LabProgress {
    enum class State { Running, Done, Failed, Skipped };
    std::string node{};
    std::string id{};
    State state = State::Running;
    Message text{};               ///< what is done; empty where the id says it
    std::optional<Error> error{}; ///< why it failed

    /// Both, in English.
    std::string sentence() const;
};

/// Jobs block and work on several nodes at once; the functions are called from any of their threads, one at a
/// time.
struct LabJob {
    std::stop_token stop{};
    std::function<void(const LabProgress &)> progress{};
    HostKeyQuestion acceptUnknownKey{};
    SecretSource secret{};

    void say(const std::string &node, const Message &text) const;
    void report(const LabProgress &news) const;
};

/// Calls `work(index)` for 0 … count-1, each on a thread of its own, at most `limit` at a time, and waits.
void forEachParallel(std::size_t count, const std::function<void(std::size_t)> &work, std::size_t limit = 32);

/// The job with its functions guarded by a lock, so that threads need not think of it; a host key that was
/// not accepted is not asked for again.
LabJob serialised(LabJob job);

} // namespace podloom
