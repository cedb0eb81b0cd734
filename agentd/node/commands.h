// agentd/node/commands.h: the verbs of podloom-node. Each reads its words, answers on standard output and
// returns the exit status: 0 done, 1 failed, 2 wrong usage.
#pragma once

#include <span>

namespace podloom {

using Words = std::span<char *const>;

int launchCommand(Words words);  ///< launch < SPEC
int destroyCommand(Words words); ///< destroy DIRECTORY
int listCommand(Words words);    ///< list DIRECTORY
int initCommand(Words words);    ///< init [--ready-fd N] [--services DIR] [--logs DIR] [--socket PATH]
int serviceCommand(Words words); ///< service start|stop|restart|status NAME | list [--socket PATH]
int connectCommand(Words words); ///< connect --directory DIR --machine NAME [--address A] --port P --fd N

} // namespace podloom
