// app/canvas/collapse.h: clusters and racks that show one card instead of all theirs.
#pragma once

#include "app/canvas/topology.h"

#include <set>
#include <string>

namespace podloom::app {

/// The member of Layout::other that lists the keys of frames which are collapsed.
inline constexpr const char *kCollapsed = "collapsed";

/// The key of a frame, for kCollapsed and for the place of the card that stands in for it.
std::string frameKey(std::string_view lens, const Frame &frame);

/// The keys that `layout` lists.
std::set<std::string> collapsedIn(const Layout &layout);

/// Puts one card for all cards of each of these frames: it says how many there are, and has the worst of
/// their states. Lines lead to it, each pair of cards once; lines within go. Of a cluster its racks go too.
void collapse(Topology &topology, std::string_view lens, const std::set<std::string> &frames);

} // namespace podloom::app
