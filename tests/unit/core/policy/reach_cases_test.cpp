// Public designs with their published connectivity; skipped when the data is not there.
#include "core/base/json.h"
#include "core/manifest/snapshot.h"
#include "core/policy/compile.h"
#include "core/policy/evaluate.h"
#include "core/policy/prediction.h"
#include "core/policy/relation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace podloom::policy {
namespace {

namespace fs = std::filesystem;

fs::path casesFolder()
{
    const char *given = std::getenv("PODLOOM_SHARED_DATA");
    const auto data =
        given ? fs::path(given) : fs::path(PODLOOM_SOURCE_DIR).parent_path() / "shared" / "data";
    return data / "reach-cases";
}

std::string bytesOf(const fs::path &path)
{
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

/// What does not come out as published, one a line; relation and single verdict must agree too.
std::string differences(const fs::path &folder)
{
    const auto snapshot =
        parseFiles({{.name = "manifests.yaml", .bytes = bytesOf(folder / "manifests.yaml")}});
    if (hasErrors(snapshot->diagnostics()))
        return snapshot->diagnostics().front().toString(snapshot->design().files) + '\n';
    const auto program = compile(predicted(snapshot->design()));
    const auto expected = parseJson(bytesOf(folder / "expect.json"));
    if (!expected)
        return expected.error().text();
    std::string out;
    for (const auto &each : (*expected)["port_cases"].items()) {
        const auto from = endByName(program, each["from"].asString());
        const auto to = endByName(program, each["to"].asString());
        const auto text = each.dump();
        if (!from || !to) {
            out += text + ": unknown end\n";
            continue;
        }
        const Traffic traffic{.protocol = *parseProtocol(each["protocol"].asString()),
                              .port = static_cast<std::uint16_t>(each["port"].asInt())};
        const bool isAllowed = verdict(program, *from, *to, traffic).isAllowed();
        const Relation relation(program, {*from, *to}, traffic);
        if (isAllowed != each["allowed"].asBool() || relation.allowed(0, 1) != isAllowed)
            out += text + '\n';
    }
    return out;
}

TEST(ReachCases, ComeOutAsPublished)
{
    if (!fs::exists(casesFolder()))
        GTEST_SKIP() << casesFolder() << " is not there: set PODLOOM_SHARED_DATA";
    std::vector<fs::path> folders;
    for (const auto &entry : fs::directory_iterator(casesFolder())) {
        if (entry.is_directory())
            folders.push_back(entry.path());
    }
    std::sort(folders.begin(), folders.end());
    EXPECT_GE(folders.size(), 121U);
    for (const auto &folder : folders)
        EXPECT_EQ(differences(folder), "") << folder.filename();
}

} // namespace
} // namespace podloom::policy
