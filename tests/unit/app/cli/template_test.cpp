// podloomctl template: what it writes is clean, whole and reachable.
#include "tests/unit/app/cli/podloomctl.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <set>

namespace podloom {
namespace {

using test::answerOf;
using test::podloomctl;
using testing::HasSubstr;
using testing::IsEmpty;

struct Size {
    std::vector<std::string> options;
    std::size_t nodes = 0;
};

const std::vector<Size> &sizes()
{
    static const std::vector<Size> kSizes{
        {{}, 6},
        {{"--nodes", "9", "--racks", "3", "--spines", "3"}, 9},
        {{"--nodes", "1", "--racks", "1", "--spines", "1"}, 1},
        {{"--nodes", "40", "--racks", "20", "--spines", "4", "--cluster", "west"}, 40},
    };
    return kSizes;
}

std::vector<std::string> names()
{
    std::vector<std::string> out;
    const auto answer = answerOf(podloomctl({"template", "--json"}));
    for (const auto &each : answer["templates"].items())
        out.push_back(each["name"].asString());
    return out;
}

std::string manifestsOf(const std::string &name, const Size &size)
{
    std::vector<std::string> words{"template", name};
    words.insert(words.end(), size.options.begin(), size.options.end());
    const auto output = podloomctl(words);
    EXPECT_EQ(output.exitCode, 0) << output.standardError;
    return output.standardOutput;
}

TEST(Template, WritesDesignsThatCheckFindsNothingIn)
{
    ASSERT_EQ(names().size(), 7U);
    for (const auto &name : names()) {
        for (const auto &size : sizes()) {
            const auto checked = podloomctl({"check", "-", "--json"}, manifestsOf(name, size));
            EXPECT_EQ(checked.exitCode, 0);
            EXPECT_THAT(answerOf(checked)["diagnostics"].items(), IsEmpty())
                << name << ' ' << size.nodes << '\n'
                << checked.standardOutput;
        }
    }
}

TEST(Template, PredictsEverySessionUpAndEveryBlockEverywhere)
{
    for (const auto &name : names()) {
        for (const auto &size : sizes()) {
            const auto routes = answerOf(podloomctl({"routes", "-", "--json"}, manifestsOf(name, size)));
            for (const auto &session : routes["sessions"].items())
                EXPECT_TRUE(session["up"].asBool()) << name << ' ' << session.dump();
            for (const auto *key : {"unreachable", "asymmetric", "restless", "ambiguous"})
                EXPECT_THAT(routes[key].items(), IsEmpty()) << name << ' ' << size.nodes << ' ' << key;
            std::size_t nodes = 0;
            for (const auto &[machine, table] : routes["tables"].members()) {
                if (!machine.starts_with("node-"))
                    continue;
                ++nodes;
                std::set<std::string> blocks;
                for (const auto &route : table.items()) {
                    const auto &prefix = route["prefix"].asString();
                    if (prefix.ends_with("/26") || prefix.ends_with("/122"))
                        blocks.insert(prefix);
                }
                EXPECT_EQ(blocks.size(), 2 * size.nodes) << name << ' ' << machine;
            }
            EXPECT_EQ(nodes, size.nodes);
        }
    }
}

TEST(Template, WritesIntoAFileAndSaysWhatIsInIt)
{
    const auto file = std::filesystem::temp_directory_path() / "podloom-template-test.yaml";
    const auto answer = answerOf(podloomctl({"template", "spine-leaf", "-o", file.string(), "--json"}));
    EXPECT_EQ(answer["file"].asString(), file.string());
    EXPECT_FALSE(answer.contains("manifests"));
    std::size_t routers = 0;
    for (const auto &object : answer["objects"].items())
        routers += object["kind"].asString() == "Router" ? 1 : 0;
    EXPECT_EQ(routers, 4U);
    EXPECT_EQ(podloomctl({"check", file.string()}).exitCode, 0);
    std::filesystem::remove(file);
}

TEST(Template, SaysWhatItCannotMake)
{
    const auto unknown = podloomctl({"template", "ring"});
    EXPECT_EQ(unknown.exitCode, 2);
    EXPECT_THAT(unknown.standardError, HasSubstr("spine-leaf"));
    EXPECT_EQ(podloomctl({"template", "mesh", "--nodes", "many"}).exitCode, 2);
    EXPECT_EQ(podloomctl({"template", "edge", "--nodes", "2", "--racks", "3"}).exitCode, 2);
    EXPECT_EQ(podloomctl({"template", "mesh", "-o", "/nowhere/at/all.yaml"}).exitCode, 2);
}

} // namespace
} // namespace podloom
