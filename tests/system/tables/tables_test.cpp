// Enforced = predicted: every case of the semantic tables, of every dialect, in one running lab.
#include "core/policy/evaluate.h"
#include "tests/system/tables/table_lab.h"
#include "tests/unit/core/policy/policy_table.h"

#include <gmock/gmock.h>

#include <iostream>
#include <set>

namespace podloom {
namespace {

using policy::FlowEnd;
using policy::Program;
using policy::Traffic;

const std::vector<std::string> kTables{"network-policies", "cluster-policies", "calico-policies",
                                       "calico-hosts"};
const std::vector<std::string> kOutside{"203.0.113.5",   "203.0.113.6",   "203.0.113.70",
                                        "203.0.113.200", "2001:db8:5::5", "2001:db8:5::45"};
/// Between whom every case is tried, besides the connections that it names.
const std::vector<std::string> kEverybody{"shop/web",        "shop/db",          "shop/batch",
                                          "bank/web",        "bank/till",        "kube-system/dns",
                                          "node:node-1",     "node:node-2",      "ip:203.0.113.5",
                                          "ip:203.0.113.70", "ip:2001:db8:5::5", "ip:2001:db8:5::45"};

/// A connection with what the designer says about it in this lab.
struct Connection {
    std::string text{};
    Probe probe{};
};

Traffic asSent(Traffic traffic, Family family)
{
    traffic.family = family;
    if (traffic.protocol == Protocol::Icmp || traffic.protocol == Protocol::Icmpv6) {
        traffic.icmpType = family == Family::V4 ? std::uint8_t{8} : std::uint8_t{128};
        traffic.icmpCode = std::uint8_t{0};
    }
    return traffic;
}

/// Why a lab cannot try such packets, or nothing.
std::string obstacle(const Traffic &traffic)
{
    switch (traffic.protocol) {
    case Protocol::Tcp:
    case Protocol::Udp: return {};
    case Protocol::Icmp:
        return traffic.icmpType.value_or(8) == 8 && traffic.icmpCode.value_or(0) == 0
                 ? ""
                 : "nobody asks by that type of ICMP";
    case Protocol::Icmpv6:
        return traffic.icmpType.value_or(128) == 128 && traffic.icmpCode.value_or(0) == 0
                 ? ""
                 : "nobody asks by that type of ICMPv6";
    case Protocol::Sctp: return "THIS KERNEL HAS NO SCTP";
    default: return "no socket speaks that protocol";
    }
}

class ThePolicyTables : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (const auto missing = missingForLab(); !missing.empty())
            GTEST_SKIP() << missing;
        std::set<std::uint16_t> ports{53, 80};
        for (const auto &name : kTables) {
            auto cases = policy::readTable(name);
            for (const auto &each : cases) {
                for (const auto &probe : each.probes)
                    ports.insert(probe.traffic.port);
            }
            std::move(cases.begin(), cases.end(), std::back_inserter(all));
        }
        ports.erase(0);
        std::vector<IpAddress> outside;
        for (const auto &text : kOutside)
            outside.push_back(*IpAddress::parse(text));
        lab = std::make_unique<TableLab>(outside, std::vector(ports.begin(), ports.end()));
        ASSERT_TRUE(lab->isUp());
    }

    /// Nothing when the two do not share the family.
    std::optional<Connection> connection(const Program &program, const FlowEnd &from, const FlowEnd &to,
                                         const Traffic &asked, Family family)
    {
        const auto source = from.address(family);
        const auto target = to.address(family);
        if (!source || !target)
            return std::nullopt;
        auto traffic = asSent(asked, family);
        if (traffic.sourcePort == policy::kClientPort)
            traffic.sourcePort = lab->freshSourcePort(*source);
        const bool isAllowed = policy::verdict(program, from, to, traffic).isAllowed();
        return Connection{from.name + " -> " + to.name + ' ' + toString(traffic.protocol) + '/'
                              + std::to_string(traffic.port) + " from " + std::to_string(traffic.sourcePort)
                              + (family == Family::V4 ? " v4" : " v6"),
                          {.from = *source,
                           .to = *target,
                           .protocol = traffic.protocol,
                           .port = traffic.port,
                           .sourcePort = traffic.sourcePort,
                           .isExpected = isAllowed}};
    }

