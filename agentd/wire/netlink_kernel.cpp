#include "agentd/wire/netlink_kernel.h"

#include "agentd/wire/netlink_socket.h"
#include "core/os/errno_error.h"
#include "core/os/files.h"

#include <fcntl.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <linux/netlink.h>

#include <cerrno>
#include <cstring>

namespace podloom {

NetlinkKernel::NetlinkKernel(Netns netns, NetlinkSocket route, UniqueFd ioctlSocket)
    : m_netns(std::move(netns)),
      m_route(std::make_unique<NetlinkSocket>(std::move(route))),
      m_ioctlSocket(std::move(ioctlSocket))
{}

Result<std::unique_ptr<NetlinkKernel>> NetlinkKernel::open()
{
    auto netns = Netns::current();
    if (!netns)
        return Failure{std::move(netns).error()};
    auto route = NetlinkSocket::open(NETLINK_ROUTE);
    if (!route)
        return Failure{std::move(route).error()};
    UniqueFd ioctlSocket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    if (!ioctlSocket)
        return failErrno(errno, "open a socket");
    return std::unique_ptr<NetlinkKernel>(
        new NetlinkKernel(*std::move(netns), *std::move(route), std::move(ioctlSocket)));
}

Result<std::unique_ptr<NetlinkKernel>> NetlinkKernel::openIn(int netnsFd)
{
    std::unique_ptr<NetlinkKernel> made;
    auto done = visitNetns(netnsFd, [&]() -> Status {
        auto kernel = open();
        if (!kernel)
            return Failure{std::move(kernel).error()};
        made = *std::move(kernel);
        return {};
    });
    if (!done)
        return Failure{std::move(done).error()};
    return made;
}

Status NetlinkKernel::inside(int netnsFd, const std::function<Status(Kernel &)> &work)
{
    return visitNetns(netnsFd, [&]() -> Status {
        auto kernel = open();
        if (!kernel)
            return Failure{std::move(kernel).error()};
        return work(**kernel);
    });
}

Result<int> NetlinkKernel::indexOf(const std::string &name) const
{
    ifreq request{};
    if (name.empty() || name.size() >= sizeof request.ifr_name)
        return fail(Errc::InvalidArgument, "interface-name", "\"%1\" cannot be the name of an interface",
                    {name});
    std::memcpy(request.ifr_name, name.data(), name.size());
    if (::ioctl(m_ioctlSocket.get(), SIOCGIFINDEX, &request) != 0)
        return fail(Errc::NotFound, "no-interface", "there is no interface %1", {name});
    return request.ifr_ifindex;
}

std::string NetlinkKernel::nameOf(int index) const
{
    ifreq request{};
    request.ifr_ifindex = index;
    if (::ioctl(m_ioctlSocket.get(), SIOCGIFNAME, &request) != 0)
        return {};
    return {request.ifr_name, ::strnlen(request.ifr_name, sizeof request.ifr_name)};
}

Status NetlinkKernel::inOwnNetns(const std::function<Status()> &work) const
{
    const auto here = Netns::current();
    if (here && here->inode() == m_netns.inode())
        return work();
    return visitNetns(m_netns.fd(), work);
}

// /proc/sys/net shows the namespace of the thread that looks.
Status NetlinkKernel::setSysctl(const std::string &key, const std::string &value)
{
    return inOwnNetns([&]() -> Status {
        const auto path = "/proc/sys/" + key;
        const UniqueFd file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
        if (!file)
            return failErrno(errno, "open " + path);
        if (auto written = writeAll(file.get(), value); !written)
            return wrap(std::move(written).error(), path);
        return {};
    });
}

Result<std::string> NetlinkKernel::sysctl(const std::string &key)
{
    std::string value;
    auto done = inOwnNetns([&]() -> Status {
        auto bytes = readFile("/proc/sys/" + key);
        if (!bytes)
            return Failure{std::move(bytes).error()};
        value = *std::move(bytes);
        return {};
    });
    if (!done)
        return Failure{std::move(done).error()};
    while (value.ends_with('\n'))
        value.pop_back();
    return value;
}

} // namespace podloom
