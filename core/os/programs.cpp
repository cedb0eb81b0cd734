#include "core/os/programs.h"

#include <unistd.h>

#include <array>

namespace podloom {

namespace fs = std::filesystem;

Result<fs::path> siblingProgram(std::string_view name)
{
    std::error_code error;
    const auto own = fs::read_symlink("/proc/self/exe", error).parent_path();
    const std::array<fs::path, 7> folders{own,
                                          own.parent_path() / "bin",
                                          own.parent_path() / "libexec/podloom",
                                          "/usr/libexec/podloom",
                                          "/usr/bin",
                                          "/usr/sbin",
                                          "/opt/cni/bin"};
    for (const auto &folder : folders) {
        const auto candidate = folder / name;
        if (::access(candidate.c_str(), X_OK) == 0)
            return candidate;
    }
    return fail(Errc::NotFound, "program-missing", "the program %1 is neither beside this one nor installed",
                {std::string(name)});
}

} // namespace podloom
