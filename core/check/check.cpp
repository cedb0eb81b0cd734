#include "core/check/check.h"

#include "core/check/policy_checks.h"
#include "core/policy/compile.h"
#include "core/policy/prediction.h"

namespace podloom {

Diagnostics checkDesign(const Design &design)
{
    return checkDesign(design, policy::compile(policy::predicted(design)),
                       bgpSessions(design, underlay(design)));
}

Diagnostics checkDesign(const Design &design, const policy::Program &program,
                        const std::vector<BgpSession> &sessions)
{
    Diagnostics findings;
    checkReferences(design, findings);
    checkAddresses(design, findings);
    checkPools(design, findings);
    checkNetworkPolicies(design, findings);
    checkClusterPolicies(design, findings);
    checkTiers(design, program, findings);
    checkPortNames(design, findings);
    checkIpBlocks(design, findings);
    checkBgp(design, sessions, findings);
    checkBgpPeers(design, findings);
    checkShadowing(program, findings);
    checkUnreached(program, findings);
    checkDns(program, findings);
    checkSilentDenies(program, findings);
    checkCalicoPolicies(design, program, findings);
    checkHostEndpoints(design, program, findings);
    sortByPlace(findings);
    return findings;
}

} // namespace podloom
