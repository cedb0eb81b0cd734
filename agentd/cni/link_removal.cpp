#include "agentd/cni/link_removal.h"

#include "core/os/errno_error.h"
#include "core/os/unique_fd.h"

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace podloom {

namespace {

struct Removal {
    nlmsghdr header{};
    ifinfomsg link{};
    rtattr attribute{};
    std::array<char, 16> name{};
};

} // namespace

Status removeLink(const std::string &name)
{
    const auto doing = "remove the link " + name;
    Removal removal;
    if (name.size() >= removal.name.size())
        return fail(Errc::InvalidArgument, "link-name", "the link name %1 is too long", {name});
    std::memcpy(removal.name.data(), name.data(), name.size());
    removal.attribute.rta_type = IFLA_IFNAME;
    removal.attribute.rta_len = static_cast<unsigned short>(RTA_LENGTH(name.size() + 1));
    removal.header.nlmsg_type = RTM_DELLINK;
    removal.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK;
    removal.header.nlmsg_len =
        static_cast<std::uint32_t>(NLMSG_LENGTH(sizeof removal.link) + RTA_ALIGN(removal.attribute.rta_len));

    const UniqueFd socket(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE));
    if (!socket)
        return failErrno(errno, doing);
    if (::send(socket.get(), &removal, removal.header.nlmsg_len, 0) < 0)
        return failErrno(errno, doing);
    alignas(nlmsghdr) std::array<char, 4096> reply{};
    const auto size = ::recv(socket.get(), reply.data(), reply.size(), 0);
    if (size < 0)
        return failErrno(errno, doing);
    const auto *header = reinterpret_cast<const nlmsghdr *>(reply.data());
    if (static_cast<std::size_t>(size) < NLMSG_LENGTH(sizeof(nlmsgerr)) || header->nlmsg_type != NLMSG_ERROR)
        return fail(Errc::Io, "netlink-answer", "%1: the kernel gave no verdict", {doing});
    nlmsgerr verdict{};
    std::memcpy(&verdict, NLMSG_DATA(header), sizeof verdict);
    if (verdict.error != 0 && verdict.error != -ENODEV)
        return failErrno(-verdict.error, doing);
    return {};
}

} // namespace podloom
