// What others wrote becomes objects, and what does not is said.
#include "app/tools/import_design.h"

#include <gmock/gmock.h>

namespace podloom::app {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

std::vector<std::string> textsOf(const std::vector<ImportRemark> &remarks)
{
    std::vector<std::string> out;
    for (const auto &remark : remarks)
        out.push_back(remark.place + ": " + remark.message.text());
    return out;
}

SnapshotPointer built(ImportReport report)
{
    const auto before = parseFiles({});
    const auto applied = apply(*before, editOf(report, *before, "design.yaml"));
    EXPECT_TRUE(applied) << applied.error().text();
    return applied ? applied->snapshot : before;
}

constexpr auto kContainerlab = R"(
name: fabric
topology:
  defaults: {kind: linux}
  kinds:
    linux: {image: alpine}
  nodes:
    spine1: {kind: nokia_srlinux, image: ghcr.io/nokia/srlinux, startup-config: spine.cfg}
    Leaf_1: {image: "frrouting/frr:v9", binds: ["a:b"]}
    host1: {labels: {rack: a}}
    host2: {}
    br-access: {kind: bridge}
  links:
  - endpoints: ["spine1:e1-1", "Leaf_1:eth1"]
    mtu: 9000
  - type: veth
    endpoints: [{node: Leaf_1, interface: eth2}, {node: host1, interface: eth1}]
  - endpoints: ["host1:eth2", "br-access:p1"]
  - endpoints: ["host2:eth1", "br-access:p2"]
  - endpoints: ["host2:eth2", "host:veth0"]
)";

TEST(ImportDesign, ContainerlabBecomesNodesRoutersAndLinks)
{
    EXPECT_EQ(formatOf(kContainerlab), ImportFormat::Containerlab);
    const auto report = importContainerlab({"fabric.clab.yml", kContainerlab});
    ASSERT_TRUE(report) << report.error().text();
    const auto snapshot = built(*report);
    const auto &design = snapshot->design();
    EXPECT_THAT(snapshot->diagnostics(), ::testing::IsEmpty());
    ASSERT_EQ(design.nodes.size(), 2U);
    ASSERT_EQ(design.routers.size(), 2U);
    EXPECT_EQ(design.links.size(), 3U) << "two wires, and the bridge as one segment";
    EXPECT_EQ(design.nodes[0].meta.labels.at("rack"), "a");
    for (const auto &router : design.routers)
        EXPECT_EQ(router.engine,
                  router.meta.id.name == "leaf-1" ? RouterEngine::Frr : RouterEngine::External);
    const auto leftOut = textsOf(report->leftOut);
    EXPECT_THAT(leftOut, Contains(HasSubstr("spine1 is a nokia_srlinux")));
    EXPECT_THAT(leftOut, Contains(HasSubstr("startup-config")));
    EXPECT_THAT(leftOut, Contains(HasSubstr("binds")));
    EXPECT_THAT(leftOut, Contains(HasSubstr("outside the topology")));
}

constexpr auto kNetlab = R"(
defaults.device: frr
module: [bgp, ospf]
bgp.as: 65000
nodes:
  r1: {bgp: {as: 65001}}
  r2: {device: eos}
  h1: {device: linux}
links:
- r1-r2
- r1: {ipv4: 10.1.0.1/24}
  h1:
  prefix: 10.1.0.0/24
- interfaces: [{node: r1}, {node: r2}, {node: h1}]
- r1:
)";

TEST(ImportDesign, NetlabBecomesNodesRoutersAndLinks)
{
    EXPECT_EQ(formatOf(kNetlab), ImportFormat::Netlab);
    EXPECT_EQ(formatOf("nodes: [a, b]\nlinks: [a-b]\n"), ImportFormat::Netlab);
    const auto report = importNetlab({"topology.yml", kNetlab});
    ASSERT_TRUE(report) << report.error().text();
    const auto snapshot = built(*report);
    const auto &design = snapshot->design();
    EXPECT_THAT(snapshot->diagnostics(), ::testing::IsEmpty());
    EXPECT_EQ(design.nodes.size(), 1U);
    ASSERT_EQ(design.routers.size(), 2U);
    EXPECT_EQ(design.links.size(), 3U);
    for (const auto &router : design.routers)
        EXPECT_EQ(router.asNumber, router.meta.id.name == "r1" ? 65001U : 65000U);
    EXPECT_THAT(textsOf(report->leftOut), Contains(HasSubstr("modules ospf")));
    EXPECT_THAT(textsOf(report->leftOut), Contains(HasSubstr("one end alone")));
}

