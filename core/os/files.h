// core/os/files.h: reading files whole and replacing them without ever losing the old content.
#pragma once

#include "core/base/result.h"
#include "core/os/unique_fd.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace podloom {

/// The bytes of a regular file, a pipe or another readable file. Errors: NotFound, PermissionDenied, Io.
Result<std::string> readFile(const std::filesystem::path &file);

/// Everything up to the end of the descriptor. Errors: Io.
Result<std::string> readAll(int fd);

/// Writes every byte, over short writes and interruptions. Errors: Io and what write(2) gives.
Status writeAll(int fd, std::string_view bytes);

/// Puts `bytes` in the place of `file`: writes a new file beside it, syncs it, renames it, syncs the folder.
/// On failure `file` is as it was and nothing is left beside it. Mode and owner of an old file are kept; a
/// new one gets `mode`. A symbolic link is followed: the file that it names is replaced.
Status replaceFile(const std::filesystem::path &file, std::string_view bytes, unsigned mode = 0644);

/// The manifest files of `path`: itself if it is a file, or every *.yaml, *.yml and *.json below a folder in
/// the order of their paths, except *.layout.yaml and what begins with a dot. Links to folders are not
/// followed. Errors: NotFound, PermissionDenied.
Result<std::vector<std::filesystem::path>> manifestFiles(const std::filesystem::path &path);

} // namespace podloom
