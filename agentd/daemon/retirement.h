// agentd/daemon/retirement.h: which sessions of before outlive a change of the design for a while.
#pragma once

#include "core/routing/session.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace podloom {

/// Pure. Those of `before` that BIRD can keep beside `wanted`: they are `up` (BIRD's names), have neither the
/// name nor the addresses of a wanted one, and `secrets`, the text of the file with the passwords, still has
/// theirs.
std::vector<BgpSession> retirable(std::vector<BgpSession> before, const std::vector<BgpSession> &wanted,
                                  const std::set<std::string> &up, std::string_view secrets);

} // namespace podloom
