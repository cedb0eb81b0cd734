#include "core/net/port_set.h"

#include <gtest/gtest.h>

namespace podloom {
namespace {

TEST(PortSet, MergesAndWritesRanges)
{
    PortSet ports;
    ports.insert({8001, 8080});
    ports.insert({80, 80});
    ports.insert({8000, 8000});

    EXPECT_EQ(ports.toString(), "80,8000-8080");
}

TEST(PortSet, ReachesTheEndsOfTheRange)
{
    const auto all = PortSet::all();

    EXPECT_EQ(all.toString(), "all");
    EXPECT_EQ(all.without(PortSet({80, 80})).toString(), "0-79,81-65535");
    EXPECT_TRUE(all.without(all).isEmpty());
    EXPECT_EQ(all.without(PortSet({0, 65534})).toString(), "65535");
}

TEST(Protocol, IsReadWhateverItsCase)
{
    EXPECT_EQ(parseProtocol("tcp"), Protocol::Tcp);
    EXPECT_EQ(toString(Protocol::Icmpv6), "ICMPv6");
    EXPECT_FALSE(parseProtocol("TCPX"));
}

} // namespace
} // namespace podloom
