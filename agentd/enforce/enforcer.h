// agentd/enforce/enforcer.h: makes the kernel hold what a Program says about the pods of this node.
#pragma once

#include "agentd/enforce/local_rules.h"
#include "agentd/enforce/nftables.h"
#include "agentd/enforce/transaction.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace podloom {

/// Reconciles the table `inet podloom` and nothing else. Every change is one transaction; a call that finds
/// everything right changes nothing, also after a restart. Calls block on `nftables`; not thread-safe.
///
/// Errors of every call: Unsupported, NotFound, … with the message "policy-refused", which names the rule of
/// the policy that this kernel cannot enforce; Unavailable, Timeout, PermissionDenied. After an error the
/// kernel holds what it held before, and the next call reads it back first.
class Enforcer {
public:
    /// `nftables` must outlive the enforcer.
    explicit Enforcer(Nftables &nftables) : m_nftables(nftables) {}

    /// All of it: endpoints that are not named any more lose their rules. Interfaces are distinct.
    Result<TransactionSize> apply(const policy::Program &program, std::vector<LocalEndpoint> endpoints,
                                  EnforceOptions options);

    /// Adds or changes endpoints, for the moment before pods start: their chains, their elements, and their
    /// addresses in the sets that the kernel has, at a cost that does not grow with the number of endpoints.
    /// What else `program` changed waits for apply(). `program` may be of a time before the pods came: a
    /// pod's place is then that of a pod which policies cannot tell from it, and `now`, called when a set is
    /// new in the kernel, says which addresses the endpoints have since then. Interfaces and addresses are
    /// distinct. Precondition: apply() has succeeded.
    Result<TransactionSize> addEndpoints(
        const policy::Program &program, const std::vector<LocalEndpoint> &endpoints,
        const std::function<EndpointAddresses()> &now = [] { return EndpointAddresses(); });
    Result<TransactionSize> addEndpoint(const policy::Program &program, const LocalEndpoint &endpoint)
    {
        return addEndpoints(program, {endpoint});
    }

    /// Takes an endpoint's rules away and its addresses out of every set; nothing happens when it is not
    /// known. Chains that nobody uses any more wait for apply().
    Result<TransactionSize> removeEndpoint(const std::string &interfaceName);

    /// Reads the table back and says what repair() would have to change. Precondition: apply() has succeeded.
    Result<TransactionSize> verify();
    /// Reads the table back and changes what somebody else changed in it. Precondition as verify().
    Result<TransactionSize> repair();

private:
    Result<Transaction> fromKernelTo(const RuleSet &desired);
    Result<TransactionSize> reach(const RuleSet &desired);
    Status commit(const Transaction &transaction);
    /// Commits a change of what the kernel is known to hold, or brings all of it there when that fails.
    Result<TransactionSize> change(const Transaction &transaction);

    Nftables &m_nftables;
    EnforceOptions m_options{};
    std::map<std::string, LocalEndpoint> m_endpoints{}; ///< by interface
    RuleSet m_rules{};                                  ///< what the kernel has to hold
    bool m_isKnown = false;                             ///< the kernel held m_rules when we last looked
};

} // namespace podloom
