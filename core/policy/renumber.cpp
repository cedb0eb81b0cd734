#include "core/policy/renumber.h"

namespace podloom::policy {

void renumber(Policy &policy, const std::array<std::vector<std::uint32_t>, 2> &now)
{
    const auto renumberPeers = [&](std::vector<Peer> &peers) {
        for (auto &peer : peers) {
            if (peer.set != kNone)
                peer.set = now[0][peer.set];
            for (auto &set : peer.notSets)
                set = now[0][set];
        }
    };
    for (auto &rules : policy.rules) {
        for (auto &rule : rules) {
            renumberPeers(rule.sources);
            renumberPeers(rule.destinations);
            for (auto &transport : rule.transports) {
                for (auto *match : {&transport.sourcePorts, &transport.destinationPorts,
                                    &transport.notSourcePorts, &transport.notDestinationPorts}) {
                    for (std::size_t each = 0; *match && each < (*match)->pairs.size(); ++each)
                        (*match)->pairs[each] = now[1][(*match)->pairs[each]];
                }
            }
        }
    }
}

} // namespace podloom::policy
