// core/check/policy_checks.h: the rules that look at compiled policies.
#pragma once

#include "core/model/design.h"
#include "core/model/diagnostic.h"
#include "core/policy/program.h"

namespace podloom {

/// Rules that an earlier rule leaves nothing to decide.
void checkShadowing(const policy::Program &program, Diagnostics &findings);
/// Policies that no connection reaches, since a tier before theirs decides everything (CA-31).
void checkUnreached(const policy::Program &program, Diagnostics &findings);
/// Pods that may speak to others, but ask no name server.
void checkDns(const policy::Program &program, Diagnostics &findings);
/// Policies of tiers that end with Deny and let nothing through though they do not look so (P-08).
void checkSilentDenies(const policy::Program &program, Diagnostics &findings);
/// Calico's policies that select nothing, and rules whose selectors match nothing.
void checkCalicoPolicies(const Design &design, const policy::Program &program, Diagnostics &findings);
/// Names of ports that nothing has, in cluster-wide policies and in Calico's.
void checkPortNames(const Design &design, Diagnostics &findings);
/// Address blocks of policies that mean addresses of pods.
void checkIpBlocks(const Design &design, Diagnostics &findings);
/// Tiers that do not exist, equal orders, Pass in the last tier.
void checkTiers(const Design &design, const policy::Program &program, Diagnostics &findings);
/// Host endpoints whose rules leave no way in for SSH or for BGP (P-11).
void checkHostEndpoints(const Design &design, const policy::Program &program, Diagnostics &findings);

} // namespace podloom
