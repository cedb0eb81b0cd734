#include "agentd/cni/attachment.h"
#include "agentd/cni/config.h"
#include "agentd/cni/result.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace podloom {
namespace {

using ::testing::ElementsAre;

CniRequest addRequest(std::string config)
{
    return {.command = "ADD",
            .containerId = "abc",
            .ifName = "eth0",
            .args = "IgnoreUnknown=1;K8S_POD_NAMESPACE=shop;K8S_POD_NAME=web;K8S_POD_UID=u1",
            .netnsPath = "/run/netns/x",
            .config = std::move(config)};
}

TEST(CniEnvironment, IsCheckedAsTheSpecificationSays)
{
    const auto good = addRequest("{}");
    EXPECT_FALSE(checkEnvironment(good));
    const auto codeOf = [&](auto change) {
        auto request = good;
        change(request);
        const auto wrong = checkEnvironment(request);
        return wrong ? wrong->code : 0;
    };
    EXPECT_EQ(codeOf([](CniRequest &r) { r.command = "PING"; }), 4);
    EXPECT_EQ(codeOf([](CniRequest &r) { r.command.clear(); }), 4);
    EXPECT_EQ(codeOf([](CniRequest &r) { r.containerId = "-x"; }), 4);
    EXPECT_EQ(codeOf([](CniRequest &r) { r.containerId = "../x"; }), 4);
    EXPECT_EQ(codeOf([](CniRequest &r) { r.ifName = "sixteen-letters!"; }), 4);
    EXPECT_EQ(codeOf([](CniRequest &r) { r.ifName = "a/b"; }), 4);
    EXPECT_EQ(codeOf([](CniRequest &r) { r.netnsPath.clear(); }), 4);
    EXPECT_EQ(codeOf([](CniRequest &r) { r.command = "DEL", r.netnsPath.clear(); }), 0);
    EXPECT_EQ(codeOf([](CniRequest &r) { r.command = "GC", r.containerId.clear(), r.ifName.clear(); }), 0);
}

TEST(CniVersion, IsAnsweredInTheVersionOfTheCaller)
{
    EXPECT_EQ(answerVersion(R"({"cniVersion":"0.4.0"})").output,
              R"({"cniVersion":"0.4.0","supportedVersions":["0.3.0","0.3.1","0.4.0","1.0.0","1.1.0"]})");
}

TEST(CniConfig, RefusesAnnotationsThatAreNoListsOfNames)
{
    const auto codeWith = [](const std::string &key, const std::string &value) {
        auto annotations = Json::object();
        annotations.set("cni.projectcalico.org/" + key, value);
        const auto runtime = Json::object({{"io.kubernetes.cri.pod-annotations", annotations}});
        const auto config = Json::object({{"cniVersion", "1.0.0"},
                                          {"name", "podloom"},
                                          {"type", "podloom-cni"},
                                          {"runtimeConfig", runtime}});
        const auto parsed = parseCniConfig(addRequest(config.dump()));
        const auto *wrong = std::get_if<CniError>(&parsed);
        return wrong ? wrong->code : 0;
    };
    for (const auto *key : {"ipv4pools", "ipv6pools", "ipAddrs"}) {
        for (const auto *value : {"special", R"(["special")", R"("special")", R"({"a":"b"})", "[1]", ""})
            EXPECT_EQ(codeWith(key, value), 7) << key << ' ' << value;
        EXPECT_EQ(codeWith(key, "[]"), 0) << key;
    }
    EXPECT_EQ(codeWith("ipv4pools", R"(["special"])"), 0);
}

TEST(CniConfig, IsReadWhateverTheCaseOfRuntimeKeys)
{
    const auto parsed = parseCniConfig(addRequest(
        R"({"cniVersion":"1.0.0","name":"podloom","type":"podloom-cni","ipam":{"ipv4Pools":["a","10.0.0.0/24"]},
            "runtimeConfig":{"IPs":["10.0.0.9/32"],"Mac":"02:00:00:00:00:01"},"capabilities":{"ips":true}})"));

    ASSERT_TRUE(std::holds_alternative<CniConfig>(parsed));
    const auto &config = std::get<CniConfig>(parsed);
    EXPECT_EQ(config.network, "podloom");
    EXPECT_THAT(config.pools4, ElementsAre("a", "10.0.0.0/24"));
    EXPECT_THAT(config.runtime.addresses, ElementsAre("10.0.0.9"));
    EXPECT_EQ(config.runtime.mac, "02:00:00:00:00:01");
    EXPECT_EQ(config.pod, (PodIdentity{"shop", "web", "u1"}));
}

TEST(CniConfig, IsRefusedWithTheCodeOfTheSpecification)
{
    const std::pair<const char *, int> mistakes[] = {{"", 6},
                                                     {"[]", 6},
                                                     {R"({"cniVersion":"1.0.0"})", 7},
                                                     {R"({"name":"x"})", 1},
                                                     {R"({"cniVersion":"9.0.0","name":"x"})", 1}};
    for (const auto &[text, code] : mistakes) {
        const auto parsed = parseCniConfig(addRequest(text));
        ASSERT_TRUE(std::holds_alternative<CniError>(parsed)) << text;
        EXPECT_EQ(std::get<CniError>(parsed).code, code) << text;
    }
}

TEST(CniConfig, KnowsBothNamesOfTheAttachmentsThatStay)
{
    auto request = addRequest(R"({"cniVersion":"1.1.0","name":"n",
        "cni.dev/valid-attachments":[{"containerID":"a","ifname":"eth0"}],
        "cni.dev/attachments":[{"containerID":"b","ifname":"eth0"}]})");
    request.command = "GC";
    const auto parsed = parseCniConfig(request);

