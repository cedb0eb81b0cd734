#include "core/base/result.h"

#include <gtest/gtest.h>

namespace podloom {
namespace {

TEST(Message, FillsItsArgumentsIn)
{
    const Message message{"port-range", "port %1 is not in %2 (100%%)", {"70000", "1…65535"}};

    EXPECT_EQ(message.text(), "port 70000 is not in 1…65535 (100%)");
}

TEST(Message, LeavesAPlaceholderWithoutArgument)
{
    EXPECT_EQ(fillIn("%1 and %2", {"one"}), "one and %2");
}

TEST(Error, PutsWhatWasDoneInFrontOfTheSentence)
{
    const auto inner = fail(Errc::NotFound, "no-link", "there is no link %1", {"eth7"});

    const auto outer = wrap(inner.error, "wire pod shop/web");

    EXPECT_EQ(outer.error.code, Errc::NotFound);
    EXPECT_EQ(outer.error.text(), "wire pod shop/web: there is no link eth7");
}

} // namespace
} // namespace podloom
