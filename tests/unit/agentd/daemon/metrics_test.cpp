#include "agentd/daemon/metrics.h"

#include "agentd/daemon/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace podloom {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(Metrics, CountCallsByVerbAndResultAndSumTheirDurations)
{
    Metrics metrics;
    metrics.countCall("ADD", true, std::chrono::milliseconds(3));
    metrics.countCall("ADD", true, std::chrono::milliseconds(30));
    metrics.countCall("ADD", false, std::chrono::seconds(20));
    MetricText text;
    metrics.write(text);
    const auto written = std::move(text).finish();
    EXPECT_THAT(written, HasSubstr("podloom_cni_calls_total{verb=\"ADD\",result=\"ok\"} 2\n"));
    EXPECT_THAT(written, HasSubstr("podloom_cni_calls_total{verb=\"ADD\",result=\"error\"} 1\n"));
    EXPECT_THAT(written, HasSubstr("podloom_cni_seconds_bucket{verb=\"ADD\",le=\"0.002\"} 0\n"));
    EXPECT_THAT(written, HasSubstr("podloom_cni_seconds_bucket{verb=\"ADD\",le=\"0.005\"} 1\n"));
    EXPECT_THAT(written, HasSubstr("podloom_cni_seconds_bucket{verb=\"ADD\",le=\"+Inf\"} 3\n"));
    EXPECT_THAT(written, HasSubstr("podloom_cni_seconds_sum{verb=\"ADD\"} 20.033\n"));
    EXPECT_THAT(written, EndsWith("# EOF\n"));
}

TEST(Metrics, EscapeWhatWouldEndALabel)
{
    MetricText text;
    text.sample("x", {{"name", "a\"b\\c\nd"}}, 1);
    EXPECT_EQ(std::move(text).finish(), "x{name=\"a\\\"b\\\\c\\nd\"} 1\n# EOF\n");
}

TEST(Log, KeepsALineOneLineAndItsFieldsApart)
{
    const auto line =
        logLine(LogLevel::Warning, "cannot say \"a\nb\"", {{"container", "c1"}, {"detail", "two words"}});
    EXPECT_EQ(line, "podloom-agentd: level=warning msg=\"cannot say \\\"a b\\\"\" container=c1 "
                    "detail=\"two words\"");
    EXPECT_THAT(line, Not(HasSubstr("\n")));
}

} // namespace
} // namespace podloom
