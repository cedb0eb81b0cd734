// agentd/enforce/set_catalog.h: which nft sets the rules of a Program refer to, by stable names.
#pragma once

#include "agentd/enforce/rule_set.h"
#include "core/policy/program.h"

#include <map>
#include <string>
#include <vector>

namespace podloom {

/// Addresses that endpoints have now, where they differ from the Program's.
using EndpointAddresses = std::map<policy::EndpointIndex, std::vector<IpAddress>>;

/// Names sets and remembers which were asked for. The set of a selector is named after its key, so that
/// members come and go in it; a set of nets is named after its content, because changing a set of intervals
/// costs its whole size and nets change only with their policies.
class SetCatalog {
public:
    /// The Program must outlive the catalog.
    explicit SetCatalog(const policy::Program &program) : m_program(program) {}

    /// The addresses of the members of a selector: "a4-…", "a6-…".
    std::string addresses(policy::SetIndex index, Family family);
    /// Pairs of address, protocol and port: "p4-…", "p6-…".
    std::string pairs(policy::PortSetIndex index, Family family);
    /// Ranges of one family: "n4-…", "n6-…". Precondition: not empty.
    std::string nets(const PrefixSet &set, Family family);

    const policy::Program &program() const { return m_program; }

    /// A set that was asked for: its empty form, and where its elements come from.
    struct Use {
        NftSet set{};
        policy::SetIndex selector = policy::kNone;
        policy::PortSetIndex portSet = policy::kNone;
        Family family = Family::V4;
    };
    const std::map<std::string, Use> &uses() const { return m_uses; }
    /// The set with all its elements. `now` goes before the Program where it names an endpoint.
    NftSet filled(const Use &use, const EndpointAddresses &now = {}) const;
    /// The elements that `endpoint` has in it by these addresses, ascending.
    std::vector<std::string> elementsOf(const Use &use, policy::EndpointIndex endpoint,
                                        const std::vector<IpAddress> &ips) const;

private:
    std::string nameFor(std::string_view kind, const std::string &key, Use use);

    const policy::Program &m_program;
    std::map<std::string, Use> m_uses{};
    std::map<std::string, std::string> m_keys{}; ///< by name, so that no two keys share one
};

} // namespace podloom
