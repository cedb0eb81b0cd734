// agentd/daemon/policy_keeper.h: the policies of the cluster in the kernel of this node.
#pragma once

#include "agentd/daemon/picture.h"
#include "agentd/enforce/enforcer.h"

#include <map>
#include <memory>

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

    /// One pod before it starts; `live` already has it. Errors: Unavailable before the first reconcile().
    Status admit(const Design &live, const Attachment &attachment);
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

    std::string m_node;
    Kernel &m_kernel;
    Enforcer m_enforcer;
    std::shared_ptr<const policy::Program> m_program = std::make_shared<policy::Program>();
    std::map<IpAddress, policy::EndpointIndex> m_byAddress;
    bool m_isInForce = false;

    void compile(const Design &live);
};

} // namespace podloom
