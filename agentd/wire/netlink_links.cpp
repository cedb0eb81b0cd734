// Links of the kernel: veth pairs, bridges, VXLAN, and their end.
#include "agentd/wire/netlink_kernel.h"
#include "agentd/wire/netlink_parse.h"
#include "agentd/wire/netlink_socket.h"
#include "core/os/errno_error.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>

#include <linux/ethtool.h>
#include <linux/if_ether.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <linux/sockios.h>
#include <linux/veth.h>
#include <net/if.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>

namespace podloom {

namespace {

constexpr int kCreate = NLM_F_CREATE | NLM_F_EXCL;

Status checkName(const std::string &name)
{
    if (name.empty() || name.size() >= IFNAMSIZ)
        return fail(Errc::InvalidArgument, "interface-name",
                    "\"%1\" cannot be the name of an interface: 1 to 15 bytes", {name});
    return {};
}

/// One queue is what a pair has in use anyway. When it is not asked for, the kernel makes one for each
/// processor and takes them away again, and waits a millisecond for everybody who may look at them.
void putEnd(NetlinkMessage &message, const VethEnd &end, unsigned mtuBytes)
{
    message.header<ifinfomsg>();
    message.put(IFLA_IFNAME, end.name).putU32(IFLA_MTU, mtuBytes);
    message.putU32(IFLA_NUM_TX_QUEUES, 1).putU32(IFLA_NUM_RX_QUEUES, 1);
    if (end.mac)
        message.put(IFLA_ADDRESS, *end.mac);
    if (end.netnsFd >= 0)
        message.putU32(IFLA_NET_NS_FD, static_cast<std::uint32_t>(end.netnsFd));
}

} // namespace

/// What a deleting thread and its caller share. The thread outlives the call by the grace period.
struct NetlinkKernel::Deletion {
    NetlinkSocket socket;
    UniqueFd finished; ///< an eventfd: the kernel has acknowledged or refused
    Status verdict{};
    std::atomic<bool> isOver = false;
};

NetlinkKernel::~NetlinkKernel()
{
    for (auto &each : m_deletions)
        each.thread.join();
}

Status NetlinkKernel::addVeth(const VethPair &pair)
{
    for (const auto *name : {&pair.end.name, &pair.peer.name}) {
        if (auto checked = checkName(*name); !checked)
            return checked;
    }
    NetlinkMessage message(RTM_NEWLINK, kCreate);
    putEnd(message, pair.end, pair.mtuBytes);
    message.nest(IFLA_LINKINFO, [&](NetlinkMessage &info) {
        info.put(IFLA_INFO_KIND, "veth", 4);
        info.nest(IFLA_INFO_DATA, [&](NetlinkMessage &data) {
            data.nest(VETH_INFO_PEER, [&](NetlinkMessage &peer) { putEnd(peer, pair.peer, pair.mtuBytes); });
        });
    });
    return m_route->request(message, "add veth pair " + pair.end.name + ", " + pair.peer.name);
}

Status NetlinkKernel::addBridge(const std::string &name, unsigned mtuBytes)
{
    if (auto checked = checkName(name); !checked)
        return checked;
    NetlinkMessage message(RTM_NEWLINK, kCreate);
    message.header<ifinfomsg>();
    message.put(IFLA_IFNAME, name).putU32(IFLA_MTU, mtuBytes);
    message.nest(IFLA_LINKINFO, [](NetlinkMessage &info) { info.put(IFLA_INFO_KIND, "bridge", 6); });
    return m_route->request(message, "add bridge " + name);
}

Status NetlinkKernel::addVxlan(const VxlanSpec &spec)
{
    if (auto checked = checkName(spec.name); !checked)
        return checked;
    int underlay = 0;
    if (!spec.underlay.empty()) {
        auto index = indexOf(spec.underlay);
        if (!index)
            return Failure{std::move(index).error()};
        underlay = *index;
    }
    NetlinkMessage message(RTM_NEWLINK, kCreate);
    message.header<ifinfomsg>();
    message.put(IFLA_IFNAME, spec.name).putU32(IFLA_MTU, spec.mtuBytes);
    if (spec.mac)
        message.put(IFLA_ADDRESS, *spec.mac);
    message.nest(IFLA_LINKINFO, [&](NetlinkMessage &info) {
        info.put(IFLA_INFO_KIND, "vxlan", 5);
        info.nest(IFLA_INFO_DATA, [&](NetlinkMessage &data) {
            data.putU32(IFLA_VXLAN_ID, spec.vni)
                .putBig16(IFLA_VXLAN_PORT, static_cast<std::uint16_t>(spec.port));
            data.putU8(IFLA_VXLAN_LEARNING, 0);
            if (underlay != 0)
                data.putU32(IFLA_VXLAN_LINK, static_cast<std::uint32_t>(underlay));
            if (spec.local)
                data.put(spec.local->isV4() ? IFLA_VXLAN_LOCAL : IFLA_VXLAN_LOCAL6, *spec.local);
        });
    });
    return m_route->request(message, "add VXLAN link " + spec.name);
}

Status NetlinkKernel::setMaster(const std::string &name, const std::string &bridge)
{
    const auto index = indexOf(name);
    if (!index)
        return Failure{index.error()};
    const auto master = indexOf(bridge);
    if (!master)
        return Failure{master.error()};
    NetlinkMessage message(RTM_NEWLINK, 0);
    message.header<ifinfomsg>()->ifi_index = *index;
    message.putU32(IFLA_MASTER, static_cast<std::uint32_t>(*master));
    return m_route->request(message, "make " + name + " a port of " + bridge);
}

Status NetlinkKernel::setUp(const std::string &name)
{
    const auto index = indexOf(name);
    if (!index)
        return Failure{index.error()};
    NetlinkMessage message(RTM_NEWLINK, 0);
    auto *info = message.header<ifinfomsg>();
    info->ifi_index = *index;
    info->ifi_flags = IFF_UP;
    info->ifi_change = IFF_UP;
    return m_route->request(message, "set " + name + " up");
}

Status NetlinkKernel::settleCarrier(const std::string &name)
{
    if (auto checked = checkName(name); !checked)
        return checked;
    // Whoever asks for the carrier gets the worker's work done first.
    ethtool_value question{};
    question.cmd = ETHTOOL_GLINK;
    ifreq request{};
    std::memcpy(request.ifr_name, name.data(), name.size());
    request.ifr_data = reinterpret_cast<char *>(&question);
    if (::ioctl(m_ioctlSocket.get(), SIOCETHTOOL, &request) != 0)
        return failErrno(errno, "ask for the carrier of " + name);
    return {};
}

Status NetlinkKernel::setMtu(const std::string &name, unsigned mtuBytes)
{
    const auto index = indexOf(name);
    if (!index)
        return Failure{index.error()};
    NetlinkMessage message(RTM_NEWLINK, 0);
    message.header<ifinfomsg>()->ifi_index = *index;
    message.putU32(IFLA_MTU, mtuBytes);
    return m_route->request(message, "set the MTU of " + name);
}

Status NetlinkKernel::disableAutomaticLinkLocal(const std::string &name)
{
    const auto index = indexOf(name);
    if (!index)
        return Failure{index.error()};
    NetlinkMessage message(RTM_NEWLINK, 0);
    message.header<ifinfomsg>()->ifi_index = *index;
    message.nest(IFLA_AF_SPEC, [](NetlinkMessage &spec) {
        spec.nest(AF_INET6, [](NetlinkMessage &inet6) {
            inet6.putU8(IFLA_INET6_ADDR_GEN_MODE, IN6_ADDR_GEN_MODE_NONE);
        });
    });
    return m_route->request(message, "keep " + name + " without automatic link-local address");
}

Status NetlinkKernel::deleteLink(const std::string &name)
{
    const auto index = indexOf(name);
    if (!index)
        return Failure{index.error()};
    std::shared_ptr<Deletion> deletion;
    std::optional<NetlinkSocket> news;
    auto opened = inOwnNetns([&]() -> Status {
        auto speaker = NetlinkSocket::open(NETLINK_ROUTE);
        auto listener = NetlinkSocket::open(NETLINK_ROUTE);
        if (!speaker || !listener)
            return Failure{(speaker ? listener : speaker).error()};
        deletion.reset(new Deletion{*std::move(speaker), UniqueFd(::eventfd(0, EFD_CLOEXEC))});
        news = *std::move(listener);
        return news->join(RTNLGRP_LINK);
    });
    if (!opened)
        return opened;

    std::erase_if(m_deletions, [](PendingDeletion &each) {
        if (!each.deletion->isOver)
            return false;
        each.thread.join();
        return true;
    });
    // The request itself returns only after the grace period, so it needs a thread to wait in.
    std::thread thread([deletion, index = *index, name] {
        NetlinkMessage message(RTM_DELLINK, 0);
        message.header<ifinfomsg>()->ifi_index = index;
        deletion->verdict = deletion->socket.request(message, "delete link " + name);
        ::eventfd_write(deletion->finished.get(), 1);
        deletion->isOver = true;
    });
    m_deletions.push_back({std::move(thread), deletion});

    bool isGone = false;
    const auto hear = [&](const nlmsghdr *message) {
        const auto *info = static_cast<const ifinfomsg *>(nlmsg_data(message));
        // A port that leaves its bridge is told by a DELLINK of family AF_BRIDGE.
        isGone = isGone
              || (message->nlmsg_type == RTM_DELLINK && info->ifi_index == *index
                  && info->ifi_family == AF_UNSPEC);
    };
    while (!isGone) {
        std::array<pollfd, 2> waits{{{news->fd(), POLLIN, 0}, {deletion->finished.get(), POLLIN, 0}}};
        if (::poll(waits.data(), waits.size(), -1) < 0 && errno != EINTR)
            return failErrno(errno, "wait for the end of link " + name);
        if (eventfd_t count = 0; waits[1].revents != 0 && ::eventfd_read(waits[1].fd, &count) == 0)
            return deletion->verdict; // acknowledged or refused: no better news will come
        if (waits[0].revents != 0)
            (void)static_cast<bool>(news->receive(hear)); // lost news: the acknowledgement ends the wait
    }
    return {};
}

Result<LinkState> NetlinkKernel::link(const std::string &name)
{
    const auto index = indexOf(name);
    if (!index)
        return Failure{index.error()};
    NetlinkMessage message(RTM_GETLINK, 0);
    message.header<ifinfomsg>()->ifi_index = *index;
    LinkState found;
    auto done = m_route->get(message, "read link " + name,
                             [&](const nlmsghdr *answer) { found = parseLink(answer); });
    if (!done)
        return Failure{std::move(done).error()};
    return found;
}

Result<std::vector<LinkState>> NetlinkKernel::links()
{
    NetlinkMessage message(RTM_GETLINK, 0);
    message.header<ifinfomsg>();
    std::vector<LinkState> found;
    auto done = m_route->dump(
        message, "list links", [&] { found.clear(); },
        [&](const nlmsghdr *answer) { found.push_back(parseLink(answer)); });
    if (!done)
        return Failure{std::move(done).error()};
    return found;
}

} // namespace podloom
