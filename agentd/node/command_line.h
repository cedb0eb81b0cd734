// agentd/node/command_line.h: options of one verb, and how a verb ends.
#pragma once

#include "core/base/result.h"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace podloom {

/// "--key value" pairs and the other words, in order.
struct CommandLine {
    std::map<std::string, std::string> options{};
    std::vector<std::string> words{};

    std::string option(const std::string &key, std::string fallback = {}) const
    {
        const auto found = options.find(key);
        return found == options.end() ? std::move(fallback) : found->second;
    }
};

/// Errors: InvalidArgument (an option that is not in `known`, or one without a value).
Result<CommandLine> parseCommandLine(std::span<char *const> words, const std::vector<std::string> &known);

/// Says what failed on standard error; the exit status.
int commandFailed(const Error &error);
int commandMisused(const char *usage);

} // namespace podloom