    void addProbes(const policy::TableCase &each, const Program &program, std::vector<Connection> &into)
    {
        for (const auto &probe : each.probes) {
            const auto from = policy::endByName(program, probe.from);
            const auto to = policy::endByName(program, probe.to);
            if (!from || !to) {
                ADD_FAILURE() << probe.text << ": unknown end";
                continue;
            }
            EXPECT_EQ(policy::verdict(program, *from, *to, probe.traffic).isAllowed(), probe.isAllowed)
                << probe.text << ": not what the table says, with the addresses of this lab";
            const auto family = policy::familyFor(*from, *to, probe.traffic);
            const auto why = family ? obstacle(probe.traffic) : "they share no family";
            auto made = why.empty() ? connection(program, *from, *to, probe.traffic, *family) : std::nullopt;
            if (!made || !lab->canTry(made->probe)) {
                notRun.push_back(probe.text + " (" + each.title
                                 + "): " + (why.empty() ? "no end in the lab" : why));
                continue;
            }
            into.push_back(*std::move(made));
            ++named;
        }
    }

    /// All pairs, in both families, by every protocol and port that the case names.
    void addEverybody(const policy::TableCase &each, const Program &program, std::vector<Connection> &into)
    {
        std::set<std::pair<Protocol, std::uint16_t>> flows{{Protocol::Tcp, 80}, {Protocol::Udp, 53}};
        for (const auto &probe : each.probes) {
            if (probe.traffic.protocol == Protocol::Tcp || probe.traffic.protocol == Protocol::Udp)
                flows.emplace(probe.traffic.protocol, probe.traffic.port);
        }
        std::vector<FlowEnd> ends;
        for (const auto &name : kEverybody)
            ends.push_back(*policy::endByName(program, name));
        for (const auto &from : ends) {
            for (const auto &to : ends) {
                if (from.name == to.name || (from.isOutside && to.isOutside))
                    continue;
                for (const auto &[protocol, port] : flows) {
                    for (const auto family : {Family::V4, Family::V6}) {
                        if (auto made =
                                connection(program, from, to, {.protocol = protocol, .port = port}, family))
                            into.push_back(*std::move(made));
                    }
                }
            }
        }
    }

    void run(const policy::TableCase &each)
    {
        SCOPED_TRACE(each.title);
        const auto trouble = lab->apply(each.manifests);
        ASSERT_EQ(trouble, "");
        const auto program = lab->program(each.manifests);
        std::vector<Connection> connections;
        addProbes(each, program, connections);
        addEverybody(each, program, connections);
        std::vector<Probe> probes;
        for (const auto &connection : connections)
            probes.push_back(connection.probe);
        const auto measured = lab->tryAll(probes);
        std::string differences;
        for (std::size_t i = 0; i < probes.size(); ++i) {
            denied += probes[i].isExpected ? 0U : 1U;
            if (measured[i] != probes[i].isExpected)
                differences +=
                    connections[i].text + (measured[i] ? ": predicted deny\n" : ": predicted allow\n");
        }
        EXPECT_EQ(differences, "");
        checked += probes.size();
    }

    std::vector<policy::TableCase> all;
    std::unique_ptr<TableLab> lab;
    std::vector<std::string> notRun;
    std::size_t named = 0;
    std::size_t checked = 0;
    std::size_t denied = 0;
};

TEST_F(ThePolicyTables, AreEnforcedAsTheyArePredicted)
{
    std::size_t cases = 0;
    for (const auto &each : all) {
        if (!each.whyNoLab.empty()) {
            notRun.push_back(each.title);
            continue;
        }
        run(each);
        ++cases;
    }
    std::cout << cases << " of " << all.size() << " cases, " << named << " connections that they name and "
              << checked - named << " others, " << denied << " of all denied\n";
    for (const auto &each : notRun)
        std::cout << "NOT RUN: " << each << '\n';
    EXPECT_GT(denied, checked / 10);
}

} // namespace
} // namespace podloom
