#include "agentd/daemon/log.h"

#include <cstdio>

namespace podloom {

void log(const std::string &sentence)
{
    std::fprintf(stderr, "podloom-agentd: %s\n", sentence.c_str());
}

} // namespace podloom
