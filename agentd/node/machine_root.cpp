#include "agentd/node/machine_root.h"

#include "core/base/text.h"
#include "core/os/errno_error.h"
#include "core/os/files.h"

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <linux/magic.h>

#include <array>
#include <cerrno>

namespace podloom {

namespace fs = std::filesystem;

namespace {

/// What this host keeps for itself: empty at first in every machine.
constexpr std::array<const char *, 6> kHidden{"/var/lib/podloom", "/var/lib/etcd", "/var/lib/cni",
                                              "/etc/podloom",     "/etc/cni",      "/var/log/podloom"};

Status mountAt(const char *type, const fs::path &where, unsigned long flags, const std::string &options)
{
    if (::mount(type, where.c_str(), type, flags, options.c_str()) != 0)
        return failErrno(errno, std::string("mount ") + type + " on " + where.string());
    return {};
}

Status makeFolder(const fs::path &folder, mode_t mode = 0755)
{
    if (::mkdir(folder.c_str(), mode) != 0 && errno != EEXIST)
        return failErrno(errno, "make folder " + folder.string());
    ::chmod(folder.c_str(), mode); // whatever the umask is
    return {};
}

Status makeFolders(const fs::path &folder)
{
    std::error_code error;
    fs::create_directories(folder, error);
    return error ? Status(failErrno(error.value(), "make folder " + folder.string())) : Status();
}

bool isOnOverlay(const fs::path &folder)
{
    struct statfs info {};
    return ::statfs(folder.c_str(), &info) != 0 || info.f_type == OVERLAYFS_SUPER_MAGIC;
}

/// Empties `inside` (a path of the lower folder `lower`) in the upper folder, so that the overlay shows
/// nothing of this host's there.
Status hide(const fs::path &upper, const fs::path &lower, const fs::path &inside)
{
    if (!fs::exists(lower / inside))
        return {};
    fs::path made;
    for (const auto &part : inside) {
        made /= part;
        struct stat info {};
        if (::stat((lower / made).c_str(), &info) != 0)
            return failErrno(errno, "look at " + (lower / made).string());
        if (auto folder = makeFolder(upper / made, info.st_mode & 07777U); !folder)
            return folder;
    }
    const auto target = upper / inside;
    if (::setxattr(target.c_str(), "trusted.overlay.opaque", "y", 1, 0) != 0)
        return failErrno(errno, "hide " + (lower / inside).string());
    return {};
}

/// One folder of this host as the machine's own: what is written goes to `store`.
Status overlay(const std::string &lower, const fs::path &store, const fs::path &where)
{
    const auto upper = store / lower.substr(1) / "upper";
    const auto work = store / lower.substr(1) / "work";
    for (const auto &folder : {upper, work, where}) {
        if (auto made = makeFolders(folder); !made)
            return made;
    }
    struct stat info {};
    if (::stat(lower.c_str(), &info) == 0)
        ::chmod(upper.c_str(), info.st_mode & 07777U);
    for (const fs::path hidden : kHidden) {
        const auto inside = hidden.lexically_relative(lower);
        if (*inside.begin() != "..") {
            if (auto done = hide(upper, lower, inside); !done)
                return done;
        }
    }
    const auto options = "lowerdir=" + lower + ",upperdir=" + upper.string() + ",workdir=" + work.string();
    // A lab's disk need not survive a crash of this host: volatile makes fsync free where the kernel has it.
    if (::mount("overlay", where.c_str(), "overlay", 0, (options + ",volatile").c_str()) == 0)
        return {};
    return mountAt("overlay", where, 0, options);
}

/// /usr, /etc, /var, /opt, and what of /bin, /lib, … is a folder of its own or a link into /usr.
Status fillFromHost(const fs::path &root, const fs::path &store)
{
    for (const char *name :
         {"/usr", "/etc", "/var", "/opt", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"}) {
        std::error_code error;
        const auto kind = fs::symlink_status(name, error).type();
        const auto where = root / (name + 1);
        if (kind == fs::file_type::symlink)
            fs::copy_symlink(name, where, error);
        else if (kind == fs::file_type::directory) {
            if (auto done = overlay(name, store, where); !done)
                return done;
        }
        if (error && kind == fs::file_type::symlink)
            return failErrno(error.value(), std::string("copy the link ") + name);
    }
    for (const char *name : {"home", "srv", "mnt", "media", "proc", "sys", "dev", "run", "tmp"}) {
        if (auto made = makeFolder(root / name); !made)
            return made;
    }
    return makeFolder(root / "root", 0700);
}

Status makeDevice(const fs::path &where, const char *hostPath, unsigned major, unsigned minor)
{
    if (::mknod(where.c_str(), S_IFCHR | 0666, ::makedev(major, minor)) == 0) {
        ::chmod(where.c_str(), 0666);
        return {};
    }
    // Where making devices is not allowed, those of the host can be bound.
    const UniqueFd file(::open(where.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666));
    if (!file || ::mount(hostPath, where.c_str(), nullptr, MS_BIND, nullptr) != 0)
        return failErrno(errno, "make the device " + where.string());
    return {};
}

Status makeDevices(const fs::path &dev)
{
    if (auto done = mountAt("tmpfs", dev, MS_NOSUID, "mode=0755"); !done)
        return done;
    struct Device {
        const char *name;
        unsigned major;
        unsigned minor;
    };
    constexpr std::array<Device, 7> kDevices{{{"null", 1, 3},
                                              {"zero", 1, 5},
                                              {"full", 1, 7},
                                              {"random", 1, 8},
                                              {"urandom", 1, 9},
                                              {"tty", 5, 0},
                                              {"net/tun", 10, 200}}};
    for (const auto *folder : {"net", "pts", "shm"}) {
        if (auto made = makeFolder(dev / folder, *folder == 's' ? 01777 : 0755); !made)
            return made;
    }
    for (const auto &[name, major, minor] : kDevices) {
        const auto host = std::string("/dev/") + name;
        if (::access(host.c_str(), F_OK) != 0)
            continue;
        if (auto made = makeDevice(dev / name, host.c_str(), major, minor); !made)
            return made;
    }
    if (auto done =
            mountAt("devpts", dev / "pts", MS_NOSUID | MS_NOEXEC, "newinstance,ptmxmode=0666,mode=620,gid=5");
        !done)
        return done;
    constexpr std::array<std::pair<const char *, const char *>, 5> kLinks{{{"pts/ptmx", "ptmx"},
                                                                           {"/proc/self/fd", "fd"},
                                                                           {"/proc/self/fd/0", "stdin"},
                                                                           {"/proc/self/fd/1", "stdout"},
                                                                           {"/proc/self/fd/2", "stderr"}}};
    for (const auto &[target, name] : kLinks) {
        if (::symlink(target, (dev / name).c_str()) != 0)
            return failErrno(errno, "link " + (dev / name).string());
    }
    return mountAt("tmpfs", dev / "shm", MS_NOSUID | MS_NODEV, "mode=1777");
}

Status mountKernelFolders(const fs::path &root)
{
    Status done = mountAt("proc", root / "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, "");
    if (done)
        done = mountAt("sysfs", root / "sys", MS_NOSUID | MS_NODEV | MS_NOEXEC, "");
    if (done)
        done = mountAt("tmpfs", root / "run", MS_NOSUID | MS_NODEV, "mode=0755");
    if (done)
        done = mountAt("tmpfs", root / "tmp", MS_NOSUID | MS_NODEV, "mode=1777");
    if (done)
        done = makeDevices(root / "dev");
    for (const auto *name : {"sshd", "bird", "frr", "lock", "netns", "sudo"}) {
        if (done)
            done = makeFolder(root / "run" / name, std::string_view(name) == "lock" ? 01777 : 0755);
    }
    return done;
}

Status pivotInto(const fs::path &root)
{
    if (::chdir(root.c_str()) != 0)
        return failErrno(errno, "enter " + root.string());
    if (::syscall(SYS_pivot_root, ".", ".") != 0)
        return failErrno(errno, "change the root to " + root.string());
    if (::umount2(".", MNT_DETACH) != 0 || ::chdir("/") != 0)
        return failErrno(errno, "leave the old root");
    return {};
}

/// root may log in by key although this host's root has no password: sshd refuses accounts that are locked.
Status unlockRoot()
{
    const auto old = readFile("/etc/shadow");
    if (!old)
        return {};
    std::string out;
    for (const auto line : split(*old, '\n')) {
        if (line.starts_with("root:"))
            out += "root:*:19000:0:99999:7:::";
        else
            out += line;
        out += '\n';
    }
    while (out.ends_with("\n\n"))
        out.pop_back();
    return replaceFile("/etc/shadow", out, 0640);
}

Status writeInside(const FileSpec &file)
{
    const fs::path path(file.path);
    if (auto made = makeFolders(path.parent_path()); !made)
        return made;
    const UniqueFd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, file.mode));
    if (!fd || ::fchmod(fd.get(), file.mode) != 0)
        return failErrno(errno, "write " + file.path);
    return writeAll(fd.get(), file.content);
}

FileSpec serviceFile(const ServiceSpec &service)
{
    auto argv = Json::array();
    for (const auto &each : service.argv)
        argv.append(each);
    auto environment = Json::object();
    for (const auto &each : service.environment)
        environment.set(each.substr(0, each.find('=')), each.substr(each.find('=') + 1));
    const auto json = Json::object({{"argv", std::move(argv)}, {"environment", std::move(environment)}});
    return {"/etc/podloom/services/" + service.name + ".json", json.pretty(), 0644};
}

} // namespace

Status enterMachineRoot(const fs::path &folder)
{
    if (::mount(nullptr, "/", nullptr, MS_PRIVATE | MS_REC, nullptr) != 0) {
        if (errno == EINVAL)
            return fail(Errc::Unsupported, "lab-in-chroot",
                        "a plain chroot cannot host a lab: enter it by unshare --mount and pivot_root");
        return failErrno(errno, "make the mounts private");
    }
    const auto root = folder / "root";
    if (auto made = makeFolders(root); !made)
        return made;
    if (auto done = mountAt("tmpfs", root, 0, "mode=0755"); !done)
        return done;
    auto store = folder;
    if (isOnOverlay(folder)) {
        store = root / ".store";
        if (auto made = makeFolder(store, 0700); !made)
            return made;
    }
    if (auto filled = fillFromHost(root, store); !filled)
        return filled;
    if (auto mounted = mountKernelFolders(root); !mounted)
        return mounted;
    return pivotInto(root);
}

Status furnishMachine(const MachineSpec &machine, const std::string &hostLines)
{
    if (::sethostname(machine.hostname.data(), machine.hostname.size()) != 0)
        return failErrno(errno, "set the host name " + machine.hostname);
    std::vector<FileSpec> files{
        {"/etc/hostname", machine.hostname + '\n', 0644},
        {"/etc/hosts",
         "127.0.0.1 localhost\n::1 localhost ip6-localhost\n127.0.1.1 " + machine.hostname + '\n' + hostLines,
         0644},
        {"/root/.profile", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n", 0644},
    };
    files.insert(files.end(), machine.files.begin(), machine.files.end());
    for (const auto &service : machine.services)
        files.push_back(serviceFile(service));
    if (auto unlocked = unlockRoot(); !unlocked)
        return unlocked;
    for (const auto *folder : {"/etc/podloom/services", "/var/log/podloom"}) {
        if (auto made = makeFolders(folder); !made)
            return made;
    }
    for (const auto &file : files) {
        if (auto written = writeInside(file); !written)
            return written;
    }
    return {};
}

} // namespace podloom
