// Broken and hostile input: a place, a sentence, an exit status, never a crash.
#include "tests/unit/app/cli/podloomctl.h"

#include "core/base/text.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <map>

namespace podloom::test {
namespace {

namespace fs = std::filesystem;

using ::testing::HasSubstr;
using ::testing::MatchesRegex;

fs::path badFolder()
{
    return fs::path(PODLOOM_SOURCE_DIR) / "tests" / "data" / "bad";
}

/// The first finding that each file must give: "line:column rule".
const std::map<std::string, std::string> kExpected{
    {"a-list.yaml", "1:1 not-an-object"},
    {"a-text.yaml", "1:1 not-an-object"},
    {"alias-bomb.yaml", "5:7 alias-limit"},
    {"alias-cycle.yaml", "8:13 alias-cycle"},
    {"bad-escape.json", "1:59 yaml-syntax"},
    {"bad-indent.yaml", "8:4 yaml-syntax"},
    {"binary.yaml", "2:117 not-utf8"},
    {"broken-list-item.yaml", "7:3 not-an-object"},
    {"cidr-length.yaml", "10:23 cidr-syntax"},
    {"cidr-without-length.yaml", "10:23 cidr-syntax"},
    {"complex-key.yaml", "6:5 complex-key"},
    {"control-character.yaml", "6:15 yaml-character"},
    {"deep-block.yaml", "261:513 depth-limit"},
    {"deep-nesting.yaml", "5:262 depth-limit"},
    {"duplicate-key.yaml", "8:3 duplicate-key"},
    {"duplicate-object.yaml", "8:1 duplicate-object"},
    {"empty-peer.yaml", "10:7 empty-peer"},
    {"end-port-name.yaml", "11:16 end-port"},
    {"end-port.yaml", "11:16 end-port"},
    {"except-outside.yaml", "12:31 except-outside-cidr"},
    {"host-bits.yaml", "10:23 cidr-host-bits"},
    {"ingress-mapping.yaml", "9:5 wrong-type"},
    {"label-number.yaml", "5:21 wrong-type"},
    {"label-value.yaml", "5:17 label-value"},
    {"link-end.yaml", "4:15 link-end"},
    {"name-is-a-number.yaml", "4:9 wrong-type"},
    {"no-kind.yaml", "1:1 missing-field"},
    {"no-name.yaml", "3:11 missing-field"},
    {"no-template.yaml", "4:7 missing-field"},
    {"not-utf8.yaml", "6:15 not-utf8"},
    {"peer-address.yaml", "4:16 address-syntax"},
    {"peer-as-number.yaml", "4:36 as-number"},
    {"peer-kinds.yaml", "10:7 peer-kinds"},
    {"pod-address.yaml", "6:17 address-syntax"},
    {"policy-type.yaml", "8:17 policy-type"},
    {"pool-block-size.yaml", "4:39 block-size"},
    {"pool-overlap.yaml", "6:1 pool-overlap"},
    {"port-70000.yaml", "10:13 number-range"},
    {"port-text.yaml", "10:13 port-name"},
    {"port-zero.yaml", "10:13 number-range"},
    {"protocol.yaml", "10:17 protocol"},
    {"replicas-many.yaml", "1:1 replica-limit"},
    {"replicas-text.yaml", "5:13 wrong-type"},
    {"router-engine.yaml", "4:33 unknown-word"},
    {"second-document.yaml", "2:1 yaml-syntax"},
    {"selector-list.yaml", "7:16 wrong-type"},
    {"selector-operator.yaml", "9:28 unknown-word"},
    {"selector-values.yaml", "9:7 selector-values"},
    {"service-port.yaml", "4:23 number-range"},
    {"tab-after-spaces.yaml", "8:3 yaml-tab"},
    {"tab-indent.yaml", "6:1 yaml-tab"},
    {"truncated-flow.yaml", "5:47 yaml-syntax"},
    {"truncated-json.json", "1:88 yaml-syntax"},
    {"truncated-key.yaml", "7:3 wrong-type"},
    {"truncated-quote.yaml", "8:1 yaml-syntax"},
    {"two-colons.yaml", "7:27 yaml-syntax"},
    {"unclosed-literal.yaml", "9:2 yaml-syntax"},
    {"unknown-alias.yaml", "7:16 unknown-alias"},
    {"unknown-kind.yaml", "2:7 unknown-kind"},
    {"unknown-router.yaml", "4:15 unknown-router"},
    {"upper-case-name.yaml", "4:9 object-name"},
    {"utf16.yaml", "1:1 not-utf8"},
    {"wrong-group.yaml", "1:13 wrong-api-version"},
    {"zero-byte.yaml", "6:14 yaml-character"},
};

/// "line:column rule" of the first finding, or what is wrong with the answer.
std::string firstFinding(const Json &answer, const std::string &file)
{
    const auto &first = answer["diagnostics"].items().front();
    if (first["file"].asString() != file)
        return "another file: " + first.dump();
    if (first["severity"].asString() != "error" || first["message"].asString().size() < 20)
        return "no error with a sentence: " + first.dump();
    return std::to_string(first["line"].asInt()) + ':' + std::to_string(first["column"].asInt()) + ' '
         + first["rule"].asString();
}

TEST(BadInput, EveryFileGivesAPlaceAndASentence)
{
    std::size_t count = 0;
    for (const auto &entry : fs::directory_iterator(badFolder())) {
        const auto name = entry.path().filename().string();
        const auto output = podloomctl({"check", entry.path().string(), "--json"});
        ++count;
        EXPECT_EQ(output.exitCode, 1) << name << output.standardError;
        EXPECT_EQ(output.standardError, "") << name;
        const auto answer = answerOf(output);
        if (answer["diagnostics"].items().empty() || !kExpected.contains(name)) {
            ADD_FAILURE() << name << " has no finding, or none is expected: " << output.standardOutput;
            continue;
        }
        EXPECT_EQ(firstFinding(answer, entry.path().string()), kExpected.at(name)) << name;
    }
    EXPECT_EQ(count, kExpected.size());
    EXPECT_GE(count, 40U);
}

TEST(BadInput, PeopleReadFileLineColumnSeveritySentenceAndRule)
{
    const auto file = (badFolder() / "port-70000.yaml").string();
    const auto output = podloomctl({"check", file});

    EXPECT_THAT(output.standardOutput,
                HasSubstr(file
                          + ":10:13: error: spec.ingress[0].ports[0].port is 70000; it must be from 1 to "
                            "65535 [number-range]\n"));
}

TEST(BadInput, NoOtherVerbAnswersFromAFileThatCannotBeRead)
{
    for (const auto *name : {"truncated-flow.yaml", "not-utf8.yaml", "port-70000.yaml", "host-bits.yaml",
                             "alias-bomb.yaml", "duplicate-object.yaml", "no-name.yaml"}) {
        const auto file = (badFolder() / name).string();
        for (const auto &arguments : std::vector<std::vector<std::string>>{
                 {"reach", file, "--protocol", "TCP", "--port", "80", "--json"},
                 {"routes", file, "--json"},
                 {"ipam", "plan", file, "--json"}}) {
            const auto output = podloomctl(arguments);
            EXPECT_EQ(output.exitCode, 2) << name << ' ' << arguments[0];
            EXPECT_EQ(output.standardOutput, "") << name << ' ' << arguments[0];
            EXPECT_THAT(output.standardError, HasSubstr(file + ':')) << name << ' ' << arguments[0];
        }
    }
}

TEST(BadInput, HugeTextsAndNestingsAreRefusedWhereTheyStand)
{
    const std::string pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  nodeName: ";
    const std::size_t many = 10'000'000;
    const std::map<std::string, std::string> inputs{
        {pod + std::string(many, 'x') + '\n', "-:5:13: error: this text is 10000000 bytes long"},
        {pod + '"' + std::string(many, 'x') + "\"\n", "-:5:13: error: this text is 10000000 bytes long"},
        {pod + "|\n    " + std::string(many, 'x') + '\n', "-:5:13: error: this text is 1000000"},
        {pod + std::string(many / 10, '[') + '\n', "-:5:267: error: lists and mappings are nested more than"},
        {std::string(many / 10, '{'), "-:1:257: error: lists and mappings are nested more than"},
    };
    for (const auto &[input, expected] : inputs) {
        const auto output = podloomctl({"check", "-"}, input);
        EXPECT_EQ(output.exitCode, 1);
        EXPECT_THAT(output.standardOutput, HasSubstr(expected)) << output.standardOutput.substr(0, 300);
    }
}

TEST(BadInput, PathsThatCannotBeReadExitWithTwo)
{
    for (const auto *path : {"/nowhere/at/all.yaml", "/dev/null/x.yaml"}) {
        const auto output = podloomctl({"check", path});
        EXPECT_EQ(output.exitCode, 2) << path;
        EXPECT_EQ(output.standardOutput, "") << path;
        EXPECT_THAT(output.standardError, HasSubstr(path));
    }
    EXPECT_EQ(podloomctl({"check"}).exitCode, 2);
    EXPECT_EQ(podloomctl({"check", "--nonsense", "x.yaml"}).exitCode, 2);
}

TEST(BadInput, NoLabIsMadeOfNodesThatShareAnAddress)
{
    std::string design;
    for (const char *name : {"one", "two"})
        design += "---\napiVersion: v1\nkind: Node\nmetadata: {name: " + std::string(name)
                + "}\nstatus: {addresses: [{type: InternalIP, address: 192.0.2.1}]}\n";
    const auto output = podloomctl({"lab", "up", "-", "--name", "never-made"}, design);
    EXPECT_EQ(output.exitCode, 2);
    EXPECT_THAT(output.standardError, HasSubstr("-:7:1: error: Node/two has the address 192.0.2.1"));
    EXPECT_THAT(output.standardError, HasSubstr("give each its own"));
}

} // namespace
} // namespace podloom::test
