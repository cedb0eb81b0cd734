#include "tests/unit/core/routing/naive.h"
#include "tests/unit/core/routing/random_network.h"

#include <gmock/gmock.h>

#include <cstdio>
#include <cstdlib>

namespace podloom {
namespace {

/// PODLOOM_SEEDS=FIRST:COUNT looks further than every run does.
std::pair<std::uint64_t, std::uint64_t> seeds()
{
    std::uint64_t first = 1;
    std::uint64_t count = 600;
    if (const auto *wanted = std::getenv("PODLOOM_SEEDS")) {
        char *end = nullptr;
        first = std::strtoull(wanted, &end, 10);
        if (*end == ':')
            count = std::strtoull(end + 1, nullptr, 10);
    }
    return {first, count};
}

TEST(RandomNetworks, ArePredictedAsAPlainPropagationHasThem)
{
    const auto [first, count] = seeds();
    std::uint64_t compared = 0;
    std::uint64_t routes = 0;
    for (auto seed = first; seed < first + count; ++seed) {
        const auto network = test::randomNetwork(seed);
        const RoutePrediction prediction(network.design, network.blocks);
        const auto naive = test::naiveTables(network.design, network.blocks);
        if (!naive || !prediction.restless().empty() || !prediction.ambiguous().empty())
            continue; // a dispute that has no end, or one of several
        const auto predicted = test::tablesOf(prediction);
        ASSERT_EQ(predicted, *naive) << "seed " << seed;
        for (const auto &[name, table] : predicted)
            routes += table.size();
        ++compared;
    }
    std::fprintf(stderr, "%llu networks compared, %llu routes\n", static_cast<unsigned long long>(compared),
                 static_cast<unsigned long long>(routes));
    EXPECT_GE(compared * 100, count * 90);
}

} // namespace
} // namespace podloom
