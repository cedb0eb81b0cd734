// Every template as a lab: what was predicted is what BIRD and the kernel have, and pods reach each other.
#include "core/manifest/snapshot.h"
#include "core/model/placement.h"
#include "core/routing/network_template.h"
#include "tests/system/lab/command.h"
#include "tests/system/routing/seen_table.h"

#include <chrono>
#include <thread>

namespace podloom {
namespace {

using std::chrono::steady_clock;
using ::testing::IsEmpty;

constexpr std::chrono::seconds kPatience{60};

/// A pod on every node.
constexpr auto kEcho = R"(---
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: echo
  namespace: default
spec:
  selector: {matchLabels: {app: echo}}
  template:
    metadata: {labels: {app: echo}}
    spec:
      containers:
      - name: echo
        image: podloom-pod
        ports: [{containerPort: 8080}]
)";

class ALabOfATemplate : public ::testing::TestWithParam<const char *> {
protected:
    void SetUp() override
    {
        if (const auto missing = missingForLab(); !missing.empty())
            GTEST_SKIP() << missing;
        const auto manifests = writeTemplate({.name = GetParam(), .nodes = 7, .racks = 3});
        ASSERT_TRUE(manifests) << manifests.error().text();
        ASSERT_TRUE(replaceFile(file, *manifests + kEcho));
        design = place(parseFiles({{file.string(), *manifests + kEcho}})->design());
    }
    void TearDown() override { command.run({"lab", "down", lab}); }

    std::string inside(const std::string &machine, std::vector<std::string> argv) const
    {
        std::vector<std::string> enter{"nsenter", "-t", pids.at(machine).second, "-m", "-n"};
        enter.insert(enter.end(), argv.begin(), argv.end());
        const auto output = runProgram(std::move(enter));
        EXPECT_EQ(output.exitCode, 0) << machine << ": " << argv.front() << ": " << output.standardError;
        return output.standardOutput;
    }
    /// The blocks that each node has for itself.
    NodeBlocks blocks() const;
    std::string differences(const RoutePrediction &prediction) const;

    Command command{};
    const std::string lab = std::string("template-") + GetParam();
    const std::filesystem::path file = command.folder / "network.yaml";
    std::map<std::string, std::pair<std::string, std::string>> pids{};
    Design design{};
};

NodeBlocks ALabOfATemplate::blocks() const
{
    NodeBlocks out;
    for (const auto &node : design.nodes) {
        const auto &name = node.meta.id.name;
        for (const auto *family : {"-4", "-6"}) {
            const auto json =
                parseJson(inside(name, {"ip", family, "-j", "route", "show", "type", "blackhole"}));
            EXPECT_TRUE(json) << name;
            for (const auto &route : json ? json->items() : Json::Array()) {
                if (const auto prefix = Prefix::parse(route["dst"].asString()))
                    out[MachineId::node(node.meta.id.cluster, name)].push_back(*prefix);
            }
        }
    }
    return out;
}

std::string ALabOfATemplate::differences(const RoutePrediction &prediction) const
{
    std::string text;
    for (const auto &machine : prediction.wires().machines) {
        const auto socket = machine.id.isRouter() ? "/run/bird/bird.ctl" : "/run/podloom/bird.ctl";
        const auto bird = test::birdTableOf(
            inside(machine.id.name, {"birdc", "-s", socket, "show", "route", "primary", "all"}));
        test::SeenTable kernel;
        for (const auto family : {Family::V4, Family::V6})
            test::addKernelTable(kernel, inside(machine.id.name, test::kernelQuestion(family)), family);
        text += test::differences(prediction, machine.id, bird, kernel);
    }
    return text;
}

TEST_P(ALabOfATemplate, HasTheTablesThatWerePredictedAndPodsThatReachEachOther)
{
    command.ask({"lab", "up", file.string(), "--name", lab});
    ASSERT_THAT(notDone(command.ask({"apply", file.string(), "--lab", lab})), IsEmpty());
    pids = machinesIn(command.folder / "labs" / lab / "machines");
    const auto own = blocks();
    EXPECT_EQ(own.size(), 7U);
    for (const auto &[node, prefixes] : own)
        EXPECT_GE(prefixes.size(), 2U) << node.name;

    const RoutePrediction prediction(design, own);
    EXPECT_THAT(prediction.restless(), IsEmpty());
    std::size_t remote = 0;
    for (const auto &node : design.nodes) {
        for (const auto &route : prediction.tableOf(MachineId::node(node.meta.id.cluster, node.meta.id.name)))
            remote += route.source == RouteSource::Bgp ? 1 : 0;
    }
    EXPECT_GE(remote, 7U * 6U * 2U);
    const auto deadline = steady_clock::now() + kPatience;
    auto text = differences(prediction);
    while (!text.empty() && steady_clock::now() < deadline) {
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        text = differences(prediction);
    }
    EXPECT_EQ(text, "");

    const auto verified = command.ask({"verify", file.string(), "--lab", lab});
    EXPECT_EQ(verified["checked"].asInt(), 7 * 6 * 2);
    EXPECT_THAT(verified["mismatches"].items(), IsEmpty());
}

std::string nameOf(const ::testing::TestParamInfo<const char *> &info)
{
    std::string name = info.param;
    std::erase(name, '-');
    return name;
}

std::vector<const char *> templateNames()
{
    std::vector<const char *> names;
    for (const auto &each : networkTemplates())
        names.push_back(each.name);
    return names;
}

INSTANTIATE_TEST_SUITE_P(Template, ALabOfATemplate, ::testing::ValuesIn(templateNames()), nameOf);

} // namespace
} // namespace podloom
