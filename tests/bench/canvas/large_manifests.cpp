#include "large_manifests.h"

namespace podloom {

namespace {

constexpr int kNamespaces = 50;
constexpr int kPodsOfAWorkload = 10;

/// Workloads of ten pods with a policy each second one, as manifests.
std::string workloads(int pods)
{
    std::string out;
    for (int number = 0; number < pods / kPodsOfAWorkload; ++number) {
        const auto name = "app-" + std::to_string(number);
        const auto ns = "team-" + std::to_string(number % kNamespaces);
        out += "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: " + name + ", namespace: " + ns
             + "}\nspec:\n  replicas: " + std::to_string(kPodsOfAWorkload)
             + "\n  selector: {matchLabels: {app: " + name + "}}\n  template:\n    metadata: {labels: {app: "
             + name + "}}\n    spec:\n      containers:\n      - {name: main, image: registry.example/" + name
             + ", ports: [{containerPort: 8080}]}\n";
        if (number % 2 == 0)
            out += "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: " + name
                 + ", namespace: " + ns + "}\nspec:\n  podSelector: {matchLabels: {app: " + name
                 + "}}\n  policyTypes: [Ingress]\n  ingress:\n  - from: [{podSelector: {matchLabels: {app: "
                   "app-"
                 + std::to_string(number + kNamespaces) + "}}}]\n    ports: [{port: 8080}]\n";
    }
    return out;
}

/// Nodes in racks of twenty, in one cluster that runs a mesh or four route reflectors.
std::string network(const Size &size)
{
    std::string out =
        "apiVersion: podloom.dev/v1alpha1\nkind: Cluster\nmetadata: {name: prod}\nspec:\n"
        "  asNumber: 64512\n  nodeCIDRs: [172.16.0.0/16]\n  podCIDRs: [10.0.0.0/8]\n  topology: "
        + size.network + "\n";
    for (int number = 0; number < size.nodes; ++number) {
        out += "---\napiVersion: v1\nkind: Node\nmetadata:\n  name: node-" + std::to_string(number)
             + "\n  labels: {rack: r" + std::to_string(number / 20) + "}\n";
        if (size.network == "reflectors" && number < 4)
            out += "  annotations: {projectcalico.org/RouteReflectorClusterID: 244.0.0."
                 + std::to_string(number + 1) + "}\n";
    }
    return out;
}

} // namespace

std::string largeDesign(const Size &size)
{
    return network(size) + workloads(size.pods);
}

} // namespace podloom
