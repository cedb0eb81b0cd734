#include "agentd/wire/netns.h"

#include "core/os/errno_error.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include <linux/nsfs.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <thread>

namespace podloom {

namespace {

constexpr const char *kOwnNetns = "/proc/thread-self/ns/net";

/// Runs `work` on a thread that is joined; what it does to the thread's namespaces ends with it.
Status onOwnThread(const std::function<Status()> &work)
{
    Status result;
    std::thread worker([&] { result = work(); });
    worker.join();
    return result;
}

/// Brings the thread back, or ends the process.
class WayBack {
public:
    explicit WayBack(UniqueFd home) : m_home(std::move(home)) {}
    WayBack(const WayBack &) = delete;
    WayBack &operator=(const WayBack &) = delete;
    ~WayBack()
    {
        if (::setns(m_home.get(), CLONE_NEWNET) != 0)
            std::abort();
    }

private:
    UniqueFd m_home;
};

Status bindHere(const std::string &path)
{
    std::error_code error;
    std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error);
    const UniqueFd file(::open(path.c_str(), O_RDONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0444));
    if (!file)
        return failErrno(errno, "create " + path);
    if (::mount(kOwnNetns, path.c_str(), nullptr, MS_BIND, nullptr) != 0) {
        const int reason = errno;
        ::unlink(path.c_str());
        return failErrno(reason, "bind a network namespace to " + path);
    }
    return {};
}

} // namespace

Result<Netns> Netns::adopt(UniqueFd fd)
{
    struct stat info {};
    if (!fd || ::fstat(fd.get(), &info) != 0)
        return failErrno(fd ? errno : EBADF, "read a network namespace");
    if (::ioctl(fd.get(), NS_GET_NSTYPE) != CLONE_NEWNET)
        return fail(Errc::InvalidArgument, "no-netns", "the descriptor is no network namespace");
    return Netns(std::move(fd), info.st_ino);
}

Result<Netns> Netns::open(const std::string &path)
{
    UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd)
        return failErrno(errno, "open network namespace " + path);
    auto opened = adopt(std::move(fd));
    if (!opened)
        return wrap(std::move(opened).error(), path);
    return opened;
}

Result<Netns> Netns::ofProcess(pid_t pid)
{
    return open("/proc/" + std::to_string(pid) + "/ns/net");
}

Result<Netns> Netns::current()
{
    return open(kOwnNetns);
}

Result<Netns> Netns::create()
{
    std::optional<Netns> made;
    auto done = onOwnThread([&]() -> Status {
        if (::unshare(CLONE_NEWNET) != 0)
            return failErrno(errno, "make a network namespace");
        auto here = current();
        if (!here)
            return Failure{std::move(here).error()};
        made = *std::move(here);
        return {};
    });
    if (!done)
        return Failure{std::move(done).error()};
    return *std::move(made);
}

Result<Netns> Netns::createNamed(const std::string &path)
{
    auto done = onOwnThread([&]() -> Status {
        // A thread cannot leave its mount namespace alone, so only the network is new.
        if (::unshare(CLONE_NEWNET) != 0)
            return failErrno(errno, "make a network namespace");
        return bindHere(path);
    });
    if (!done)
        return Failure{std::move(done).error()};
    return open(path);
}

Status removeNamedNetns(const std::string &path)
{
    // EINVAL: a plain file that nothing is mounted on.
    if (::umount2(path.c_str(), MNT_DETACH) != 0 && errno != EINVAL && errno != ENOENT)
        return failErrno(errno, "release " + path);
    if (::unlink(path.c_str()) != 0 && errno != ENOENT)
        return failErrno(errno, "remove " + path);
    return {};
}

Status runInNetns(int netnsFd, const std::function<Status()> &work)
{
    return onOwnThread([&]() -> Status {
        if (::setns(netnsFd, CLONE_NEWNET) != 0)
            return failErrno(errno, "enter a network namespace");
        return work();
    });
}

Status visitNetns(int netnsFd, const std::function<Status()> &work)
{
    UniqueFd home(::open(kOwnNetns, O_RDONLY | O_CLOEXEC));
    if (!home)
        return failErrno(errno, "open the own network namespace");
    if (::setns(netnsFd, CLONE_NEWNET) != 0)
        return failErrno(errno, "enter a network namespace");
    const WayBack back(std::move(home));
    return work();
}

} // namespace podloom
