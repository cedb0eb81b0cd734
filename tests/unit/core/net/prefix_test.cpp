#include "core/net/prefix.h"
#include "core/net/prefix_trie.h"

#include <gtest/gtest.h>

namespace podloom {
namespace {

TEST(Prefix, RefusesHostBitsAndNamesTheNetwork)
{
    const auto prefix = Prefix::parse("10.48.1.0/16");

    ASSERT_FALSE(prefix);
    EXPECT_EQ(prefix.error().message.id, "cidr-host-bits");
    EXPECT_EQ(prefix.error().message.arguments.back(), "10.48.0.0/16");
}

TEST(Prefix, RefusesWhatIsNoPrefix)
{
    for (const char *text : {"10.0.0.0", "10.0.0.0/33", "10.0.0.0/-1", "::/129", "x/8", "10.0.0.0/"})
        EXPECT_FALSE(Prefix::parse(text)) << text;
}

TEST(Prefix, KnowsItsEnds)
{
    const auto v4 = *Prefix::parse("10.48.0.64/26");
    const auto v6 = *Prefix::parse("fd00:48::/122");

    EXPECT_EQ(v4.last().toString(), "10.48.0.127");
    EXPECT_EQ(v6.last().toString(), "fd00:48::3f");
    EXPECT_EQ(v6.size(), (Uint128{0, 64}));
    EXPECT_EQ(Prefix::all(Family::V6).last().toString(), "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
    EXPECT_EQ(v4.half(1).toString(), "10.48.0.96/27");
}

TEST(PrefixTrie, FindsTheLongestMatch)
{
    PrefixTrie<int> trie;
    trie.put(Prefix::all(Family::V4), 0);
    trie.put(*Prefix::parse("10.0.0.0/8"), 8);
    trie.put(*Prefix::parse("10.48.0.0/16"), 16);

    EXPECT_EQ(trie.longestMatch(*IpAddress::parse("10.48.3.4"))->value, 16);
    EXPECT_EQ(trie.longestMatch(*IpAddress::parse("10.49.0.1"))->value, 8);
    EXPECT_EQ(trie.longestMatch(*IpAddress::parse("192.0.2.1"))->value, 0);
    EXPECT_EQ(trie.longestMatch(*IpAddress::parse("::1")), nullptr);
    EXPECT_EQ(trie.covering(*Prefix::parse("10.48.0.0/26")).size(), 3U);
}

} // namespace
} // namespace podloom
