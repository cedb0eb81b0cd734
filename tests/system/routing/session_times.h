// tests/system/routing/session_times.h: since when sessions are up, and which of them started again.
#pragma once

#include <cmath>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

namespace podloom::test {

/// Seconds of the day; BIRD's own arithmetic moves a time by a millisecond from one answer to the next.
inline double secondsOf(const std::string &time)
{
    int hour = 0;
    int minute = 0;
    double second = 0;
    const auto at = time.find('T');
    if (at == std::string::npos
        || std::sscanf(time.c_str() + at + 1, "%d:%d:%lf", &hour, &minute, &second) != 3)
        return -1;
    return hour * 3600.0 + minute * 60.0 + second;
}

/// Sessions that are not up since the same moment in both.
inline std::vector<std::string> restarted(const std::map<std::string, std::string> &before,
                                          const std::map<std::string, std::string> &now)
{
    std::vector<std::string> out;
    for (const auto &[session, when] : before) {
        const auto at = now.find(session);
        if (at == now.end() || std::abs(secondsOf(at->second) - secondsOf(when)) > 0.1)
            out.push_back(session);
    }
    return out;
}

} // namespace podloom::test
