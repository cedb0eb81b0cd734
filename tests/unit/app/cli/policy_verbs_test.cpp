// diff, suggest, selector, and what reach and explain say of host endpoints: shapes and exit statuses.
#include "tests/unit/app/cli/podloomctl.h"

#include <gmock/gmock.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>

namespace podloom {
namespace {

using test::answerOf;
using test::podloomctl;
using testing::HasSubstr;

constexpr const char *kWorld = "tests/data/policy/world.yaml";

/// A file of its own for one test.
class TemporaryFile {
public:
    TemporaryFile(const std::string &name, const std::string &content)
        : m_path(std::filesystem::temp_directory_path()
                 / ("podloom-" + std::to_string(::getpid()) + '-' + name))
    {
        std::ofstream(m_path) << content;
    }
    ~TemporaryFile() { std::filesystem::remove(m_path); }
    TemporaryFile(const TemporaryFile &) = delete;
    TemporaryFile &operator=(const TemporaryFile &) = delete;

    std::string path() const { return m_path.string(); }

private:
    std::filesystem::path m_path;
};

std::string bytesOf(const std::string &path)
{
    std::ifstream in(path);
    return {std::istreambuf_iterator<char>(in), {}};
}

const std::string kStaged =
    "---\n{apiVersion: projectcalico.org/v3, kind: StagedKubernetesNetworkPolicy, metadata: "
    "{name: quiet, namespace: shop}, spec: {podSelector: {matchLabels: {app: db}}, policyTypes: "
    "[Egress]}}\n";

TEST(SelectorVerb, SaysWhetherItIsRightAndMatches)
{
    EXPECT_EQ(answerOf(podloomctl({"selector", "app == 'a' && !has(b)", "--labels", "app=a,c=", "--json"})),
              *parseJson(R"({"valid":true,"match":true})"));
    const auto other = podloomctl({"selector", "app != 'a'", "--labels", "app=a", "--json"});
    EXPECT_EQ(answerOf(other), *parseJson(R"({"valid":true,"match":false})"));
    EXPECT_EQ(other.exitCode, 0);
    const auto wrong = podloomctl({"selector", "app = 'a'", "--labels", "app=a", "--json"});
    EXPECT_EQ(wrong.exitCode, 1);
    EXPECT_EQ(answerOf(wrong)["valid"], Json(false));
    EXPECT_EQ(answerOf(wrong)["column"], Json(5));
    EXPECT_EQ(podloomctl({"selector"}).exitCode, 2);
}

TEST(SelectorVerb, KnowsLabelSelectorsToo)
{
    EXPECT_EQ(answerOf(podloomctl(
                  {"selector", R"({"matchLabels":{"a":"b"}})", "--labels", "a=b", "--kubernetes", "--json"})),
              *parseJson(R"({"valid":true,"match":true})"));
    const auto wrong =
        podloomctl({"selector", R"({"matchLabel":{"a":"b"}})", "--labels", "a=b", "--kubernetes", "--json"});
    EXPECT_EQ(wrong.exitCode, 1);
    EXPECT_EQ(answerOf(wrong)["column"], Json(2));
}

/// Two nodes that a Link joins and one that nothing does, with a pod on each and no policy.
const std::string kApart = R"(
{apiVersion: v1, kind: Node, metadata: {name: n0}}
---
{apiVersion: v1, kind: Node, metadata: {name: n1}}
---
{apiVersion: v1, kind: Node, metadata: {name: n2}}
---
{apiVersion: podloom.dev/v1alpha1, kind: Link, metadata: {name: l}, spec: {ends: [{node: n0}, {node: n1}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {nodeName: n0, containers: [{name: c, image: x}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: b}, spec: {nodeName: n1, containers: [{name: c, image: x}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: c}, spec: {nodeName: n2, containers: [{name: c, image: x}]}}
)";

TEST(ReachVerb, SaysWhereRoutesAreMissingThoughPoliciesAllow)
{
    const TemporaryFile design("apart.yaml", kApart);
    const auto answer =
        answerOf(podloomctl({"reach", design.path(), "--protocol", "TCP", "--port", "80", "--json"}));
    EXPECT_EQ(answer["allowed"], *parseJson("[[true,true,true],[true,true,true],[true,true,true]]"));
    EXPECT_EQ(answer["withoutRoute"], *parseJson(R"([["default/a","default/c"],["default/b","default/c"],)"
                                                 R"(["default/c","default/a"],["default/c","default/b"]])"));
    const auto text = podloomctl({"reach", design.path(), "--protocol", "TCP", "--port", "80"});
    EXPECT_THAT(text.standardOutput, HasSubstr("default/a + + !"));
    EXPECT_THAT(text.standardOutput, HasSubstr("! allowed, but no route leads there and back"));
    EXPECT_THAT(text.standardOutput,
                HasSubstr("2 of 6 connections work; 4 more are allowed without a route"));
    const auto whole = podloomctl({"reach", kWorld, "--protocol", "TCP", "--port", "80"});
    EXPECT_THAT(whole.standardOutput, HasSubstr(" connections allowed"));
    EXPECT_THAT(whole.standardOutput, testing::Not(HasSubstr("no route")));
}

TEST(ExplainVerb, SaysThatNoRouteLeadsThereThoughPoliciesAllow)
{
    const TemporaryFile design("apart.yaml", kApart);
    const auto explained = [&](const char *to, bool isJson) {
        std::vector<std::string> arguments{"explain", design.path(), "--from", "default/a", "--to",
                                           to,        "--protocol",  "TCP",    "--port",    "80"};
        if (isJson)
            arguments.emplace_back("--json");
        return podloomctl(arguments);
    };
    const auto answer = answerOf(explained("default/c", true));
    EXPECT_EQ(answer["verdict"], Json("allow")) << "of the policies";
    EXPECT_EQ(answer["routed"], Json(false));
    EXPECT_EQ(answerOf(explained("default/b", true))["routed"], Json(true));
    EXPECT_THAT(explained("default/c", false).standardOutput, HasSubstr("no route leads there and back"));
    EXPECT_THAT(explained("default/b", false).standardOutput, testing::Not(HasSubstr("no route")));
}

TEST(DiffVerb, ComparesTwoDesigns)
{
    const TemporaryFile second("second.yaml", bytesOf(kWorld) + R"(
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: db, namespace: shop}
spec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{namespaceSelector: {}}]}]}
)");
    const auto output = podloomctl({"diff", kWorld, second.path(), "--json"});

