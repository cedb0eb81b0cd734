#include "core/policy/signature.h"

namespace podloom::policy {

void addNetworks(const Program &program, Things &things, NetSignatures &into)
{
    for (const auto &set : program.sets)
        into.add(set.nets, things.next());
    const auto addPeers = [&](const std::vector<Peer> &peers) {
        for (const auto &peer : peers) {
            if (peer.nets)
                into.add(*peer.nets, things.next());
            if (peer.notNets)
                into.add(*peer.notNets, things.next());
        }
    };
    for (const auto &policy : program.policies) {
        for (const auto &rules : policy.rules) {
            for (const auto &rule : rules) {
                addPeers(rule.sources);
                addPeers(rule.destinations);
            }
        }
    }
}

} // namespace podloom::policy
