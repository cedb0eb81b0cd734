// core/policy/outside.h: which outside addresses policies tell apart.
#pragma once

#include "core/policy/flow.h"

#include <span>
#include <vector>

namespace podloom::policy {

/// Addresses that no network of any policy tells apart. All classes of a family together are all its
/// addresses.
struct OutsideClass {
    PrefixSet ranges{};
    std::optional<IpAddress> sample{}; ///< one that is no pod's and no node's; nothing when there is none
};

/// The classes of one family for several programs at once, by their first addresses.
std::vector<OutsideClass> outsideClasses(std::span<const Program *const> programs, Family family);

/// An end for such a class, called "ip:CIDR" after its first prefix. Precondition: it has a sample.
FlowEnd outsideEnd(const OutsideClass &outside);

/// The end for all addresses of a prefix. Errors: InvalidArgument, id "endpoint-mixed", when policies tell
/// some of them apart: the arguments say which parts can be asked for; "endpoint-inside", when all are pods'
/// or nodes'.
Result<FlowEnd> outsideEnd(const Program &program, const Prefix &prefix);

/// Such a set in words: "10.0.0.0/8 except 10.1.0.0/16", "the internet" for everything of a family.
std::string describe(const PrefixSet &ranges);

} // namespace podloom::policy
