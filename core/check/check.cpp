#include "core/check/check.h"

#include "core/check/policy_checks.h"
#include "core/policy/compile.h"
#include "core/policy/prediction.h"

#include <iterator>

namespace podloom {

Diagnostics checkDesign(const Design &design)
{
    const auto wires = underlay(design);
    auto findings = checkObjects(design);
    const auto add = [&](Diagnostics more) {
        findings.insert(findings.end(), std::make_move_iterator(more.begin()),
                        std::make_move_iterator(more.end()));
    };
    add(checkProgram(design, policy::compile(policy::predicted(design)), wires));
    add(checkRouting(design, bgpSessions(design, wires)));
    sortByPlace(findings, design.lines);
    return findings;
}

Diagnostics checkObjects(const Design &design)
{
    Diagnostics findings;
    checkReferences(design, findings);
    checkAddresses(design, findings);
    checkNetworkPolicies(design, findings);
    checkClusterPolicies(design, findings);
    checkPortNames(design, findings);
    checkIpBlocks(design, findings);
    return findings;
}

Diagnostics checkProgram(const Design &design, const policy::Program &program, const Underlay &wires)
{
    Diagnostics findings;
    checkPools(design, program, wires, findings);
    checkWays(design, wires, findings);
    checkTiers(design, program, findings);
    checkShadowing(program, findings);
    checkUnreached(program, findings);
    checkDns(program, findings);
    checkSilentDenies(program, findings);
    checkCalicoPolicies(design, program, findings);
    checkHostEndpoints(design, program, findings);
    return findings;
}

Diagnostics checkRouting(const Design &design, const std::vector<BgpSession> &sessions)
{
    Diagnostics findings;
    checkBgp(design, sessions, findings);
    checkBgpPeers(design, findings);
    return findings;
}

} // namespace podloom
