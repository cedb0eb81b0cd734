// podloom-node: what a node of a lab needs beside its agent.
#include "agentd/node/pod_command.h"

#include <cstdio>
#include <span>
#include <string_view>

namespace {

constexpr const char *kUsage = "usage: podloom-node pod run|rm|list\nEach command answers --help.\n";

} // namespace

int main(int argc, char **argv)
{
    const std::span<char *const> words(argv, static_cast<std::size_t>(argc));
    const std::string_view command = argc > 1 ? argv[1] : "";
    if (command == "pod")
        return podloom::podCommand(words.subspan(2));
    std::fputs(kUsage, stderr);
    return 2;
}
