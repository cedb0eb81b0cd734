// agentd/cni/host.h: what the CNI verbs need from the rest of the agent.
#pragma once

#include "agentd/cni/attachment.h"
#include "core/address/pools.h"

#include <functional>
#include <vector>

namespace podloom {

/// An address that somebody asks for, and the pool that has it.
struct FixedAddress {
    IpAddress address = IpAddress::v4(0);
    IpPool pool{};
};

/// Where a pod may get addresses from; a family without pools is left out.
struct AddressWish {
    std::vector<FixedAddress> fixed{}; ///< instead of others of their families
    std::vector<IpPool> pools{};
    PrefixSet reserved{};
    unsigned mtuBytes = 1500;
};

class CniHost {
public:
    virtual ~CniHost() = default;

    /// Whether pods can be added now. Errors: Unavailable, with the reason.
    virtual Status readiness() const = 0;
    /// Errors: InvalidArgument (a pool that the configuration names or an address that it asks for, which
    /// nobody can give), Exhausted (no pool serves this pod).
    virtual Result<AddressWish> wishFor(const CniConfig &config) const = 0;
    /// Gets more ordinals into the address book; `done` is called later, on the same thread.
    virtual void claim(Family family, const std::vector<IpPool> &pools, std::function<void(Status)> done) = 0;
    /// Gets this very address into the address book; `done` as above.
    virtual void claimAddress(const FixedAddress &wanted, std::function<void(Status)> done) = 0;
    /// Whether these pools have nothing for this node any more, as far as it knows, beyond what it holds.
    virtual bool isExhausted(Family family, const std::vector<IpPool> &pools) const = 0;
    /// The books could or could not be written when that was tried last.
    virtual void booksTried(const Status &written) = 0;

    /// The policies of these pods are in the kernel when this returns; their interfaces need not exist yet.
    /// One verdict for each. Pods that come together cost little more than one.
    virtual std::vector<Status> enforce(const std::vector<const Attachment *> &pods) = 0;
    /// Takes the pod's policy away; nothing there is no error.
    virtual Status unenforce(const Attachment &attachment) = 0;
    /// Errors: NotFound, with what is missing.
    virtual Status checkEnforced(const Attachment &attachment) = 0;

    /// The second half of a DEL failed after its answer; finishRemovals() is due some time.
    virtual void removalFailed(const Error &error) = 0;

    /// What garbage collection did, and why it left what the runtime does not list.
    virtual void collected(const std::vector<AttachmentKey> &released,
                           const std::vector<std::string> &kept) = 0;

    /// Told after the fact; publishing to the cluster goes on behind the answer.
    virtual void attached(const Attachment &attachment) = 0;
    virtual void detached(const Attachment &attachment) = 0;
};

} // namespace podloom
