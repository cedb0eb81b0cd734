// The rules of NetworkPolicy one by one, as the kernel keeps them: each case names the ids of the checklist
// that it shows. Pods and hosts are those of shop.h; near and other are outside, far is on another node.
#include "core/manifest/snapshot.h"
#include "core/policy/compile.h"
#include "tests/system/enforce/policy_lab.h"
#include "tests/system/enforce/private_network.h"
#include "tests/system/enforce/shop.h"

#include <map>
#include <sstream>

namespace podloom {
namespace {

using namespace shop;

struct Case {
    std::string name{};
    std::string policies{};
    std::string expected{}; ///< lines "FROM TO PROTOCOL[/PORT] yes|no"
};

const std::string kDenyAllIngress = R"(
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny, namespace: shop}
spec: {podSelector: {}}
)";

/// A policy of namespace shop with the given spec.
std::string spec(const std::string &name, const std::string &content, const std::string &ns = "shop")
{
    return "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: " + name
         + ", namespace: " + ns + "}\nspec: " + content + "\n";
}

const std::vector<Case> kCases{
    {"K-40: everybody reaches everybody without policies", "",
     "web db tcp/80 yes\nmonitor db udp/53 yes\nfar api tcp/80 yes\nnear web tcp/443 yes\nweb near tcp/80 "
     "yes\n"
     "web db icmp yes"},
    {"K-41, K-45: a pod is isolated only in the direction that a policy of its namespace lists",
     spec("p", "{podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress]}")
         + spec("q", "{podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress, Egress]}", "ops"),
     "web db tcp/80 no\nmonitor db tcp/80 no\nnear db tcp/80 no\ndb web tcp/80 yes\ndb near tcp/80 yes"},
    {"K-42: policies add up and their order does not matter",
     spec("a", "{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: "
               "web}}}]}]}")
         + spec("z", "{podSelector: {}, ingress: [{ports: [{port: 443}]}]}"),
     "web db tcp/80 yes\nweb db tcp/443 yes\napi db tcp/80 no\napi db tcp/443 yes\nweb api tcp/80 no\nweb "
     "api tcp/443 yes"},
    {"K-43: both the source's egress and the destination's ingress must allow",
     spec("a", "{podSelector: {matchLabels: {app: api}}, policyTypes: [Egress], egress: [{to: [{podSelector: "
               "{matchLabels: {app: db}}}], ports: [{port: 80}, {port: 443}]}]}")
         + spec("b", "{podSelector: {matchLabels: {app: db}}, ingress: [{ports: [{port: 80}]}]}"),
     "api db tcp/80 yes\napi db tcp/443 no\napi web tcp/80 no\nweb db tcp/80 yes\nweb db tcp/443 no"},
    {"K-44: replies pass although the client is closed for ingress and the server for egress",
     spec("a", "{podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress]}")
         + spec("b", "{podSelector: {matchLabels: {app: db}}, policyTypes: [Egress]}"),
     "web db tcp/80 yes\nweb db udp/53 yes\nweb db icmp yes\ndb web tcp/80 no"},
    {"K-46: a node and its pods always talk", spec("p", "{podSelector: {}, policyTypes: [Ingress, Egress]}"),
     "node db tcp/80 yes\nnode db udp/53 yes\nnode db icmp yes\ndb node tcp/80 yes\ndb node icmp yes\nweb db "
     "tcp/80 no"},
    {"K-48: selectors with labels and expressions are ANDed; an empty one selects the namespace",
     spec("p", "{podSelector: {matchLabels: {app: db}, matchExpressions: [{key: app, operator: In, values: "
               "[db, api]}, "
               "{key: tier, operator: DoesNotExist}]}}"),
     "web db tcp/80 no\nweb api tcp/80 yes\nweb monitor tcp/80 yes"},
    {"K-49: without policyTypes egress counts only when there is an egress rule",
     spec("p", "{podSelector: {matchLabels: {app: web}}}")
         + spec("q", "{podSelector: {matchLabels: {app: api}}, egress: [{ports: [{port: 443}]}]}"),
     "web db tcp/80 yes\ndb web tcp/80 no\napi db tcp/80 no\napi db tcp/443 yes\nweb api tcp/80 no"},
    {"K-50: an empty list isolates, one empty rule allows all",
     spec("p", "{podSelector: {matchLabels: {app: db}}, ingress: []}")
         + spec("q", "{podSelector: {matchLabels: {app: api}}, ingress: [{}]}"),
     "web db tcp/80 no\nweb api tcp/80 yes\nnear api udp/53 yes\nmonitor api icmp yes"},
    {"K-51: a rule is peers AND ports; no peers are all peers, no ports all ports",
     spec("p", "{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: "
               "web}}}], "
               "ports: [{port: 80}]}, {from: [{podSelector: {matchLabels: {app: api}}}]}]}"),
     "web db tcp/80 yes\nweb db tcp/443 no\nweb db icmp no\napi db tcp/443 yes\napi db icmp yes\nmonitor db "
     "tcp/80 no"},
    {"K-52: a podSelector alone means pods of the policy's own namespace",
     spec("p", "{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}"),
     "web db tcp/80 yes\nfar db tcp/80 yes\nmonitor db tcp/80 no\nnear db tcp/80 no"},
    {"K-53: a namespaceSelector alone means all pods of these namespaces; {} means all namespaces, and no "
     "outside host",
     spec("p", "{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{namespaceSelector: {matchLabels: "
               "{team: ops}}}]}]}")
         + spec("q",
                "{podSelector: {matchLabels: {app: api}}, ingress: [{from: [{namespaceSelector: {}}]}]}"),
     "monitor db tcp/80 yes\nweb db tcp/80 no\nmonitor api tcp/80 yes\nweb api tcp/80 yes\nfar api tcp/80 "
     "yes\nnear api tcp/80 no"},
    {"K-54: selectors in one element are ANDed, elements are ORed",
     spec("and", "{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{namespaceSelector: "
                 "{matchLabels: {team: ops}}, "
                 "podSelector: {matchLabels: {app: web}}}]}]}")
         + spec("or", "{podSelector: {matchLabels: {app: api}}, ingress: [{from: [{namespaceSelector: "
                      "{matchLabels: {team: "
                      "ops}}}, {podSelector: {matchLabels: {app: web}}}]}]}"),
     "monitor db tcp/80 no\nweb db tcp/80 no\nmonitor api tcp/80 yes\nweb api tcp/80 yes\ndb api tcp/80 no"},
    {"K-55: an ipBlock without its exceptions",
     spec(
         "p",
         "{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: 203.0.113.0/24, except: "
         "[203.0.113.64/26]}}, {ipBlock: {cidr: \"2001:db8:5::/64\", except: [\"2001:db8:5::40/122\"]}}]}]}")
         + spec("q",
                "{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{ipBlock: "
                "{cidr: "
                "0.0.0.0/0, except: [10.0.0.0/8]}}, {ipBlock: {cidr: \"::/0\", except: [\"fd00::/8\"]}}]}]}"),
     "near db tcp/80 yes\nother db tcp/80 no\napi db tcp/80 no\nweb near tcp/80 yes\nweb other udp/53 "
     "yes\nweb api tcp/80 no"},
    {"K-56: TCP unless said otherwise; endPort makes a range",
     spec("p", "{podSelector: {matchLabels: {app: db}}, ingress: [{ports: [{port: 80}, {port: 53, protocol: "
               "UDP}, {port: 400, "
               "endPort: 450}]}]}"),
     "web db tcp/80 yes\nweb db udp/80 no\nweb db udp/53 yes\nweb db tcp/53 no\nweb db tcp/443 yes\nweb db "
     "tcp/8080 no"},
    {"K-57: a named port is what the destination calls so",
     spec("in", "{podSelector: {}, ingress: [{ports: [{port: http}]}]}")
         + spec("out",
                "{podSelector: {matchLabels: {app: monitor}}, policyTypes: [Egress], egress: [{ports: "
                "[{port: http}]}]}",
                "ops"),
     "web db tcp/80 yes\nweb db tcp/8080 no\nweb api tcp/8080 yes\nweb api tcp/80 no\nmonitor db tcp/80 yes\n"
     "monitor db tcp/8080 no\nmonitor far tcp/8080 yes\nmonitor far tcp/80 no\nmonitor near tcp/80 no\nnear "
     "api tcp/8080 yes"},
    {"K-58: a namespace by its name is its immutable label",
     spec("p", "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: "
               "{kubernetes.io/metadata.name: ops}}}]}]}"),
     "monitor db tcp/80 yes\nweb db tcp/80 no"},
    {"K-59: ICMP is denied by isolation and allowed by rules without ports only",
     kDenyAllIngress
         + spec("p", "{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {}}]}]}")
         + spec("q", "{podSelector: {matchLabels: {app: api}}, ingress: [{ports: [{protocol: TCP}, "
                     "{protocol: UDP}]}]}"),
     "web db icmp yes\nmonitor db icmp no\nweb api icmp no\nweb api tcp/80 yes\nweb api udp/53 yes"},
};

