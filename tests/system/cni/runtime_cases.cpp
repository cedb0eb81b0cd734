// Sources: CNI specification 1.1.0 (C-..); what went wrong with plugins in the field (T-..). What runtimes
// and other plugins do around a plugin, and what must come through unharmed.
#include "tests/system/cni/conformance.h"

namespace podloom {

namespace {

const std::string kValid = R"({"cniVersion":"1.1.0","cni.dev/valid-attachments":)";

std::vector<CniCase> sameParameters()
{
    return {
        {"C07_CheckOfAnotherNetns",
         "CHECK is about the namespace of the ADD, and misses the interface in another one",
         {{"ADD"},
          {"run", "ip netns add $CONTAINER-other"},
          {"CHECK", "{}", {"NETNS=$NETNS-other"}, true, 101, {"details~eth0 is missing"}},
          {"run", "ip netns del $CONTAINER-other"},
          {"CHECK", "{}", {}, true}}},
        {"C07_CheckOfAnotherInterface",
         "CHECK is about the interface of the ADD",
         {{"ADD"}, {"CHECK", "{}", {"IFNAME=eth1"}, true, 101, {"msg~eth1"}}}},
        {"C07_CheckWithAnotherPath",
         "CNI_PATH alone may be another one than that of the ADD",
         {{"ADD"}, {"CHECK", "{}", {"PATH=/opt/elsewhere"}, true}}},
        {"C11_BooleansAsText",
         "runtimes read truth values as texts as well, and so they reach the plugin",
         {{"ADD", R"({"ipMasq":"true","disableCheck":"false","disableGC":"true",
                      "loadOnlyInlinedPlugins":"true","capabilities":{"portMappings":"true","ips":"false"}})"},
          {"CHECK", R"({"disableCheck":"false"})", {}, true}}},
    };
}

std::vector<CniCase> results()
{
    const auto delegating = [](const std::string &type, const std::string &ipam) {
        return R"({"cniVersion":"1.1.0","type":")" + type + R"(","ipam":{"type":")" + ipam + R"("}})";
    };
    return {
        {"C31_NoDelegation",
         "addresses are the plugin's own, and it is no ipam plugin of others: said, not passed over",
         {{"ADD", delegating("podloom-cni", "host-local"), {}, false, 2, {"msg~host-local"}},
          {"ADD", delegating("bridge", "podloom-cni"), {}, false, 2, {"msg~podloom-cni"}},
          {"STATUS", delegating("podloom-cni", "host-local"), {}, false, 2, {"msg~host-local"}},
          {"ADD", delegating("podloom-cni", "podloom-cni")},
          {"DEL", delegating("podloom-cni", "host-local"), {}, true}}},
        {"C32_PrevResultUnchanged",
         "what a plugin before gave comes through as it was, all of 1.1.0 and what nobody knows",
         {{"ADD",
           R"({"cniVersion":"1.1.0","prevResult":{"cniVersion":"1.1.0",
               "interfaces":[{"name":"net1","mac":"02:00:00:00:00:01","mtu":9000,"sandbox":"$NETNS",
                              "socketPath":"/run/vhost.sock","pciID":"0000:00:1f.6","more":1}],
               "ips":[{"address":"192.0.2.7/24","gateway":"192.0.2.1","interface":0}],
               "routes":[{"dst":"198.51.100.0/24","gw":"192.0.2.1","mtu":1400,"advmss":1360,"priority":5,
                          "table":7,"scope":0}],
               "dns":{"nameservers":["192.0.2.53"],"domain":"shop.test","search":["a.test"],"options":["x"]}}})",
           {},
           false,
           0,
           {R"(interfaces/0={"name":"net1","mac":"02:00:00:00:00:01","mtu":9000,"sandbox":"$NETNS","socketPath":"/run/vhost.sock","pciID":"0000:00:1f.6","more":1})",
            R"(ips/0={"address":"192.0.2.7/24","gateway":"192.0.2.1","interface":0})",
            R"(routes/0={"dst":"198.51.100.0/24","gw":"192.0.2.1","mtu":1400,"advmss":1360,"priority":5,"table":7,"scope":0})",
            R"(dns={"nameservers":["192.0.2.53"],"domain":"shop.test","search":["a.test"],"options":["x"]})",
            "interfaces#3", "ips#3", "routes#3"}}}},
        {"C33_Gateways",
         "our routes name their gateway, which is that of the address; one without stays without",
         {{"ADD",
           R"({"cniVersion":"1.0.0","prevResult":{"cniVersion":"1.0.0","interfaces":[{"name":"net1"}],
               "ips":[{"address":"192.0.2.7/24","gateway":"192.0.2.1","interface":0}],
               "routes":[{"dst":"198.51.100.0/24"}]}})",
           {},
           false,
           0,
           {"!routes/0/gw", "ips/1/gateway=\"169.254.1.1\"", "routes/1/dst=\"0.0.0.0/0\"",
            "routes/1/gw=\"169.254.1.1\"", "ips/2/gateway=\"fe80::ecee:eeff:feee:eeee\"",
            "routes/2/dst=\"::/0\"", "routes/2/gw=\"fe80::ecee:eeff:feee:eeee\""}},
          {"CHECK", "{}", {}, true}}},
        {"T21_LinkLocalGateway",
         "the way out is a link-local one, whatever the pod's address: no pool spends one on it",
         {{"ADD"},
          {"run", "ip -n $CONTAINER route show default", {}, false, 0, {"default via 169.254.1.1 dev eth0"}},
          {"run", "ip -n $CONTAINER route get 192.0.2.1", {}, false, 0, {"via 169.254.1.1 dev eth0 src $IP"}},
          {"run",
           "ip -n $CONTAINER -6 route show default",
           {},
           false,
           0,
           {"default via fe80::ecee:eeff:feee:eeee dev eth0"}},
          {"run", "ip addr add 192.0.2.1/32 dev lo"},
          {"run", "ping -n -c 1 -W 5 $IP", {}, false, 0, {"1 received"}},
          {"run", "ip addr del 192.0.2.1/32 dev lo"}}},
        {"T21_GatewayInTheRange",
         "a gateway inside of the pods' range, which other plugins need, changes nothing",
         {{"ADD"},
          {"DEL"},
          {"ADD",
           R"({"runtimeConfig":{"ipRanges":[[{"subnet":"$IP/28","gateway":"$IP","rangeStart":"$IP","rangeEnd":"$IP"}]]}})",
           {},
           false,
           0,
           {"ips/0/address=\"$IP/32\"", "ips/0/gateway=\"169.254.1.1\""}},
          {"run", "ip addr add 192.0.2.1/32 dev lo"},
          {"run", "ping -n -c 1 -W 5 $IP", {}, false, 0, {"1 received"}},
          {"run", "ip addr del 192.0.2.1/32 dev lo"}}},
    };
}

