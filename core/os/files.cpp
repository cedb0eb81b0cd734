#include "core/os/files.h"

#include "core/os/errno_error.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace podloom {

namespace fs = std::filesystem;

namespace {

/// A file being written beside its target; removed unless it was renamed over it.
class Draft {
public:
    explicit Draft(const fs::path &target) : m_path(target.string() + ".XXXXXX")
    {
        m_fd.reset(::mkostemp(m_path.data(), O_CLOEXEC));
    }
    Draft(const Draft &) = delete;
    Draft &operator=(const Draft &) = delete;
    ~Draft()
    {
        if (m_fd && !m_isRenamed)
            ::unlink(m_path.c_str());
    }

    explicit operator bool() const { return static_cast<bool>(m_fd); }
    int fd() const { return m_fd.get(); }
    bool renameTo(const fs::path &target)
    {
        m_isRenamed = ::rename(m_path.c_str(), target.c_str()) == 0;
        return m_isRenamed;
    }

private:
    std::string m_path;
    UniqueFd m_fd;
    bool m_isRenamed = false;
};

Status keepModeAndOwner(int fd, const fs::path &target, unsigned mode)
{
    struct stat old {};
    if (::stat(target.c_str(), &old) == 0) {
        mode = old.st_mode & 07777U;
        if ((old.st_uid != ::geteuid() || old.st_gid != ::getegid())
            && ::fchown(fd, old.st_uid, old.st_gid) != 0)
            return failErrno(errno, "keep the owner of " + target.string());
    }
    if (::fchmod(fd, mode) != 0)
        return failErrno(errno, "set the mode of " + target.string());
    return {};
}

Status syncFolder(const fs::path &folder)
{
    const UniqueFd fd(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd || ::fsync(fd.get()) != 0)
        return failErrno(errno, "sync folder " + folder.string());
    return {};
}

bool isManifestName(const std::string &name)
{
    if (name.empty() || name.front() == '.' || name.ends_with(".layout.yaml"))
        return false;
    return name.ends_with(".yaml") || name.ends_with(".yml") || name.ends_with(".json");
}

} // namespace

Result<std::string> readAll(int fd)
{
    std::string out;
    std::array<char, 65536> buffer{};
    for (;;) {
        const auto size = ::read(fd, buffer.data(), buffer.size());
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0)
            return failErrno(errno, "read");
        if (size == 0)
            return out;
        out.append(buffer.data(), static_cast<std::size_t>(size));
    }
}

Result<std::string> readFile(const fs::path &file)
{
    const UniqueFd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd)
        return failErrno(errno, "open " + file.string());
    auto bytes = readAll(fd.get());
    if (!bytes)
        return wrap(std::move(bytes).error(), file.string());
    return bytes;
}

Status writeAll(int fd, std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto size = ::write(fd, bytes.data(), bytes.size());
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0)
            return failErrno(errno, "write");
        bytes.remove_prefix(static_cast<std::size_t>(size));
    }
    return {};
}

Status replaceFile(const fs::path &file, std::string_view bytes, unsigned mode)
{
    std::error_code isNoLink; // also when nothing is there yet
    std::error_code error;
    const auto target = fs::is_symlink(file, isNoLink) ? fs::canonical(file, error) : file;
    if (error)
        return failErrno(error.value(), "follow " + file.string());
    Draft draft(target);
    if (!draft)
        return failErrno(errno, "create a file beside " + target.string());
    if (auto kept = keepModeAndOwner(draft.fd(), target, mode); !kept)
        return kept;
    if (auto written = writeAll(draft.fd(), bytes); !written)
        return wrap(std::move(written).error(), target.string());
    if (::fsync(draft.fd()) != 0)
        return failErrno(errno, "sync " + target.string());
    if (!draft.renameTo(target))
        return failErrno(errno, "replace " + target.string());
    return syncFolder(target.parent_path());
}

Result<std::vector<fs::path>> manifestFiles(const fs::path &path)
{
    std::error_code error;
    const auto kind = fs::status(path, error);
    if (error || kind.type() == fs::file_type::not_found)
        return failErrno(error ? error.value() : ENOENT, "read " + path.string());
    if (kind.type() != fs::file_type::directory)
        return std::vector<fs::path>{path};
    std::vector<fs::path> files;
    for (fs::recursive_directory_iterator each(path, error), end; !error && each != end;
         each.increment(error)) {
        const auto name = each->path().filename().string();
        if (name.starts_with('.') && each->is_directory(error))
            each.disable_recursion_pending();
        else if (isManifestName(name) && !each->is_directory(error))
            files.push_back(each->path());
    }
    if (error)
        return failErrno(error.value(), "list " + path.string());
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace podloom
