// agentd/wire/netns.h: network namespaces: opened, made, and worked in.
#pragma once

#include "core/base/result.h"
#include "core/os/unique_fd.h"

#include <sys/types.h>

#include <functional>
#include <string>

namespace podloom {

/// An open network namespace. It lives as long as this object, a process in it or a mount of it does.
class Netns {
public:
    /// Takes a descriptor that another process sent. Errors: InvalidArgument (no network namespace).
    static Result<Netns> adopt(UniqueFd fd);
    /// From a path like /run/netns/NAME or /proc/PID/ns/net.
    /// Errors: NotFound, PermissionDenied, InvalidArgument (no network namespace).
    static Result<Netns> open(const std::string &path);
    static Result<Netns> ofProcess(pid_t pid);
    /// That of the calling thread.
    static Result<Netns> current();
    /// A new one without a name, with its loopback down. Errors: PermissionDenied.
    static Result<Netns> create();
    /// A new one, bound to the new file `path` (folders are made), so that it outlives every process.
    /// Errors: AlreadyExists (a file is there), PermissionDenied, Io.
    static Result<Netns> createNamed(const std::string &path);

    int fd() const { return m_fd.get(); }
    /// Two handles are of one namespace when their inodes are equal.
    ino_t inode() const { return m_inode; }

private:
    Netns(UniqueFd fd, ino_t inode) : m_fd(std::move(fd)), m_inode(inode) {}
    UniqueFd m_fd;
    ino_t m_inode;
};

/// Takes the name away that createNamed() gave; the namespace ends when nothing else holds it. A name that is
/// not there is no error. Errors: PermissionDenied, Io.
Status removeNamedNetns(const std::string &path);

/// Runs `work` on a thread of its own inside the namespace of `netnsFd`, waits, and hands back its Status.
///
/// There is no way back to write: the thread that changed its namespace ends with the work. Sockets opened
/// inside stay in the namespace and may be returned to the caller. Threads that `work` starts are inside too.
///
/// Errors: PermissionDenied (no CAP_SYS_ADMIN), and whatever `work` returns. Source: setns(2).
Status runInNetns(int netnsFd, const std::function<Status()> &work);

/// Runs `work` on the calling thread inside the namespace of `netnsFd`, for the hot path: a new thread would
/// wait for its turn as long as the work takes, and longer on a busy machine. Other threads stay where they
/// are. When this returns the thread is where it was; a thread that cannot come back ends the process, since
/// it would go on serving the node from inside a pod, and what a crash leaves behind is undone at the next
/// start. Errors: as runInNetns().
Status visitNetns(int netnsFd, const std::function<Status()> &work);

} // namespace podloom
