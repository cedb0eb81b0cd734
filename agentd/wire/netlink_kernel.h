// agentd/wire/netlink_kernel.h: the Kernel that is Linux.
#pragma once

#include "agentd/wire/kernel.h"
#include "agentd/wire/netns.h"

#include <memory>
#include <thread>

namespace podloom {

class NetlinkSocket;

/// Works in the namespace in which it was opened, whichever thread calls; one thread at a time.
class NetlinkKernel final : public Kernel {
public:
    /// In the namespace of the calling thread. Errors: PermissionDenied, Io.
    static Result<std::unique_ptr<NetlinkKernel>> open();
    /// In that of `netnsFd`, from any thread. Errors: as above.
    static Result<std::unique_ptr<NetlinkKernel>> openIn(int netnsFd);
    ~NetlinkKernel() override; ///< waits (≈ 20 ms) until the kernel has acknowledged every deleteLink()

    Status addVeth(const VethPair &pair) override;
    Status addBridge(const std::string &name, unsigned mtuBytes) override;
    Status addVxlan(const VxlanSpec &spec) override;
    Status setMaster(const std::string &name, const std::string &bridge) override;
    Status setUp(const std::string &name) override;
    Status settleCarrier(const std::string &name) override;
    Status setMtu(const std::string &name, unsigned mtuBytes) override;
    Status disableAutomaticLinkLocal(const std::string &name) override;
    Status limitRate(const std::string &name, std::uint64_t bitsPerSecond, std::uint64_t burstBits) override;
    Result<std::optional<std::uint64_t>> rateLimit(const std::string &name) override;
    Status addIfb(const std::string &name) override;
    Status redirectIngress(const std::string &name, const std::string &by) override;
    Result<bool> isIngressRedirected(const std::string &name, const std::string &by) override;
    Status deleteLink(const std::string &name) override;
    Result<LinkState> link(const std::string &name) override;
    Result<std::vector<LinkState>> links() override;

    Status addAddress(const LinkAddress &address) override;
    Status awaitAddress(IpAddress address) override;
    Status deleteAddress(const LinkAddress &address) override;
    Result<std::vector<LinkAddress>> addresses() override;

    Status addRoute(const KernelRoute &route) override;
    Status replaceRoute(const KernelRoute &route) override;
    Status deleteRoute(const KernelRoute &route) override;
    Result<std::vector<KernelRoute>> routes(const KernelRouteFilter &filter) override;
    Status addSourceRule(IpAddress source, std::uint32_t table) override;

    Status setNeighbour(const Neighbour &neighbour) override;
    Status deleteNeighbour(const Neighbour &neighbour) override;
    Result<std::vector<Neighbour>> neighbours() override;

    Status addForwarding(const ForwardingEntry &entry) override;
    Status deleteForwarding(const ForwardingEntry &entry) override;
    Result<std::vector<ForwardingEntry>> forwarding(const std::string &interface) override;

    Status setSysctl(const std::string &key, const std::string &value) override;
    Result<std::string> sysctl(const std::string &key) override;

    Result<std::vector<TrackedFlow>> trackedFlows() override;
    Result<std::size_t> forgetFlows(const std::vector<IpAddress> &addresses) override;
    Result<std::size_t> forgetFlowsThat(const std::function<bool(const TrackedFlow &)> &isDoomed) override;

    Status inside(int netnsFd, const std::function<Status(Kernel &)> &work) override;

private:
    struct Deletion;
    struct PendingDeletion {
        std::thread thread{};
        std::shared_ptr<Deletion> deletion{};
    };

    NetlinkKernel(Netns netns, NetlinkSocket route, UniqueFd ioctlSocket);

    /// Errors: NotFound.
    Result<int> indexOf(const std::string &name) const;
    std::string nameOf(int index) const; ///< empty when it is gone
    std::function<std::string(int)> namer() const
    {
        return [this](int index) { return nameOf(index); };
    }
    Status writeRoute(const KernelRoute &route, int flags, const std::string &verb);
    Status inOwnNetns(const std::function<Status()> &work) const;
    Result<NetlinkSocket *> flowSocket();

    Netns m_netns;
    std::unique_ptr<NetlinkSocket> m_route;
    std::unique_ptr<NetlinkSocket> m_flows;   ///< opened when it is asked for
    UniqueFd m_ioctlSocket;                   ///< for names and indexes
    std::vector<PendingDeletion> m_deletions; ///< each waits for one acknowledgement
};

} // namespace podloom