const std::map<std::string, Ips> kEnds{
    {"web", kWeb}, {"api", kApi},   {"db", kDb},       {"monitor", kMonitor},
    {"far", kFar}, {"near", kNear}, {"other", kOther}, {"node", {kNodeV4, kNodeV6}}};

class SemanticsTest : public PrivateNetwork {
protected:
    /// The two probes of a line: IPv4 and IPv6.
    static std::vector<Probe> probesOf(const std::string &line)
    {
        std::istringstream words(line);
        std::string from;
        std::string to;
        std::string what;
        std::string answer;
        words >> from >> to >> what >> answer;
        const auto slash = what.find('/');
        const auto name = what.substr(0, slash);
        const auto port = slash == std::string::npos ? 0 : std::stoi(what.substr(slash + 1));
        std::vector<Probe> out;
        for (const auto family : {Family::V4, Family::V6}) {
            const auto echo = family == Family::V4 ? Protocol::Icmp : Protocol::Icmpv6;
            out.push_back({.from = kEnds.at(from).of(family),
                           .to = kEnds.at(to).of(family),
                           .protocol = name == "icmp" ? echo : *parseProtocol(name),
                           .port = static_cast<std::uint16_t>(port),
                           .isExpected = answer == "yes"});
        }
        return out;
    }
};

