#include "core/lab/lab_keys.h"

#include "core/os/child_process.h"
#include "core/os/errno_error.h"
#include "core/os/files.h"

namespace podloom {

namespace fs = std::filesystem;

namespace {

Status makeKey(const fs::path &file, const std::string &comment, const std::stop_token &stop)
{
    std::error_code error;
    if (fs::exists(file, error) && fs::exists(file.string() + ".pub", error))
        return {};
    fs::remove(file, error);
    auto made = runChild(
        {.argv = {"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", file.string()}}, stop);
    if (!made)
        return wrap(std::move(made).error(), "make an SSH key");
    if (made->exitCode != 0)
        return fail(Errc::Io, "ssh-keygen", "ssh-keygen failed: %1", {made->standardError});
    return {};
}

} // namespace

std::string sshName(const std::string &machine)
{
    return machine + ".lab.invalid";
}

Status makeLabKeys(const LabFolder &folder, const std::vector<std::string> &machines,
                   const std::stop_token &stop)
{
    std::error_code error;
    const auto ssh = folder.clientKey().parent_path();
    fs::create_directories(ssh, error);
    if (!error)
        fs::permissions(ssh, fs::perms::owner_all, error);
    if (error)
        return failErrno(error.value(), "create " + ssh.string());
    if (auto made = makeKey(folder.clientKey(), "podloom " + folder.name(), stop); !made)
        return made;
    std::string known;
    for (const auto &machine : machines) {
        if (auto made = makeKey(folder.hostKey(machine), machine, stop); !made)
            return made;
        auto key = readFile(folder.hostKey(machine).string() + ".pub");
        if (!key)
            return Failure{std::move(key).error()};
        known += sshName(machine) + ' ' + *key;
    }
    return replaceFile(folder.knownHosts(), known, 0600);
}

} // namespace podloom
