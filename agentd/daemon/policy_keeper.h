// agentd/daemon/policy_keeper.h: the policies of the cluster in the kernel of this node.
#pragma once

#include "agentd/daemon/picture.h"
#include "agentd/enforce/enforcer.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace podloom {

/// Compiles the live design into one Program and has it enforced for the pods and the protected interfaces of
/// this node. Changes nothing before the first reconcile(). Calls block on the kernel.
class PolicyKeeper {
public:
    /// `nftables` and `kernel` must outlive the keeper.
    PolicyKeeper(std::string node, Nftables &nftables, Kernel &kernel)
        : m_node(std::move(node)),
          m_kernel(kernel),
          m_enforcer(nftables)
    {}

    /// Everything, once more. Errors: as Enforcer and Kernel.
    Status reconcile(const Design &live, const std::string &cluster, const std::vector<IpPool> &pools,
                     const std::map<AttachmentKey, Attachment> &own);

    /// Pods that are to start, and what the keeper may need to know for them.
    struct Admission {
        const std::vector<const Attachment *> &pods;
        const std::map<AttachmentKey, Attachment> &own; ///< with the pods
        const Design &desired;                          ///< without what nodes wrote
        const std::string &cluster;
        bool isCurrent = false;         ///< nothing but pods of this node changed since reconcile()
        std::function<Design()> live{}; ///< with the pods
    };
    /// Pods before they start, in one transaction. What was compiled last serves them, so that the cost does
    /// not grow with pods and policies, unless one is the first of its kind. Errors: Unavailable before the
    /// first reconcile().
    Status admit(const Admission &admission);
    /// Nothing there is no error.
    Status dismiss(const Attachment &attachment);
    /// Reads the kernel and brings back what somebody else has changed. Returns whether there was something;
    /// nothing is done before the first reconcile(). Errors: as Enforcer.
    Result<bool> repair();
    /// Reads the kernel and says whether all of it is there. Errors: NotFound when it is not.
    Status check();

    /// Whether the interfaces to protect are found by their addresses, so that reconcile() is due when those
    /// may have changed.
    bool followsAddresses() const;

    const policy::Program &program() const { return *m_program; }

private:
    LocalEndpoint endpointOf(const Attachment &attachment) const;
    /// Nothing when one of them is not known.
    std::optional<std::vector<LocalEndpoint>> placesOf(const Admission &admission) const;
    policy::EndpointIndex placeOf(const Attachment &attachment, const Design &desired,
                                  const std::string &cluster) const;
    EndpointAddresses addressesNow(const Admission &admission) const;

    std::string m_node;
    Kernel &m_kernel;
    Enforcer m_enforcer;
    std::shared_ptr<const policy::Program> m_program = std::make_shared<policy::Program>();
    std::map<IpAddress, policy::EndpointIndex> m_byAddress;
    std::map<ObjectId, policy::EndpointIndex> m_byId; ///< pods
    /// Where pods came that no object describes. Such pods are alike, so one without addresses is compiled
    /// along for each.
    std::set<std::pair<std::string, std::string>> m_strangers; ///< cluster, namespace
    bool m_isInForce = false;

    void compile(const Design &live);
};

} // namespace podloom
