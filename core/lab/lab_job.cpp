#include "core/lab/lab_job.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

namespace podloom {

std::string LabProgress::sentence() const
{
    const auto doing = text.text();
    if (!error)
        return doing;
    return (doing.empty() ? "" : doing + ": ") + error->text();
}

void LabJob::say(const std::string &node, const Message &text) const
{
    report({node, {}, LabProgress::State::Running, text, {}});
}

void LabJob::report(const LabProgress &news) const
{
    if (progress)
        progress(news);
}

void forEachParallel(std::size_t count, const std::function<void(std::size_t)> &work, std::size_t limit)
{
    std::atomic<std::size_t> next = 0;
    std::vector<std::jthread> threads;
    for (std::size_t thread = 0; thread < std::min(count, limit); ++thread) {
        threads.emplace_back([&] {
            for (auto index = next++; index < count; index = next++)
                work(index);
        });
    }
}

LabJob serialised(LabJob job)
{
    const auto mutex = std::make_shared<std::mutex>();
    const auto guard = [mutex](auto function) {
        return [mutex, function](const auto &argument) {
            const std::lock_guard lock(*mutex);
            return function(argument);
        };
    };
    if (job.progress)
        job.progress = guard(job.progress);
    if (job.acceptUnknownKey) {
        const auto refused = std::make_shared<std::set<std::string>>();
        job.acceptUnknownKey = guard([refused, ask = job.acceptUnknownKey](const HostKey &key) {
            const auto name = key.host + ' ' + std::to_string(key.port) + ' ' + key.fingerprint;
            if (refused->contains(name))
                return false;
            const bool isRight = ask(key);
            if (!isRight)
                refused->insert(name);
            return isRight;
        });
    }
    if (job.secret)
        job.secret = guard(job.secret);
    return job;
}

} // namespace podloom