    EXPECT_EQ(output.exitCode, 1);
    const auto answer = answerOf(output);
    EXPECT_TRUE(answer["added"].items().empty());
    ASSERT_FALSE(answer["removed"].items().empty());
    EXPECT_THAT(answer["removed"].items(),
                testing::Contains(
                    *parseJson(R"({"from":"ip:0.0.0.0/0","to":"shop/db","protocol":"TCP","ports":"all"})")));
    EXPECT_EQ(podloomctl({"diff", kWorld, kWorld}).exitCode, 0);
    EXPECT_EQ(podloomctl({"diff", kWorld}).exitCode, 2);
}

TEST(DiffVerb, TellsWhatStagedPoliciesWouldDo)
{
    const TemporaryFile design("staged.yaml", bytesOf(kWorld) + kStaged);

    const auto output = podloomctl({"diff", "--staged", design.path()});

    EXPECT_EQ(output.exitCode, 1);
    EXPECT_THAT(output.standardOutput, HasSubstr("would deny: "));
    EXPECT_THAT(output.standardOutput, HasSubstr("1 pod loses DNS"));
    EXPECT_THAT(output.standardOutput, HasSubstr("- shop/db -> bank/till everything"));
}

TEST(SuggestVerb, ReadsFlowsAsCsvAndJson)
{
    const std::vector<std::string> files{
        "from,to,protocol,port,bytes\nshop/web,shop/db,TCP,5432,17\n\"shop/web\",shop/db,tcp,5432,1\n",
        R"([{"from":"shop/web","to":"shop/db","protocol":"TCP","port":5432}])",
        R"({"flows":[{"from":"shop/web","to":"shop/db","port":"5432"}]})",
        "{\"from\":\"shop/web\",\"to\":\"shop/db\",\"port\":5432}\n{\"from\":\"shop/web\",\"to\":\"shop/"
        "db\",\"port\":5432}\n"};
    for (const auto &content : files) {
        const TemporaryFile flows("flows", content);
        const auto answer = answerOf(podloomctl({"suggest", kWorld, "--flows", flows.path(), "--json"}));
        EXPECT_EQ(answer["exact"], Json(true)) << content;
        EXPECT_EQ(answer["policies"].items().size(), 5U) << content;
    }
    const TemporaryFile wrong("flows", "from,to,port\nshop/web,shop/db,0\n");
    const auto output = podloomctl({"suggest", kWorld, "--flows", wrong.path()});
    EXPECT_EQ(output.exitCode, 2);
    EXPECT_THAT(output.standardError, HasSubstr("flow 1: port is \"0\""));
}

