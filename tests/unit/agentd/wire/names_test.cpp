#include "agentd/wire/names.h"

#include <gmock/gmock.h>

#include <set>

namespace podloom {
namespace {

TEST(Names, AnInterfaceNameIsThePrefixAndElevenDigitsOfTheHash)
{
    // FNV-1a, 64 bits, of "a/eth0", made by hand with the published constants.
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : std::string("a/eth0"))
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    std::string digits(16, '0');
    std::snprintf(digits.data(), digits.size() + 1, "%016llx", static_cast<unsigned long long>(hash));

    EXPECT_EQ(podInterfaceName("a", "eth0"), "pod" + digits.substr(0, 11));
}

TEST(Names, DiffersByContainerAndByInterface)
{
    std::set<std::string> names;
    for (int i = 0; i < 1000; ++i) {
        names.insert(podInterfaceName("c" + std::to_string(i), "eth0"));
        names.insert(podInterfaceName("c" + std::to_string(i), "net1"));
    }
    EXPECT_EQ(names.size(), 2000U);
}

TEST(Names, KnowsItsOwn)
{
    EXPECT_TRUE(isPodInterface(podInterfaceName("x", "eth0")));
    EXPECT_FALSE(isPodInterface("podman0"));
    EXPECT_FALSE(isPodInterface("pod0123456789z"));
    EXPECT_FALSE(isPodInterface("eth0"));
}

TEST(Names, APodMacIsUnicastAndLocallyAdministered)
{
    const auto mac = podMac("c1", "eth0");
    EXPECT_EQ(mac.bytes[0], 0x02);
    EXPECT_NE(mac, podMac("c2", "eth0"));
    EXPECT_EQ(mac, podMac("c1", "eth0"));
}

TEST(MacAddress, ReadsWhatItWrites)
{
    const auto mac = MacAddress::parse("EE:00:0a:ff:01:02");
    ASSERT_TRUE(mac);
    EXPECT_EQ(mac->toString(), "ee:00:0a:ff:01:02");
}

TEST(MacAddress, RefusesEverythingElse)
{
    for (const auto *text : {"", "ee:00:0a:ff:01", "ee:00:0a:ff:01:02:03", "ee-00-0a-ff-01-02",
                             "ee:00:0a:ff:01:0g", "e:000:0a:ff:01:02", "ee:00:0a:ff:01:02 "})
        EXPECT_FALSE(MacAddress::parse(text)) << text;
}

} // namespace
} // namespace podloom
