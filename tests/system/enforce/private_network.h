// tests/system/enforce/private_network.h: a network namespace of the test's own.
#pragma once

#include <gtest/gtest.h>

#include <sched.h>

#include <cerrno>
#include <cstring>

namespace podloom {

/// Each test runs in a fresh network namespace, and is skipped where none can be made.
class PrivateNetwork : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (::unshare(CLONE_NEWNET) != 0)
            GTEST_SKIP() << "no network namespace can be made here: " << std::strerror(errno);
    }
};

} // namespace podloom
