// Observed connections: both ways of writing them mean the same, and a mistake is named by its number.
#include "core/policy/observed_flows.h"

#include <gmock/gmock.h>

namespace podloom::policy {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(ObservedFlows, CsvAndEveryShapeOfJsonMeanTheSame)
{
    const WantedFlow tcp{"shop/web", "shop/db", Protocol::Tcp, 5432};
    const WantedFlow udp{"shop/web", "shop/dns", Protocol::Udp, 53};
    for (const char *text : {
             "from,to,protocol,port\nshop/web,shop/db,TCP,5432\n# seen\nshop/web,shop/dns,UDP,53\n",
             "Port,seen,\"to\",FROM,protocol\r\n53,\"a, "
             "b\",shop/dns,shop/web,UDP\r\n5432,,shop/db,shop/web,\r\n",
             R"([{"from":"shop/web","to":"shop/dns","protocol":"UDP","port":53},
                 {"from":"shop/web","to":"shop/db","port":"5432"}])",
             R"({"flows":[{"from":"shop/web","to":"shop/db","port":5432},
                          {"from":"shop/web","to":"shop/dns","protocol":"UDP","port":53}]})",
             "{\"from\":\"shop/web\",\"to\":\"shop/dns\",\"protocol\":\"UDP\",\"port\":53}\n\n"
             "{\"from\":\"shop/web\",\"to\":\"shop/db\",\"port\":5432}\n",
         }) {
        const auto flows = parseFlows(text);
        ASSERT_TRUE(flows) << text << flows.error().text();
        EXPECT_THAT(*flows, ElementsAre(tcp, udp)) << text;
    }
}

TEST(ObservedFlows, WhatWasSeenTwiceCountsOnce)
{
    const auto flows = parseFlows("from,to,port\na/b,c/d,80\na/b,c/d,80\n");
    ASSERT_TRUE(flows);
    EXPECT_THAT(*flows, ElementsAre(WantedFlow{"a/b", "c/d", Protocol::Tcp, 80}));
}

TEST(ObservedFlows, MistakesAreNamedByTheirNumber)
{
    const std::pair<const char *, const char *> cases[] = {
        {"source,target\na/b,c/d\n", "the first line must name the columns"},
        {"from,to,port\na/b,c/d,80\na/b,,80\n", "flow 2: from and to are needed"},
        {"from,to,port\na/b,c/d,65536\n", "flow 1: port is \"65536\""},
        {"from,to,protocol,port\na/b,c/d,GRE,1\n", "flow 1: \"GRE\" is no protocol"},
        {"[1]", "flow 1: it must be an object"},
        {"from,to,port\na/b,c/\xff,80\n", "no UTF-8 text"},
        {"{\"from\":\"a/b\",\"to\":\"c/d\",\"port\":1}\n{", "flow 2: "},
    };
    for (const auto &[text, sentence] : cases) {
        const auto flows = parseFlows(text);
        ASSERT_FALSE(flows) << text;
        EXPECT_THAT(flows.error().text(), HasSubstr(sentence)) << text;
    }
}

} // namespace
} // namespace podloom::policy
