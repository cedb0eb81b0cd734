#include "agentd/node/launch_spec.h"

#include <gmock/gmock.h>

namespace podloom {
namespace {

using ::testing::HasSubstr;

Json specWith(const std::string &machine)
{
    return *parseJson(R"({"lab":"l","directory":"/x/lab","segments":[{"name":"lan"}],"machines":[)" + machine
                      + "]}");
}

TEST(LaunchSpec, ReadsAMachine)
{
    const auto spec = launchSpecFrom(specWith(R"({"name":"a","hostname":"host-a","interfaces":[{"name":"eth0",
        "segment":"lan","mac":"02:00:00:00:00:01","mtu":9000,"rate":"1Gbit","addresses":["10.0.0.1/24","fd00::1/64"]},
        {"name":"lo","segment":"","addresses":["192.0.2.1/32"]}],"routes":[{"to":"0.0.0.0/0","via":"10.0.0.254"},
        {"to":"default","via":"fd00::fe","interface":"eth0"}],"sysctls":{"net.ipv4.ip_forward":1},
        "files":[{"path":"/etc/x","content":"y","mode":"0600"}],
        "services":[{"name":"s","argv":["/bin/true"],"environment":{"K":"V"}}]})"));
    ASSERT_TRUE(spec) << spec.error().text();
    const auto &machine = spec->machines.at(0);
    EXPECT_EQ(machine.hostname, "host-a");
    EXPECT_EQ(machine.interfaces[0].mtuBytes, 9000U);
    EXPECT_EQ(machine.interfaces[0].rateBitsPerSecond, 1'000'000'000U);
    EXPECT_EQ(machine.interfaces[0].addresses[1].toString(), "fd00::1/64");
    EXPECT_EQ(machine.routes[1].to, Prefix::all(Family::V6));
    EXPECT_EQ(machine.sysctls[0].second, "1");
    EXPECT_EQ(machine.files[0].mode, 0600U);
    EXPECT_EQ(machine.services[0].environment[0], "K=V");
}

TEST(LaunchSpec, AMacAddressThatIsNotGivenDependsOnTheNamesAlone)
{
    const auto one =
        launchSpecFrom(specWith(R"({"name":"a","interfaces":[{"name":"eth0","segment":"lan"}]})"));
    const auto other =
        launchSpecFrom(specWith(R"({"name":"a","interfaces":[{"name":"eth0","segment":"lan"}]})"));
    ASSERT_TRUE(one && other);
    EXPECT_EQ(one->machines[0].interfaces[0].mac, other->machines[0].interfaces[0].mac);
    EXPECT_NE(one->machines[0].interfaces[0].mac, MacAddress{});
}

TEST(LaunchSpec, SaysWhatIsWrong)
{
    const std::pair<const char *, const char *> cases[] = {
        {R"({"name":"../x"})", "../x"},
        {R"({"name":""})", "name"},
        {R"({"name":"a","interfaces":[{"name":"eth0","segment":"wan"}]})", "wan"},
        {R"({"name":"a","interfaces":[{"name":"eth0"}]})", "eth0"},
        {R"({"name":"a","interfaces":[{"name":"eth0","segment":"lan","mac":"xx"}]})", "xx"},
        {R"({"name":"a","interfaces":[{"name":"eth0","segment":"lan","rate":"fast"}]})", "fast"},
        {R"({"name":"a","interfaces":[{"name":"eth0","segment":"lan","mtu":20}]})", "20"},
        {R"({"name":"a","interfaces":[{"name":"eth0","segment":"lan"},{"name":"eth0","segment":"lan"}]})",
         "twice"},
        {R"({"name":"a","routes":[{"to":"10.0.0.0/8","via":"fd00::1"}]})", "route"},
        {R"({"name":"a","files":[{"path":"etc/x","content":""}]})", "etc/x"},
        {R"({"name":"a","files":[{"path":"/etc/x","content":"","mode":"0999"}]})", "0999"},
        {R"({"name":"a","services":[{"name":"s","argv":[]}]})", "service"},
        {R"({"name":"a","services":[{"name":"../s","argv":["/x"]}]})", "../s"},
        {R"({"name":"a","sysctls":{"net/../kernel.x":"1"}})", "sysctl"},
        {R"({"name":"a"},{"name":"a"})", "twice"},
    };
    for (const auto &[machine, word] : cases) {
        const auto spec = launchSpecFrom(specWith(machine));
        ASSERT_FALSE(spec) << machine;
        EXPECT_EQ(spec.error().code, Errc::InvalidArgument);
        EXPECT_THAT(spec.error().text(), HasSubstr(word)) << machine;
    }
}

TEST(LaunchSpec, ADirectoryIsAbsolute)
{
    EXPECT_FALSE(launchSpecFrom(*parseJson(R"({"directory":"lab"})")));
    EXPECT_FALSE(launchSpecFrom(*parseJson(R"({"directory":"/a/../b"})")));
    EXPECT_FALSE(launchSpecFrom(*parseJson("{}")));
}

} // namespace
} // namespace podloom
