#include "core/ssh/shell_quote.h"

#include <gmock/gmock.h>

namespace {

using namespace podloom;

TEST(ShellQuote, LeavesPlainWordsAlone)
{
    EXPECT_EQ(shellLine({"podloom-node", "pod", "run", "--ports=80/TCP,53/UDP"}),
              "podloom-node pod run --ports=80/TCP,53/UDP");
}

TEST(ShellQuote, KeepsTheEmptyWord)
{
    EXPECT_EQ(shellLine({"printf", ""}), "printf ''");
}

TEST(ShellQuote, QuotesWhatAShellWouldRead)
{
    EXPECT_EQ(shellQuoted("a b$c`d\"e"), "'a b$c`d\"e'");
    EXPECT_EQ(shellQuoted("it's"), "'it'\\''s'");
    EXPECT_EQ(shellQuoted("~"), "'~'");
}

} // namespace
