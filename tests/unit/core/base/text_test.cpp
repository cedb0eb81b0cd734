#include "core/base/text.h"

#include <gtest/gtest.h>

namespace podloom {
namespace {

TEST(Text, SplitsAndKeepsEmptyParts)
{
    EXPECT_EQ(split("a,,b", ',').size(), 3U);
    EXPECT_EQ(split("", ',').size(), 1U);
}

TEST(Text, ParsesOnlyWholeNumbersWithinTheLimit)
{
    EXPECT_EQ(parseUnsigned("65535", 65535), 65535U);
    EXPECT_FALSE(parseUnsigned("65536", 65535));
    EXPECT_FALSE(parseUnsigned("-1"));
    EXPECT_FALSE(parseUnsigned("1x"));
    EXPECT_FALSE(parseUnsigned(""));
}

TEST(Text, KnowsUtf8)
{
    EXPECT_TRUE(isUtf8("Grüße 网络 \xF0\x9F\x98\x80"));
    EXPECT_FALSE(isUtf8("\xC0\x80"));
    EXPECT_FALSE(isUtf8("\xED\xA0\x80"));
    EXPECT_FALSE(isUtf8("\xF4\x90\x80\x80"));
    EXPECT_FALSE(isUtf8("\xE2\x82"));
}

} // namespace
} // namespace podloom
