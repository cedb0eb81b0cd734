// core/model/rack.h: in which rack or site a node stands.
#pragma once

#include "core/model/object.h"

#include <array>
#include <string>

namespace podloom {

/// The labels of a node that say it, the strongest first.
inline constexpr std::array kRackLabels{"podloom.dev/rack", "topology.kubernetes.io/zone", "rack"};

/// The name of the rack; empty without one.
inline std::string rackOf(const Labels &labels)
{
    for (const auto *key : kRackLabels) {
        if (const auto found = labels.find(key); found != labels.end())
            return found->second;
    }
    return {};
}

} // namespace podloom
