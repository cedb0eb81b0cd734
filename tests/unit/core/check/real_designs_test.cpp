// The rules raise no false alarm on real designs and on our own examples.
#include "core/check/check.h"
#include "core/manifest/snapshot.h"
#include "tests/unit/core/manifest/sample_files.h"

#include <gmock/gmock.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

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

/// "design:line:column severity rule" of each finding; its sentence is printed where it is not expected.
std::vector<std::string> findingsOf(const std::string &name, const std::vector<InputFile> &files,
                                    const std::set<std::string> &expected)
{
    std::vector<std::string> out;
    const auto snapshot = parseFiles(files);
    for (const auto &each : checkDesign(snapshot->design())) {
        out.push_back(name + ':' + std::to_string(each.at.line) + ':' + std::to_string(each.at.column) + ' '
                      + std::string(toString(each.severity)) + ' ' + each.rule());
        if (!expected.contains(out.back()))
            std::printf("%s: %s\n", out.back().c_str(), each.message.text().c_str());
    }
    return out;
}

/// Lines of the list of findings that were looked at, without its remarks.
std::set<std::string> expectedFindings()
{
    std::ifstream in(fs::path(PODLOOM_SOURCE_DIR) / "tests" / "data" / "checks" / "real-designs.txt");
    std::set<std::string> out;
    for (std::string line; std::getline(in, line);) {
        if (!line.empty() && line.front() != '#')
            out.insert(line);
    }
    return out;
}

TEST(RealDesigns, HaveOnlyFindingsThatWereLookedAt)
{
    const auto expected = expectedFindings();
    const auto all = designs();
    std::set<std::string> found;
    for (const auto &[name, files] : all) {
        for (auto &each : findingsOf(name, files, expected))
            found.insert(std::move(each));
    }
    for (const auto &each : found)
        EXPECT_TRUE(expected.contains(each)) << each << " is new: is it true, and worth saying?";
    for (const auto &each : expected) {
        const bool isThere = all.contains(each.substr(0, each.find(':')));
        EXPECT_TRUE(!isThere || found.contains(each)) << each << " is no longer found";
    }
}

} // namespace
} // namespace podloom
