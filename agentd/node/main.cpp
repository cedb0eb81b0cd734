// podloom-node: emulated machines, their services, and the pods of a lab.
#include "agentd/node/commands.h"
#include "agentd/node/pod_command.h"

#include <array>
#include <cstdio>
#include <string_view>

namespace {

struct Verb {
    std::string_view name;
    int (*run)(podloom::Words);
};

constexpr std::array<Verb, 7> kVerbs{{{"launch", podloom::launchCommand},
                                      {"destroy", podloom::destroyCommand},
                                      {"list", podloom::listCommand},
                                      {"init", podloom::initCommand},
                                      {"service", podloom::serviceCommand},
                                      {"connect", podloom::connectCommand},
                                      {"pod", podloom::podCommand}}};

constexpr const char *kUsage =
    "usage: podloom-node launch < SPECIFICATION    start the machines of a lab (docs/lab-machines.md)\n"
    "       podloom-node list DIRECTORY             say which of them run\n"
    "       podloom-node destroy DIRECTORY [MACHINE...]  end them, or those alone, and leave nothing\n"
    "       podloom-node connect --directory DIRECTORY --machine NAME --fd NUMBER ...\n"
    "       podloom-node service start|stop|restart|status NAME, service list    inside a machine\n"
    "       podloom-node init                       process 1 of a machine\n"
    "       podloom-node pod run|rm|list            pods of a lab\n";

} // namespace

int main(int argc, char **argv)
{
    const podloom::Words words(argv, static_cast<std::size_t>(argc));
    if (words.size() > 1) {
        for (const auto &verb : kVerbs) {
            if (verb.name == words[1])
                return verb.run(words.subspan(2));
        }
    }
    std::fputs(kUsage, stderr);
    return 2;
}
