// tests/bench/policy/memory.h: how much memory a measured piece of work had at its peak.
#pragma once

#include <malloc.h>

#include <fstream>
#include <string>

namespace podloom::policy {

/// From here on the peak is counted anew.
inline void resetPeakMemory()
{
    malloc_trim(0); // what earlier work has given back
    std::ofstream("/proc/self/clear_refs") << "5";
}

/// The resident memory of this process at its peak since then, the measured design with it.
inline double peakMemoryMiB()
{
    std::ifstream in("/proc/self/status");
    for (std::string word; in >> word;) {
        double kilobytes = 0;
        if (word == "VmHWM:" && in >> kilobytes)
            return kilobytes / 1'024;
    }
    return 0;
}

} // namespace podloom::policy
