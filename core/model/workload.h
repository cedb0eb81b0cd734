// core/model/workload.h: pods, the workloads that make them, and services.
#pragma once

#include "core/model/label_selector.h"
#include "core/model/object.h"
#include "core/net/address.h"
#include "core/net/port_set.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace podloom {

/// A containerPort; `name` may be empty.
struct ContainerPort {
    std::string name{};
    std::uint16_t port = 0;
    Protocol protocol = Protocol::Tcp;
    bool operator==(const ContainerPort &) const = default;
};

struct PodSpec {
    std::string nodeName{};
    Labels nodeSelector{};
    std::string serviceAccount{}; ///< empty = "default"
    bool isHostNetwork = false;
    std::vector<ContainerPort> ports{}; ///< of all containers, in order
    std::vector<Labels> tolerations{};  ///< each with key, operator, value, effect as far as given
    bool operator==(const PodSpec &) const = default;
};

/// A pod: from a Pod document, or one replica of a workload.
struct Pod {
    ObjectMeta meta{}; ///< group "", kind "Pod"
    PodSpec spec{};
    std::vector<IpAddress> ips{};    ///< status.podIPs, at most one of each family
    bool isFinished = false;         ///< status.phase Succeeded or Failed: has no network any more
    std::optional<ObjectId> owner{}; ///< the workload that it is a replica of
    std::uint32_t ordinal = 0;       ///< number of the replica
    bool operator==(const Pod &) const = default;
};

enum class WorkloadKind {
    Deployment,
    StatefulSet,
    DaemonSet,
    ReplicaSet,
    ReplicationController,
    Job,
    CronJob
};

/// A controller with a pod template.
struct Workload {
    ObjectMeta meta{};
    WorkloadKind kind = WorkloadKind::Deployment;
    std::uint32_t replicas = 1; ///< of a Job its parallelism; of a DaemonSet without meaning
    Labels templateLabels{};
    Labels templateAnnotations{};
    PodSpec spec{};
    LabelSelector selector{};
    std::optional<ObjectId> owner{}; ///< the workload that made this one: a ReplicaSet's Deployment
    bool operator==(const Workload &) const = default;
};

/// A port number, or the name of a container port.
using PortRef = std::variant<std::uint16_t, std::string>;

struct ServicePort {
    std::string name{};
    Protocol protocol = Protocol::Tcp;
    std::uint16_t port = 0;
    PortRef targetPort = std::uint16_t{0}; ///< 0 = the same as port
    std::uint16_t nodePort = 0;            ///< 0 = none
    bool operator==(const ServicePort &) const = default;
};

struct Service {
    ObjectMeta meta{};
    std::string type = "ClusterIP"; ///< ClusterIP, NodePort, LoadBalancer, ExternalName
    std::optional<Labels> selector{};
    std::vector<std::string> clusterIps{}; ///< as written; "None" = headless
    std::vector<ServicePort> ports{};
    bool operator==(const Service &) const = default;
};

/// discovery.k8s.io/v1 EndpointSlice, as far as policies that name services need it (K-33).
struct EndpointSlice {
    struct Endpoint {
        std::vector<IpAddress> addresses{};
        bool isReady = true;
        std::string targetPod{}; ///< name in the slice's namespace; empty = none
        bool operator==(const Endpoint &) const = default;
    };
    ObjectMeta meta{};
    std::string service{}; ///< label kubernetes.io/service-name
    std::vector<Endpoint> endpoints{};
    std::vector<ContainerPort> ports{};
    bool operator==(const EndpointSlice &) const = default;
};

struct ServiceAccount {
    ObjectMeta meta{};
    bool operator==(const ServiceAccount &) const = default;
};

} // namespace podloom
