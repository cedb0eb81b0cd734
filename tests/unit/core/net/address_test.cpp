#include "core/net/address.h"

#include <gtest/gtest.h>

namespace podloom {
namespace {

// RFC 5952 §4 and §5; each pair is text as written and its canonical form.
TEST(IpAddress, WritesTheCanonicalForm)
{
    const std::pair<const char *, const char *> cases[] = {
        {"192.0.2.1", "192.0.2.1"},
        {"2001:DB8::1", "2001:db8::1"},
        {"2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},
        {"2001:0db8:0:0:0:0:2:1", "2001:db8::2:1"},
        {"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},
        {"::", "::"},
        {"::1", "::1"},
        {"1::", "1::"},
        {"::ffff:192.0.2.1", "::ffff:192.0.2.1"},
        {"64:ff9b::192.0.2.33", "64:ff9b::c000:221"},
    };
    for (const auto &[written, canonical] : cases) {
        const auto address = IpAddress::parse(written);
        ASSERT_TRUE(address) << written;
        EXPECT_EQ(address->toString(), canonical);
        EXPECT_EQ(IpAddress::parse(canonical), address);
    }
}

TEST(IpAddress, RefusesWhatIsNoAddress)
{
    for (const char *text :
         {"", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1:2", ":::", "1::2::3",
          "12345::", "1:2:3:4:5:6:7:8:9", "::1.2.3", "fe80::1%eth0", "1:2:3:4:5:6:7:", ":1"})
        EXPECT_FALSE(IpAddress::parse(text)) << text;
}

TEST(IpAddress, GoesToBytesAndBack)
{
    for (const char *text : {"10.1.2.3", "fd00:48::a:1"}) {
        const auto address = *IpAddress::parse(text);
        const auto bytes = address.toBytes();
        EXPECT_EQ(IpAddress::fromBytes(bytes.data(), address.isV4() ? 4 : 16), address);
    }
}

TEST(Uint128, WritesDecimalDigits)
{
    EXPECT_EQ((Uint128{0, 0}.toString()), "0");
    EXPECT_EQ((Uint128{1, 0}.toString()), "18446744073709551616");
    EXPECT_EQ((~Uint128{}).toString(), "340282366920938463463374607431768211455");
}

} // namespace
} // namespace podloom
