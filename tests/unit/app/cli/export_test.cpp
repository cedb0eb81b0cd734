// podloomctl export: what it writes says the same as the design.
#include "tests/unit/app/cli/podloomctl.h"

#include <gmock/gmock.h>

namespace podloom {
namespace {

using test::answerOf;
using test::podloomctl;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::string kShop = PODLOOM_SOURCE_DIR "/resources/examples/shop";

std::string exported(const std::string &format, std::vector<std::string> more = {})
{
    std::vector<std::string> words{"export", kShop, "--to", format};
    words.insert(words.end(), more.begin(), more.end());
    const auto output = podloomctl(words);
    EXPECT_EQ(output.exitCode, 0) << output.standardError;
    return output.standardOutput;
}

TEST(Export, WritesManifestsThatAllowTheSameConnections)
{
    const std::vector<std::string> question{"--protocol", "TCP", "--port", "5432", "--json"};
    std::vector<std::string> whole{"reach", kShop};
    std::vector<std::string> read{"reach", "-"};
    for (auto *words : {&whole, &read})
        words->insert(words->end(), question.begin(), question.end());

    const auto answer = podloomctl(read, exported("k8s"));

    EXPECT_EQ(answer.exitCode, 0) << answer.standardError;
    EXPECT_EQ(answerOf(answer), answerOf(podloomctl(whole)));
}

TEST(Export, GivesCalicoThePoolsAndPeersThatOnlyPodloomKnows)
{
    const auto text = exported("calico");

    for (const auto *kind : {"kind: IPPool", "kind: BGPConfiguration", "kind: BGPPeer", "kind: Node"})
        EXPECT_THAT(text, HasSubstr(kind));
    EXPECT_THAT(text, HasSubstr("name: node-1-tor-a-ipv4\nspec:\n  node: node-1\n  peerIP: 192.168.11.1\n"));
    EXPECT_THAT(text, Not(HasSubstr("podloom.dev/v1alpha1")));
    EXPECT_EQ(podloomctl({"check", "-"}, exported("k8s") + "---\n" + text).exitCode, 0);
}

TEST(Export, MakesTheSameSessionsOfCalicosObjects)
{
    const auto sessions = [](const Json &answer) {
        std::vector<std::string> out;
        for (const auto &session : answer["sessions"].items()) {
            if (session["node"].asString().starts_with("node-"))
                out.push_back(session["node"].asString() + ' ' + session["peerAddress"].asString() + ' '
                              + session["localAS"].dump() + ' ' + session["peerAS"].dump());
        }
        return out;
    };
    const auto own = answerOf(podloomctl({"routes", kShop, "--json"}));
    const auto theirs =
        answerOf(podloomctl({"routes", "-", "--json"}, exported("k8s") + "---\n" + exported("calico")));

    EXPECT_THAT(sessions(theirs), testing::UnorderedElementsAreArray(sessions(own)));
    EXPECT_THAT(sessions(own), Not(IsEmpty()));
}

TEST(Export, WritesTheConfigurationOfOneMachineOrOfAll)
{
    const auto all = exported("bird");

    EXPECT_THAT(all, HasSubstr("# ---- bird.conf of node-3\n"));
    EXPECT_THAT(all, HasSubstr(exported("bird", {"--node", "tor-b"})));
    EXPECT_EQ(podloomctl({"export", kShop, "--to", "bird", "--node", "nobody"}).exitCode, 2);
}

TEST(Export, WritesTopologiesForOtherTools)
{
    const auto containerlab = exported("containerlab");
    EXPECT_THAT(containerlab, HasSubstr("    - node-3:eth1\n    - tor-b:eth1\n"));
    EXPECT_THAT(containerlab, HasSubstr("      - ip address add 192.168.11.11/24 dev eth1\n"));
    EXPECT_THAT(containerlab, HasSubstr("    br-rack-a:\n      kind: bridge\n"));
    const auto dot = exported("dot");
    EXPECT_THAT(dot, HasSubstr("\"node-3\" -- \"router tor-b\" [label=\"rack-b\"];"));
    EXPECT_THAT(dot, HasSubstr("[style=dashed, constraint=false, color=darkgreen]"));
}

TEST(Export, RefusesWhatItCannotDo)
{
    const auto format = podloomctl({"export", kShop, "--to", "visio"});
    EXPECT_EQ(format.exitCode, 2);
    EXPECT_THAT(format.standardError, HasSubstr("--to is one of k8s, calico, bird"));
    EXPECT_EQ(podloomctl({"export", kShop, "--to", "png"}).exitCode, 2) << "a picture needs a file";
    const auto cluster = podloomctl({"export", kShop, "--to", "k8s", "--cluster", "nowhere"});
    EXPECT_EQ(cluster.exitCode, 2);
    EXPECT_THAT(cluster.standardError, HasSubstr("but prod"));
}

} // namespace
} // namespace podloom
