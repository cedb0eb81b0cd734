// core/manifest/kinds.h: the kinds of objects that Podloom reads.
#pragma once

#include <span>
#include <string_view>

namespace podloom {

/// A sort of object, in whatever version.
struct KindName {
    std::string_view group{}; ///< empty for Kubernetes' core group
    std::string_view kind{};
};

/// Every kind that is read; others are kept as they are. The same kind may stand in several groups.
std::span<const KindName> knownKinds();

} // namespace podloom
