// tests/unit/core/manifest/sample_files.h: real and made-up manifests that tests of files and edits run over.
#pragma once

#include "core/manifest/snapshot.h"

#include <filesystem>
#include <string>
#include <vector>

namespace podloom::samples {

/// Every manifest below `folder`, in the order of their paths.
std::vector<InputFile> filesBelow(const std::filesystem::path &folder);

/// Files in every style that YAML has: tests/data/styles.
std::vector<InputFile> styleFiles();
/// resources/examples.
std::vector<InputFile> exampleFiles();
/// Real designs that lie beside the checkout, or where PODLOOM_SHARED_DATA says; empty without them.
std::vector<InputFile> realFiles();

} // namespace podloom::samples
