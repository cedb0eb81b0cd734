// core/model/drain.h: machines that traffic is taken off.
#pragma once

#include "core/model/object.h"

namespace podloom {

/// On a Node or Router.
inline constexpr std::string_view kDrainAnnotation = "podloom.dev/drain";

/// Whether the machine tells its peers of no route, so that traffic that has another way takes it.
inline bool isDrained(const ObjectMeta &meta)
{
    const auto found = meta.annotations.find(std::string(kDrainAnnotation));
    return found != meta.annotations.end() && found->second == "true";
}

} // namespace podloom
