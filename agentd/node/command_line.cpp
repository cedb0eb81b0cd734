#include "agentd/node/command_line.h"

#include <algorithm>
#include <cstdio>

namespace podloom {

Result<CommandLine> parseCommandLine(std::span<char *const> words, const std::vector<std::string> &known)
{
    CommandLine out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        std::string word = words[i];
        if (!word.starts_with("--")) {
            out.words.push_back(std::move(word));
            continue;
        }
        if (std::find(known.begin(), known.end(), word) == known.end())
            return fail(Errc::InvalidArgument, "option-unknown", "there is no option %1", {word});
        if (++i == words.size())
            return fail(Errc::InvalidArgument, "option-value", "%1 needs a value", {word});
        out.options[word] = words[i];
    }
    return out;
}

int commandFailed(const Error &error)
{
    std::fprintf(stderr, "podloom-node: %s\n", error.text().c_str());
    return error.code == Errc::InvalidArgument ? 2 : 1;
}

int commandMisused(const char *usage)
{
    std::fprintf(stderr, "usage: podloom-node %s\n", usage);
    return 2;
}

} // namespace podloom
