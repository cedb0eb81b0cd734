// core/os/programs.h: where the programs that belong to Podloom are.
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string_view>

namespace podloom {

/// The path of one of our programs, e.g. "podloom-nft": beside the running executable or in the bin or the
/// libexec/podloom beside its folder, else in /usr/libexec/podloom, /usr/bin, /usr/sbin or /opt/cni/bin.
/// Errors: NotFound.
Result<std::filesystem::path> siblingProgram(std::string_view name);

} // namespace podloom
