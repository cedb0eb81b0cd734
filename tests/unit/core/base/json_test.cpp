#include "core/base/json.h"

#include <gtest/gtest.h>

namespace podloom {
namespace {

TEST(Json, WritesWhatItReadWithTheOrderOfKeysKept)
{
    const std::string text = R"({"z":1,"a":[true,null,-2.5,"x\ny"],"o":{}})";

    const auto value = parseJson(text);

    ASSERT_TRUE(value) << value.error().text();
    EXPECT_EQ(value->dump(), text);
}

TEST(Json, KeepsBigIntegersExactly)
{
    const auto value = parseJson("9007199254740993");

    ASSERT_TRUE(value);
    EXPECT_EQ(value->asInt(), 9007199254740993);
}

TEST(Json, KeepsTheLastOfTwoEqualKeys)
{
    const auto value = parseJson(R"({"a":1,"b":2,"a":3})");

    ASSERT_TRUE(value);
    EXPECT_EQ(value->dump(), R"({"a":3,"b":2})");
}

TEST(Json, DecodesSurrogatePairs)
{
    const auto value = parseJson(R"("\ud83d\ude00")");

    ASSERT_TRUE(value);
    EXPECT_EQ(value->asString(), "\xF0\x9F\x98\x80");
}

TEST(Json, FindsAKeyWhateverItsCase)
{
    const auto value = parseJson(R"({"HostPort":8080})");

    ASSERT_TRUE(value);
    EXPECT_EQ(value->findIgnoringCase("hostPort").asInt(), 8080);
}

TEST(Json, IsAskedForAValueWithoutTrustingItsType)
{
    const Json value = Json::object({{"port", "eighty"}});

    EXPECT_EQ(value["port"].asInt(7), 7);
    EXPECT_TRUE(value["absent"].isNull());
    EXPECT_TRUE(value["port"]["deeper"].items().empty());
}

class JsonRefuses : public ::testing::TestWithParam<std::string> {};

TEST_P(JsonRefuses, WithAByteOffset)
{
    const auto value = parseJson(GetParam());

    ASSERT_FALSE(value);
    EXPECT_EQ(value.error().code, Errc::InvalidArgument);
    EXPECT_NE(value.error().text().find("byte "), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Each, JsonRefuses,
                         ::testing::Values("", "{", "[1,]", "{\"a\" 1}", "01", "1.", "1e", "tru", "\"\\x\"",
                                           "\"\x01\"", "\"\xff\"", "\"\\ud800\"", "1 2",
                                           std::string(300, '[')));

} // namespace
} // namespace podloom