TEST(SuggestVerb, WritesManifestsThatDiffFindsExact)
{
    const TemporaryFile flows("flows.csv", "from,to,protocol,port\nshop/web,shop/db,TCP,5432\n");
    const TemporaryFile policies("policies.yaml", "");

    EXPECT_EQ(podloomctl({"suggest", kWorld, "--flows", flows.path(), "-o", policies.path()}).exitCode, 0);

    const auto answer = answerOf(
        podloomctl({"reach", kWorld, policies.path(), "--protocol", "TCP", "--port", "5432", "--json"}));
    std::size_t allowed = 0;
    const auto &rows = answer["allowed"].items();
    for (std::size_t row = 0; row < rows.size(); ++row) {
        for (std::size_t column = 0; column < rows.size(); ++column)
            allowed += row != column && rows[row].items()[column].asBool() ? 1 : 0;
    }
    EXPECT_EQ(allowed, 1U);
}

TEST(ReachVerb, ShowsOutsideRangesWhenAsked)
{
    const TemporaryFile design("outside.yaml", bytesOf(kWorld) + R"(
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: db, namespace: shop}
spec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: 203.0.113.0/24}}]}]}
)");
    const auto answer = answerOf(podloomctl({"reach", design.path(), "--protocol", "TCP", "--port", "80",
                                             "--to", "shop/db", "--outside", "--json"}));

    std::map<std::string, bool> byName;
    for (std::size_t row = 0; row < answer["from"].items().size(); ++row)
        byName[answer["from"].items()[row].asString()] = answer["allowed"].items()[row].items()[0].asBool();
    EXPECT_TRUE(byName.at("ip:203.0.113.0/24"));
    EXPECT_FALSE(byName.at("ip:0.0.0.0/1"));
}

TEST(ExplainVerb, NamesTheHostEndpointAndItsStage)
{
    const TemporaryFile design("host.yaml", bytesOf(kWorld) + R"(
---
apiVersion: projectcalico.org/v3
kind: HostEndpoint
metadata: {name: one, labels: {host: "1"}}
spec: {node: node-1, interfaceName: eth0}
---
apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata: {name: forward}
spec: {selector: has(host), applyOnForward: true, ingress: [{action: Allow, protocol: TCP, destination: {ports: [80]}}]}
)");
    const auto answer = answerOf(podloomctl({"explain", design.path(), "--from", "ip:203.0.113.5", "--to",
                                             "shop/web", "--protocol", "TCP", "--port", "81", "--json"}));

    EXPECT_EQ(answer["verdict"].asString(), "deny");
    const auto &steps = answer["ingress"]["steps"].items();
    ASSERT_EQ(steps.size(), 2U);
    EXPECT_EQ(steps[0]["at"].asString(), "HostEndpoint one, forwarded");
    EXPECT_EQ(steps[0]["nearly"].asString(), "rule 1 would match but for port 81");
    EXPECT_EQ(steps[1]["reason"].asString(), "end-of-tier");
}

TEST(ExplainVerb, NamesNoConfigurationThatIsNotThere)
{
    const TemporaryFile design("host.yaml", bytesOf(kWorld) + R"(
---
apiVersion: projectcalico.org/v3
kind: HostEndpoint
metadata: {name: one}
spec: {node: node-1, interfaceName: eth0}
)");
    const auto answer = answerOf(podloomctl({"explain", design.path(), "--from", "ip:203.0.113.5", "--to",
                                             "node:node-1", "--protocol", "TCP", "--port", "22", "--json"}));

    EXPECT_EQ(answer["verdict"].asString(), "allow");
    const auto &last = answer["ingress"]["steps"].items().back();
    EXPECT_TRUE(last["policy"].isNull());
    EXPECT_THAT(last["sentence"].asString(), HasSubstr("of the usual failsafe ports allows"));
}

TEST(ReachVerb, RefusesAddressesOfServicesAndNamesWhatWasMeant)
{
    const TemporaryFile design("service.yaml", bytesOf(kWorld) + R"(
---
apiVersion: v1
kind: Service
metadata: {name: cache, namespace: shop}
spec: {clusterIP: 10.96.0.7, selector: {app: db}, ports: [{port: 80}]}
)");
    const auto ofService = podloomctl({"explain", design.path(), "--from", "shop/web", "--to", "ip:10.96.0.7",
                                       "--protocol", "TCP", "--port", "80"});
    EXPECT_EQ(ofService.exitCode, 2);
    EXPECT_THAT(ofService.standardError, HasSubstr("ip:10.96.0.7 is the address of the Service shop/cache"));

    const auto misspelt =
        podloomctl({"reach", design.path(), "--protocol", "TCP", "--port", "80", "--from", "shop/wbe"});
    EXPECT_EQ(misspelt.exitCode, 2);
    EXPECT_THAT(misspelt.standardError, HasSubstr("did you mean \"shop/web\"?"));
}

} // namespace
} // namespace podloom
