// core/policy/steadiness.h: which chains mean the same in two programs.
#pragma once

#include "core/policy/program.h"

#include <array>
#include <map>
#include <utility>
#include <vector>

namespace podloom::policy {

/// Compares the chains of endpoints in two programs that have the same endpoints; of programs that have not,
/// no chain is steady. The programs must outlive it.
class Steadiness {
public:
    Steadiness(const Program &first, const Program &second);

    /// Whether the pod's chain decides alike about every connection in both. False also means "not known".
    bool isSteady(EndpointIndex endpoint, Direction direction);

private:
    bool isSame(PolicyIndex before, PolicyIndex after);
    bool isSame(const std::vector<PolicyIndex> &before, const std::vector<PolicyIndex> &after);
    bool isSame(const Chain &before, const Chain &after);

    const Program &m_first;
    const Program &m_second;
    bool m_areEndpointsSame = false;
    std::array<std::vector<std::uint32_t>, 2> m_now{}; ///< the indexes of sets in the second
    std::map<std::pair<PolicyIndex, PolicyIndex>, bool> m_policies{};
    std::map<std::pair<ChainIndex, ChainIndex>, bool> m_chains{};
};

} // namespace podloom::policy
