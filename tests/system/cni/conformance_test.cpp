// Executes the plugin as container runtimes do, case by case.
#include "tests/system/cni/call.h"
#include "tests/system/cni/conformance.h"

#include "agentd/wire/names.h"
#include "core/base/text.h"

#include <gmock/gmock.h>

namespace podloom {

void PrintTo(const CniCase &each, std::ostream *out)
{
    *out << each.id << ": " << each.says;
}

namespace {

const std::string kPlugin = std::string(PODLOOM_BIN_DIR) + "/podloom-cni";

std::string replaced(std::string text, const std::string &what, const std::string &with)
{
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
    return text;
}

class Cni : public ::testing::TestWithParam<CniCase> {
protected:
    static void SetUpTestSuite()
    {
        if (!enterOwnNamespaces())
            return;
        world = std::make_unique<AgentWorld>();
        world->startAgent();
        // The first pod claims its block; what that leaves is there for all.
        world->endPod(world->startPod("warm/up"));
        outputOf({"conntrack", "-F"}); // of other tests in these namespaces
        before = world->quietInventory();
    }
    static void TearDownTestSuite() { world.reset(); }

    void SetUp() override
    {
        if (!world)
            GTEST_SKIP() << "needs root: network namespaces are made";
        static int count = 0;
        container = "case" + std::to_string(++count);
        outputOf({"ip", "netns", "add", container});
    }

    void TearDown() override
    {
        if (!world)
            return;
        if (world->agentPid() < 0)
            world->startAgent();
        for (const auto *ifName : {"eth0", "eth1"}) {
            auto call = usual("DEL");
            call.ifName = ifName;
            const auto deleted = callPlugin(kPlugin, call);
            EXPECT_EQ(deleted.exitStatus, 0) << deleted.text;
        }
        outputOf({"ip", "netns", "del", container});
        const bool isClean = AgentWorld::eventually([&] { return world->inventory() == before; });
        EXPECT_TRUE(isClean) << "before:\n" << before << "\nafter:\n" << world->inventory();
    }

    CniCall usual(const std::string &command) const
    {
        return {.command = command,
                .container = container,
                .netns = world->netnsPath(container),
                .args = "IgnoreUnknown=1;K8S_POD_NAMESPACE=shop;K8S_POD_NAME=" + container,
                .config = usualConfig().dump()};
    }
    Json usualConfig() const
    {
        return Json::object({{"cniVersion", "1.0.0"},
                             {"name", "podloom"},
                             {"type", "podloom-cni"},
                             {"socket", world->runFolder() + "/agentd.sock"}});
    }

    std::string filled(std::string text) const
    {
        const auto ip = valueAt(lastAdd, "ips/0/address").asString();
        text = replaced(std::move(text), "$NETNS", world->netnsPath(container));
        text = replaced(std::move(text), "$CONTAINER", container);
        text = replaced(std::move(text), "$HOSTLINK", podInterfaceName(container, "eth0"));
        return replaced(std::move(text), "$IP", ip.substr(0, ip.find('/')));
    }

    std::string configOf(const CniStep &step) const
    {
        const auto changes = parseJson(filled(step.config));
        if (!step.config.empty() && (!changes || !changes->isObject()))
            return step.config;
        auto config = usualConfig();
        if (step.givesPrevResult)
            config.set("prevResult", lastAdd);
        for (const auto &[key, value] : changes ? changes->members() : Json::Object()) {
            config.remove(key);
            if (!value.isNull())
                config.set(key, value);
        }
        return config.dump();
    }

    CniCall callOf(const CniStep &step) const
    {
        auto call = usual(step.what);
        call.config = configOf(step);
        for (const auto &each : step.environment) {
            const auto equals = each.find('=');
            const auto name = each.substr(0, equals);
            const auto value = filled(each.substr(equals + 1));
            auto &field = name == "CONTAINERID" ? call.container
                        : name == "NETNS"       ? call.netns
                        : name == "IFNAME"      ? call.ifName
                        : name == "ARGS"        ? call.args
                        : name == "PATH"        ? call.path
                                                : call.command;
            field = value;
        }
        return call;
    }

    /// Does what the step says; the sentence says what is wrong.
    std::string take(const CniStep &step)
    {
        if (step.what == "kill agent" || step.what == "start agent") {
            step.what == "kill agent" ? world->killAgent() : world->startAgent();
            return {};
        }
        if (step.what == "run") {
            std::vector<std::string> argv;
            const auto line = filled(step.config);
            for (const auto word : split(line, ' '))
                argv.emplace_back(word);
            const auto printed = outputOf(argv);
            if (!step.expectations.empty() && printed.find(filled(step.expectations[0])) == std::string::npos)
                return line + " printed: " + printed;
            return {};
        }
        const auto outcome = callPlugin(kPlugin, callOf(step));
        if (const auto code = outcome.json["code"].asInt(); code != step.code)
            return step.what + " came to code " + std::to_string(code) + ": " + outcome.text;
        if ((outcome.exitStatus == 0) != (step.code == 0))
            return step.what + " exited with " + std::to_string(outcome.exitStatus) + ": " + outcome.text;
        const bool hasAnswer = step.what == "ADD" || step.what == "VERSION" || step.code != 0;
        if (hasAnswer != outcome.json.isObject() || hasAnswer == outcome.text.empty())
            return step.what + " printed: " + outcome.text;
        if (step.code != 0
            && (outcome.json["msg"].asString().empty() || !outcome.json["cniVersion"].isString()))
            return step.what + " failed with half an error object: " + outcome.text;
        if (step.what == "ADD" && step.code == 0)
            lastAdd = outcome.json;
        auto expectations = step.expectations;
        for (auto &text : expectations)
            text = filled(std::move(text));
        const auto unmet = unmetExpectation(outcome.json, expectations);
        return unmet.empty() ? unmet : step.what + ": " + unmet + "\nin " + outcome.text;
    }

    static std::unique_ptr<AgentWorld> world;
    static std::string before; ///< what there is when no case runs
    std::string container;
    Json lastAdd;
};

std::unique_ptr<AgentWorld> Cni::world;
std::string Cni::before;

TEST_P(Cni, DoesWhatTheSpecificationSays)
{
    for (const auto &step : GetParam().steps) {
        const auto wrong = take(step);
        ASSERT_EQ(wrong, "") << GetParam().says;
    }
}

INSTANTIATE_TEST_SUITE_P(Case, Cni, ::testing::ValuesIn(cniCases()),
                         [](const auto &each) { return each.param.id; });

} // namespace
} // namespace podloom
