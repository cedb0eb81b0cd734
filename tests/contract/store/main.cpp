// Qt's network classes want an application object, and each etcd a port that no other test takes first.
#include "core/os/unique_fd.h"

#include <QCoreApplication>

#include <gmock/gmock.h>

#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <cstring>

namespace {

/// A network of our own with a loopback. Where that is not allowed, ports are those of the machine.
void leaveTheNetwork()
{
    if (::unshare(CLONE_NEWNET) != 0)
        return;
    const podloom::UniqueFd socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    ifreq request{};
    std::memcpy(request.ifr_name, "lo", 3);
    request.ifr_flags = IFF_UP | IFF_RUNNING;
    ::ioctl(socket.get(), SIOCSIFFLAGS, &request);
}

} // namespace

int main(int argc, char **argv)
{
    leaveTheNetwork();
    const QCoreApplication application(argc, argv);
    ::testing::InitGoogleMock(&argc, argv);
    return RUN_ALL_TESTS();
}
