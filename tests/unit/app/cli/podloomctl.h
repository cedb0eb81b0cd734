// tests/unit/app/cli/podloomctl.h: runs podloomctl as a user would.
#pragma once

#include "core/base/json.h"
#include "core/os/child_process.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace podloom::test {

/// What podloomctl says to `arguments`, with `input` on its standard input.
inline ChildOutput podloomctl(std::vector<std::string> arguments, std::string input = {})
{
    ChildCommand command;
    command.argv = {std::string(PODLOOM_BIN_DIR) + "/podloomctl"};
    command.argv.insert(command.argv.end(), arguments.begin(), arguments.end());
    command.input = std::move(input);
    auto output = runChild(command);
    if (!output) {
        ADD_FAILURE() << output.error().text();
        return {.exitCode = -1};
    }
    return *std::move(output);
}

/// The JSON that it answers; null, and a failure of the test, when there is none.
inline Json answerOf(const ChildOutput &output)
{
    auto json = parseJson(output.standardOutput);
    EXPECT_TRUE(json) << output.standardOutput << output.standardError;
    return json ? *std::move(json) : Json();
}

} // namespace podloom::test
