// core/model/address_pool.h: Calico's IPPool, IPReservation and IPAMConfiguration.
#pragma once

#include "core/model/cluster.h"

namespace podloom {

/// projectcalico.org/v3 IPPool (CA-01).
struct IpPool {
    ObjectMeta meta{};
    Prefix cidr = Prefix::all(Family::V4);
    int blockSize = 26; ///< prefix length of a block: 20 … 32 or 116 … 128
    Encapsulation encapsulation = Encapsulation::None;
    bool isNatOutgoing = false;
    bool isDisabled = false;
    bool isBgpExportDisabled = false;
    std::string nodeSelector{};      ///< Calico selector; empty = all()
    std::string namespaceSelector{}; ///< Calico selector; empty = all()
    bool isManual = false;           ///< assignmentMode: Manual
    bool allowsWorkloads = true;     ///< allowedUses holds Workload
    bool operator==(const IpPool &) const = default;
};

/// CA-02.
struct IpReservation {
    ObjectMeta meta{};
    std::vector<Prefix> reserved{};
    bool operator==(const IpReservation &) const = default;
};

/// CA-03.
struct IpamConfiguration {
    ObjectMeta meta{};
    bool isStrictAffinity = false;
    std::uint32_t maxBlocksPerHost = 0; ///< 0 = 20
    bool autoAllocatesBlocks = true;
    std::uint32_t cooldownSeconds = 0;
    bool operator==(const IpamConfiguration &) const = default;
};

} // namespace podloom
