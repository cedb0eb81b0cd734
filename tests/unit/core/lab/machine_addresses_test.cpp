#include "core/lab/machine_addresses.h"

#include <gmock/gmock.h>

namespace podloom {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> chosen(std::string_view lines, const std::string &reachedAs)
{
    std::vector<std::string> out;
    for (const auto &address : chooseAddresses(lines, reachedAs))
        out.push_back(address.toString());
    return out;
}

constexpr std::string_view kTwoInterfaces = "default eth1\n"
                                            "address eth0 192.0.2.5/24\n"
                                            "address eth0 2001:db8::5/64\n"
                                            "address eth1 198.51.100.5/26\n"
                                            "address eth1 fe80::1/64\n"
                                            "address eth1 2001:db8:1::5/64\n";

TEST(MachineAddresses, AreThoseByWhichTheMachineIsReached)
{
    EXPECT_THAT(chosen(kTwoInterfaces, "192.0.2.5"), ElementsAre("192.0.2.5/24", "2001:db8::5/64"));
    EXPECT_THAT(chosen(kTwoInterfaces, "2001:db8:1::5"), ElementsAre("198.51.100.5/26", "2001:db8:1::5/64"));
}

TEST(MachineAddresses, AreOtherwiseThoseOfTheDefaultRoute)
{
    EXPECT_THAT(chosen(kTwoInterfaces, "box.example"), ElementsAre("198.51.100.5/26", "2001:db8:1::5/64"));
    EXPECT_THAT(chosen(kTwoInterfaces, "203.0.113.1"), ElementsAre("198.51.100.5/26", "2001:db8:1::5/64"))
        << "behind a NAT";
}

TEST(MachineAddresses, AreTheFirstWhereNothingElseIsKnown)
{
    EXPECT_THAT(chosen("address eth0 192.0.2.5/24\naddress eth1 192.0.2.200/25\n", "box"),
                ElementsAre("192.0.2.5/24"));
    EXPECT_THAT(chosen("default tun0\naddress eth0 2001:db8::5/64\n", "box"), ElementsAre("2001:db8::5/64"));
}

TEST(MachineAddresses, PassOverWhatCannotBeRead)
{
    EXPECT_THAT(
        chosen("address\naddress eth0\naddress eth0 x\ndefault\n\naddress eth0 169.254.3.4/16", "box"),
        IsEmpty());
}

} // namespace
} // namespace podloom
