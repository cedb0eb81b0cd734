#include "core/check/check.h"

namespace podloom {

Diagnostics checkDesign(const Design &design)
{
    Diagnostics findings;
    checkReferences(design, findings);
    checkAddresses(design, findings);
    checkNetworkPolicies(design, findings);
    checkClusterPolicies(design, findings);
    sortByPlace(findings);
    return findings;
}

} // namespace podloom
