// The rules raise no false alarm on real designs and on our own examples.
#include "core/check/check.h"
#include "core/manifest/snapshot.h"
#include "tests/unit/core/manifest/sample_files.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <map>

namespace podloom {
namespace {

namespace fs = std::filesystem;

/// The files of each design, by the name of its folder.
std::map<std::string, std::vector<InputFile>> designs()
{
    std::map<std::string, std::vector<InputFile>> out;
    for (auto &files : {samples::realFiles(), samples::exampleFiles()}) {
        for (const auto &file : files) {
            const auto folder = fs::path(file.name).parent_path();
            const bool isPart = folder.filename() == "policies"; // of the design one folder up
            out[(isPart ? folder.parent_path() : folder).filename().string()].push_back(file);
        }
    }
    return out;
}

TEST(RealDesigns, HaveNoErrors)
{
    for (const auto &[name, files] : designs()) {
        const auto snapshot = parseFiles(files);
        for (const auto &each : checkDesign(snapshot->design()))
            EXPECT_NE(each.severity, Severity::Error) << each.toString(snapshot->design().files);
    }
}

} // namespace
} // namespace podloom