TEST_F(SemanticsTest, OfEveryRuleAreKeptByTheKernel)
{
    PolicyLab lab(design(), {kNear.v4, kNear.v6, kOther.v4, kOther.v6}, {53, 80, 443, 8080});
    NftHelper helper({.program = PODLOOM_BIN_DIR "/podloom-nft"});
    Enforcer enforcer(helper);
    for (const auto &each : kCases) {
        SCOPED_TRACE(each.name);
        auto world = design();
        const auto snapshot = parseFiles({{"case.yaml", each.policies}});
        ASSERT_TRUE(snapshot->diagnostics().empty());
        world.networkPolicies = snapshot->design().networkPolicies;
        const auto program = policy::compile(world);
        const auto applied = enforcer.apply(program, lab.localEndpoints(program), {});
        ASSERT_TRUE(applied) << applied.error().text();

        std::vector<Probe> probes;
        std::vector<std::string> lines;
        std::istringstream text(each.expected);
        for (std::string line; std::getline(text, line);) {
            for (auto &probe : probesOf(line)) {
                probes.push_back(std::move(probe));
                lines.push_back(line);
            }
        }
        const auto measured = lab.tryAll(probes);
        for (std::size_t i = 0; i < probes.size(); ++i)
            EXPECT_EQ(measured[i], probes[i].isExpected) << lines[i] << ", " << probes[i].from.toString();
    }
}

} // namespace
} // namespace podloom
