// tests/system/wire/test_net.h: fresh network namespaces for tests, and looking into them.
#pragma once

#include "agentd/wire/netlink_kernel.h"
#include "agentd/wire/netns.h"

#include <gmock/gmock.h>

#include <memory>
#include <string>

namespace podloom {

/// A namespace of this test with a Kernel that works in it.
struct TestNet {
    Netns netns;
    std::unique_ptr<NetlinkKernel> kernel;

    /// Nothing when this process may not make namespaces.
    static std::optional<TestNet> make()
    {
        auto netns = Netns::create();
        if (!netns)
            return std::nullopt;
        auto kernel = NetlinkKernel::openIn(netns->fd());
        if (!kernel || !(*kernel)->setUp("lo"))
            return std::nullopt;
        return TestNet{*std::move(netns), *std::move(kernel)};
    }

    /// Runs a program inside; its exit status.
    int run(const std::string &command) const
    {
        int status = -1;
        auto done = runInNetns(netns.fd(), [&]() -> Status {
            status = std::system((command + " >/dev/null 2>&1").c_str());
            return {};
        });
        return done ? status : -1;
    }
};

#define PODLOOM_NEED_NETNS(variable)                                                                         \
    auto variable##Made = TestNet::make();                                                                   \
    if (!variable##Made)                                                                                     \
        GTEST_SKIP() << "network namespaces cannot be made here (run as root)";                              \
    auto &variable = *variable##Made

inline IpAddress ip(std::string_view text)
{
    return *IpAddress::parse(text);
}

template <class T>
std::string textOf(const T &result)
{
    return result ? std::string("ok") : result.error().text();
}

} // namespace podloom
