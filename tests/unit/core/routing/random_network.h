// tests/unit/core/routing/random_network.h: networks of up to twelve machines that differ from seed to seed.
#pragma once

#include "core/routing/predict.h"

namespace podloom::test {

struct RandomNetwork {
    Design design{};
    NodeBlocks blocks{};
};

/// The same seed gives the same network: a mesh, reflectors, racks behind routers, or peers of all sorts,
/// with AS numbers, filters, communities, priorities and pools that are not exported.
RandomNetwork randomNetwork(std::uint64_t seed);

} // namespace podloom::test