    EXPECT_THAT(std::get<CniConfig>(parsed).validAttachments,
                ElementsAre(AttachmentKey{"a", "eth0"}, AttachmentKey{"b", "eth0"}));
}

TEST(CniGarbageCollection, TakesTheEmptyListAsGoWritesIt)
{
    auto request = addRequest(R"({"cniVersion":"1.1.0","name":"n","cni.dev/valid-attachments":null})");
    request.command = "GC";
    const auto parsed = parseCniConfig(request);
    ASSERT_TRUE(std::holds_alternative<CniConfig>(parsed));
    EXPECT_TRUE(std::get<CniConfig>(parsed).hasValidAttachments);
    EXPECT_TRUE(std::get<CniConfig>(parsed).validAttachments.empty());
}

class AResult : public ::testing::Test {
protected:
    const Attachment attachment{
        .key = {"abc", "eth0"},
        .state = Attachment::State::Ready,
        .network = "podloom",
        .pod = {"shop", "web", "u1"},
        .netnsPath = "/run/netns/x",
        .hostInterface = "pod0123456789a",
        .mac = *MacAddress::parse("02:00:00:00:00:01"),
        .addresses = {*IpAddress::parse("10.48.0.1"), *IpAddress::parse("fd00:48::1")}};
    CniConfig config{.cniVersion = "1.0.0"};
};

TEST_F(AResult, NamesBothInterfacesAndTheAddressesOfThePods)
{
    EXPECT_EQ(
        resultOf(attachment, config).dump(),
        R"({"cniVersion":"1.0.0","interfaces":[{"name":"pod0123456789a","mac":"ee:ee:ee:ee:ee:ee"},)"
        R"({"name":"eth0","mac":"02:00:00:00:00:01","sandbox":"/run/netns/x"}],)"
        R"("ips":[{"address":"10.48.0.1/32","gateway":"169.254.1.1","interface":1},)"
        R"({"address":"fd00:48::1/128","gateway":"fe80::ecee:eeff:feee:eeee","interface":1}],)"
        R"("routes":[{"dst":"0.0.0.0/0","gw":"169.254.1.1"},{"dst":"::/0","gw":"fe80::ecee:eeff:feee:eeee"}],"dns":{}})");
}

TEST_F(AResult, HasTheShapeOfItsVersion)
{
    config.cniVersion = "0.4.0";
    EXPECT_EQ(resultOf(attachment, config)["ips"].items()[1]["version"].asString(), "6");
    config.cniVersion = "1.1.0";
    EXPECT_EQ(resultOf(attachment, config)["interfaces"].items()[1]["mtu"].asInt(), 1500);
}

TEST_F(AResult, StandsBehindThatOfThePluginBefore)
{
    config.prevResult = *parseJson(R"({"cniVersion":"1.0.0","interfaces":[{"name":"other"}],
        "ips":[{"address":"192.0.2.1/24","interface":0}],"dns":{"nameservers":["192.0.2.53"]}})");

    const auto result = resultOf(attachment, config);

    EXPECT_EQ(result["ips"].items()[1]["interface"].asInt(), 2);
    EXPECT_EQ(result["dns"]["nameservers"].items()[0].asString(), "192.0.2.53");
    EXPECT_THAT(addressesIn(result, "eth0"), attachment.addresses);
    EXPECT_THAT(addressesIn(result, "other"), ElementsAre(*IpAddress::parse("192.0.2.1")));
}

TEST_F(AResult, ComesFromARecordThatSurvivesTheDatabase)
{
    const auto back = attachmentFromJson(toJson(attachment));

    ASSERT_TRUE(back);
    EXPECT_EQ(*back, attachment);
    EXPECT_FALSE(attachmentFromJson(Json::object()));
}

} // namespace
} // namespace podloom