TEST(ImportDesign, ManifestsOfAClusterComeWithoutItsStatusAndItsSecrets)
{
    const auto report = importManifests({{"dump.yaml", R"(
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Node
  metadata: {name: a, uid: "7", resourceVersion: "9"}
  status: {capacity: {cpu: "4"}}
- apiVersion: v1
  kind: Secret
  metadata: {name: s, namespace: n}
  data: {key: c2VjcmV0}
- apiVersion: example.org/v1
  kind: Thing
  metadata: {name: t}
)"},
                                         {"chart.yaml", "kind: {{ .Values.kind }}\n  bad: [\n"}});
    ASSERT_EQ(report.manifests.size(), 2U);
    EXPECT_EQ(report.manifests[0].dump(), R"({"apiVersion":"v1","kind":"Node","metadata":{"name":"a"}})");
    const auto leftOut = textsOf(report.leftOut);
    EXPECT_THAT(leftOut, Contains(HasSubstr("Secret n/s")));
    EXPECT_THAT(leftOut, Contains(HasSubstr("1 × Thing")));
    EXPECT_THAT(leftOut, Contains(HasSubstr("chart.yaml:")));
}

TEST(ImportDesign, ItIsSaidWhatCameOutOfEachFile)
{
    const auto report = importFiles(
        {{"a.yaml", "apiVersion: v1\nkind: Node\nmetadata: {name: a}\n---\napiVersion: v1\nkind: Node\n"
                    "metadata: {name: b}\n"},
         {"fabric.clab.yml", kContainerlab},
         {"values.yaml", "replicas: 3\n"},
         {"b.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n---\napiVersion: v1\n"
                    "kind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}\n"}});
    ASSERT_TRUE(report) << report.error().text();
    std::map<std::string, std::size_t> objects;
    for (const auto &file : report->files)
        objects[file.name] = file.objects;
    EXPECT_EQ(objects, (std::map<std::string, std::size_t>{
                           {"a.yaml", 2}, {"b.yaml", 1}, {"fabric.clab.yml", 7}, {"values.yaml", 0}}));
    EXPECT_EQ(report->kinds.at("Node"), 4U) << "of all files together";
    EXPECT_EQ(report->kinds.at("Router"), 2U);
    const auto leftOut = textsOf(report->leftOut);
    EXPECT_THAT(leftOut, Contains(HasSubstr("b.yaml:1: Secret")));
    EXPECT_THAT(leftOut, Contains(HasSubstr("values.yaml")));
    EXPECT_THAT(leftOut, Contains(HasSubstr("fabric.clab.yml: spine1")));
}

TEST(ImportDesign, WhatTheDesignHasStays)
{
    const auto before =
        parseFiles({{"d.yaml", "apiVersion: v1\nkind: Node\nmetadata: {name: a, labels: {mine: x}}\n"}});
    auto report = importManifests({{"more.yaml", "apiVersion: v1\nkind: Node\nmetadata: {name: a}\n---\n"
                                                 "apiVersion: v1\nkind: Node\nmetadata: {name: b}\n"}});
    const auto applied = apply(*before, editOf(report, *before, {}));
    ASSERT_TRUE(applied) << applied.error().text();
    EXPECT_EQ(applied->snapshot->design().nodes.size(), 2U);
    EXPECT_EQ(applied->snapshot->design().nodes[0].meta.labels.at("mine"), "x");
    EXPECT_THAT(textsOf(report.leftOut), Contains(HasSubstr("stays as the design has it already")));
}

TEST(ImportDesign, NamesThatFoldIntoOneStayTwo)
{
    const auto report = importContainerlab({"x.yml", "topology: {nodes: {Spine_1: {}, spine-1: {}}, links: "
                                                     "[{endpoints: ['Spine_1:eth1', 'spine-1:eth1']}]}"});
    ASSERT_TRUE(report);
    const auto snapshot = built(*report);
    EXPECT_EQ(snapshot->design().nodes.size(), 2U);
    EXPECT_EQ(snapshot->design().links.size(), 1U);
}

TEST(ImportDesign, StrangeFilesNeverCrash)
{
    for (const auto *text :
         {"", "[]", "topology: 3", "topology: {nodes: []}", "nodes:", "nodes: {a: 3}\nlinks: 7",
          "topology: {nodes: {a: null}, links: [{endpoints: [1, {}]}]}", "nodes: [[a]]\nlinks: [[b]]",
          "links: [-]\nnodes: [-, '']", "\xff\xfe"}) {
        SCOPED_TRACE(text);
        static_cast<void>(importFiles({{"x.yaml", text}}));
        static_cast<void>(importContainerlab({"x.yaml", text}));
        static_cast<void>(importNetlab({"x.yaml", text}));
    }
}

} // namespace
} // namespace podloom::app