std::vector<CniCase> garbage()
{
    return {
        {"T16_NoLeakWithoutDel",
         "what a container leaves that went without a DEL is collected, and its address is free",
         {{"ADD"},
          {"run", "ip netns del $CONTAINER"},
          {"STATUS", R"({"cniVersion":"1.1.0"})"},
          {"GC", kValid + "[]}"},
          {"run", "ip netns add $CONTAINER"},
          {"ADD",
           R"({"runtimeConfig":{"ips":["$IP/32"]}})",
           {},
           false,
           0,
           {"ips/0/address=\"$IP/32\"", "ips#2"}}}},
        {"T25_ListOfOneRuntime",
         "two runtimes on one node, each with a network name of its own: neither collects the other's",
         {{"ADD", R"({"name":"cri"})"},
          {"ADD", R"({"name":"podman"})", {"IFNAME=eth1"}},
          {"GC", R"({"cniVersion":"1.1.0","name":"cri",
                     "cni.dev/valid-attachments":[{"containerID":"$CONTAINER","ifname":"eth0"}]})"},
          {"CHECK", R"({"name":"podman"})", {"IFNAME=eth1"}, true},
          {"GC", R"({"cniVersion":"1.1.0","name":"podman","cni.dev/valid-attachments":[]})"},
          {"CHECK", R"({"name":"podman"})", {"IFNAME=eth1"}, true, 101},
          {"run", "ip -n $CONTAINER -4 -o addr show eth0", {}, false, 0, {"/32"}},
          {"DEL", R"({"name":"podman"})", {"IFNAME=eth1"}},
          {"DEL", R"({"name":"cri"})"}}},
    };
}

} // namespace

std::vector<CniCase> runtimeCases()
{
    std::vector<CniCase> all;
    for (const auto &part : {sameParameters(), results(), garbage()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

} // namespace podloom
