#include "agentd/enforce/nft_protocol.h"

#include <gtest/gtest.h>

namespace podloom {
namespace {

TEST(NftProtocol, CarriesAScriptOfManyLinesInOneLine)
{
    const NftRequest request{.id = 7, .text = "add table inet podloom\nadd chain inet podloom \"x\"\n"};

    const auto line = encode(request);

    EXPECT_EQ(line.find('\n'), line.size() - 1);
    ASSERT_TRUE(parseNftRequest(line));
    EXPECT_EQ(*parseNftRequest(line), request);
}

TEST(NftProtocol, CarriesTheNameOfATableToList)
{
    const auto request = parseNftRequest(R"({"id":3,"list":"inet podloom"})");

    ASSERT_TRUE(request);
    EXPECT_EQ(request->verb, NftRequest::Verb::List);
    EXPECT_EQ(request->text, "inet podloom");
}

TEST(NftProtocol, RefusesARequestWithoutAVerb)
{
    EXPECT_FALSE(parseNftRequest(R"({"id":3})"));
    EXPECT_FALSE(parseNftRequest("not json"));
}

TEST(NftProtocol, PutsAListingIntoTheReplyAsItIs)
{
    const auto reply = parseNftReply(encode(NftReply{.id = 2, .memoryKiB = 4096}, R"({"nftables": [1]})"));

    ASSERT_TRUE(reply);
    EXPECT_TRUE(reply->isOk);
    EXPECT_EQ(reply->memoryKiB, 4096U);
    EXPECT_EQ(reply->result["nftables"].items().size(), 1U);
}

TEST(NftProtocol, CarriesTheCodeAndTheLineOfARefusal)
{
    const auto reply = parseNftReply(encode(NftReply{
        .id = 2, .isOk = false, .code = Errc::Unsupported, .error = "so", .line = 4, .isRetiring = true}));

    ASSERT_TRUE(reply);
    EXPECT_FALSE(reply->isOk);
    EXPECT_EQ(reply->code, Errc::Unsupported);
    EXPECT_EQ(reply->error, "so");
    EXPECT_EQ(reply->line, 4U);
    EXPECT_TRUE(reply->isRetiring);
}

TEST(NftProtocol, ReadsTheErrnoAndTheLineFromTheLibrarysText)
{
    const auto *text =
        "/proc/self/fd/5:12:1-30: Error: Could not process rule: No such file or directory\nadd rule x\n";

    EXPECT_EQ(codeOfNftError(text), Errc::NotFound);
    EXPECT_EQ(lineOfNftError(text), 12U);
    EXPECT_EQ(codeOfNftError("/proc/self/fd/5:1:1-3: Error: syntax error, unexpected foo"),
              Errc::InvalidArgument);
    EXPECT_EQ(lineOfNftError("internal: nothing"), 0U);
}

} // namespace
} // namespace podloom
