#include "core/model/calico_selector.h"

#include <gtest/gtest.h>

namespace podloom {
namespace {

const Labels kNode{{"rack", "a"}, {"kubernetes.io/os", "linux"}, {"in", "x"}};

struct SelectorCase {
    std::string text{};
    bool holds = true;
    friend std::ostream &operator<<(std::ostream &out, const SelectorCase &each) { return out << each.text; }
};

class ACalicoSelector : public ::testing::TestWithParam<SelectorCase> {};

TEST_P(ACalicoSelector, HoldsOrNot)
{
    const auto selector = CalicoSelector::parse(GetParam().text);

    ASSERT_TRUE(selector) << selector.error().text();
    EXPECT_EQ(selector->matches(kNode), GetParam().holds);
}

INSTANTIATE_TEST_SUITE_P(
    Each, ACalicoSelector,
    ::testing::Values(SelectorCase{"", true}, SelectorCase{"  all()", true}, SelectorCase{"global()", false},
                      SelectorCase{"rack == 'a'", true}, SelectorCase{"rack=='b'", false},
                      SelectorCase{"rack != \"b\"", true}, SelectorCase{"absent != 'b'", true},
                      SelectorCase{"absent == 'b'", false}, SelectorCase{"has(kubernetes.io/os)", true},
                      SelectorCase{"!has(rack)", false}, SelectorCase{"!!has(rack)", true},
                      SelectorCase{"rack in {'a', 'b'}", true}, SelectorCase{"rack in {'b','a',}", true},
                      SelectorCase{"rack in {}", false}, SelectorCase{"rack not in {'a'}", false},
                      SelectorCase{"absent notin {'a'}", true}, SelectorCase{"absent in {'a'}", false},
                      SelectorCase{"kubernetes.io/os contains 'nu'", true},
                      SelectorCase{"kubernetes.io/os starts with 'nu'", false},
                      SelectorCase{"kubernetes.io/os ends  with 'nux'", true},
                      SelectorCase{"absent contains ''", false}, SelectorCase{"in in {'x'}", true},
                      SelectorCase{"rack == 'b' || rack == 'a' && has(in)", true},
                      SelectorCase{"(rack == 'a' || has(none)) && has(none)", false}));

TEST(CalicoSelector, SaysWhereItIsWrong)
{
    const std::pair<const char *, const char *> mistakes[] = {
        {"rack = 'a'", "6"},    {"rack == a", "9"},   {"(rack == 'a'", "13"},     {"rack == 'a", "9"},
        {"rack", "5"},          {"all( x)", "6"},     {"rack == 'a' 'b'", "13"},  {"&& all()", "1"},
        {"rack not 'a'", "10"}, {"rack in 'a'", "9"}, {"rack in {'a' 'b'}", "14"}};
    for (const auto &[text, column] : mistakes) {
        const auto selector = CalicoSelector::parse(text);
        ASSERT_FALSE(selector) << text;
        EXPECT_EQ(selector.error().message.arguments[0], column) << text << ": " << selector.error().text();
    }
    EXPECT_FALSE(CalicoSelector::parse(std::string(1025, ' ')));
    EXPECT_FALSE(CalicoSelector::parse(std::string(900, '(')));
}

} // namespace
} // namespace podloom
