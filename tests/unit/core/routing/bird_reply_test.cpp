#include "core/routing/bird_reply.h"

#include <gmock/gmock.h>

namespace podloom {
namespace {

TEST(BirdReplyParser, AReplyEndsWithALineThatHasABlankBehindItsCode)
{
    BirdReplyParser parser;
    parser.feed("0001 BIRD 2.0.12 ready.\n1000-BIRD 2.0.12\n1011-Router ID is 10.0.0.1\n Hostname is a\n");
    const auto greeting = parser.next();
    ASSERT_TRUE(greeting);
    EXPECT_EQ(greeting->code(), 1);
    EXPECT_FALSE(parser.next());
    parser.feed("0013 Daemon is up");
    EXPECT_FALSE(parser.next());
    parser.feed(" and running\n");
    const auto status = parser.next();
    ASSERT_TRUE(status);
    ASSERT_EQ(status->lines.size(), 4U);
    EXPECT_EQ(status->lines[2], (BirdLine{1011, "Hostname is a"}));
    EXPECT_EQ(status->text(), "Daemon is up and running");
    EXPECT_FALSE(status->isError());
}

TEST(BirdReplyParser, NoticesAreCountedAndDisturbNoReply)
{
    BirdReplyParser parser;
    parser.feed("0002-Reading configuration\n+n_a: State changed to up\n8002 /x:3:1 syntax error\n+again\n");
    const auto reply = parser.next();
    ASSERT_TRUE(reply);
    EXPECT_TRUE(reply->isError());
    EXPECT_EQ(reply->lines.size(), 2U);
    EXPECT_EQ(parser.takeNotices(), 2U);
    EXPECT_EQ(parser.takeNotices(), 0U);
}

TEST(BirdReplyParser, BytesMayComeOneByOne)
{
    BirdReplyParser parser;
    std::size_t replies = 0;
    for (const char byte : std::string("0000 \n1007-a\n b\n0000 \n")) {
        parser.feed(std::string_view(&byte, 1));
        while (parser.next())
            ++replies;
    }
    EXPECT_EQ(replies, 2U);
}

} // namespace
} // namespace podloom
