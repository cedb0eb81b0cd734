#include "core/rpc/message_codec.h"

#include <gtest/gtest.h>

namespace podloom::rpc {
namespace {

TEST(MessageCodec, WritesOneLineAMessageAndReadsItBack)
{
    const Request request{.id = 7, .method = "get", .params = Json::object({{"kind", "Pod\n"}})};

    const auto line = encode(request);

    EXPECT_EQ(line, "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"get\",\"params\":{\"kind\":\"Pod\\n\"}}\n");
    const auto message = decode(line);
    ASSERT_TRUE(message);
    const auto &back = std::get<Request>(*message);
    EXPECT_EQ(back.id, request.id);
    EXPECT_EQ(back.params, request.params);
}

TEST(MessageCodec, CarriesAnErrorWhole)
{
    auto failure = fail(Errc::Exhausted, "no-address", "no address is left in %1", {"10.0.0.0/26"});
    failure = wrap(failure.error, "add web");

    const auto message = decode(encode(Response{.id = 3, .error = failure.error}));

    ASSERT_TRUE(message);
    const auto &error = std::get<Response>(*message).error;
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code, Errc::Exhausted);
    EXPECT_EQ(error->message, failure.error.message);
    EXPECT_EQ(error->text(), "add web: no address is left in 10.0.0.0/26");
}

TEST(MessageCodec, RefusesWhatIsNoMessage)
{
    for (const auto *line :
         {"", "{}", "[]", "{\"jsonrpc\":\"1.0\",\"method\":\"x\"}",
          "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"x\"}", "{\"jsonrpc\":\"2.0\",\"id\":1}"})
        EXPECT_FALSE(decode(line)) << line;
}

TEST(LineBuffer, GivesWholeLinesWhateverThePieces)
{
    LineBuffer lines;
    lines.append("on");
    EXPECT_EQ(*lines.next(), std::nullopt);
    lines.append("e\ntwo\nth");

    EXPECT_EQ(*lines.next(), "one");
    EXPECT_EQ(*lines.next(), "two");
    EXPECT_EQ(*lines.next(), std::nullopt);
}

} // namespace
} // namespace podloom::rpc
