// The part of host endpoints: CA-13, CA-32, CA-33.
#include "agentd/enforce/address_text.h"
#include "agentd/enforce/chain_writer.h"
#include "agentd/enforce/local_rules.h"

#include <array>
#include <optional>

namespace podloom {

using policy::Direction;
using policy::kNone;
using policy::Stage;

namespace {

struct HostHook {
    Stage stage;
    Direction direction;
    std::string_view name;
    std::string_view hook;
    int priority;
};

// Forwarded packets meet the pods' own hooks first (priorities 0 and 1); each hook is a consent of its own.
constexpr std::array kHooks{
    HostHook{Stage::Untracked, Direction::Ingress, "untracked-in", "prerouting", -300},
    HostHook{Stage::Untracked, Direction::Egress, "untracked-out", "output", -300},
    HostHook{Stage::PreDnat, Direction::Ingress, "before-nat-in", "prerouting", -150},
    HostHook{Stage::Normal, Direction::Ingress, "local-in", "input", 0},
    HostHook{Stage::Normal, Direction::Egress, "local-out", "output", 0},
    HostHook{Stage::Forward, Direction::Ingress, "forward-in", "forward", 2},
    HostHook{Stage::Forward, Direction::Egress, "forward-out", "forward", 3},
};

/// What passes before any policy is asked. Accepting ends this hook only, so it does no harm to other
/// interfaces.
std::vector<std::string> preamble(Stage stage, std::uint32_t mark)
{
    const std::string tracked = "ct state established,related accept";
    if (stage == Stage::Untracked)
        return {};
    if (stage == Stage::PreDnat)
        return {tracked};
    const auto bit = std::to_string(mark);
    std::vector<std::string> texts{tracked, "meta mark and " + bit + " == " + bit + " accept"};
    // Neighbour discovery is untracked, but say so: without it an interface speaks no IPv6.
    if (stage == Stage::Normal)
        texts.emplace_back("icmpv6 type { nd-router-solicit, nd-router-advert, nd-neighbor-solicit, "
                           "nd-neighbor-advert } accept");
    return texts;
}

} // namespace

void addHostInterfaces(RuleSet &rules, const std::vector<LocalEndpoint> &endpoints, ChainWriter &chains,
                       const policy::Program &program, const EnforceOptions &options)
{
    for (const auto &each : kHooks) {
        NftMap map{.keyType = "ifname"};
        std::optional<std::string> forAll;
        for (const auto &local : endpoints) {
            if (local.endpoint == kNone)
                continue;
            const auto &endpoint = program.endpoints[local.endpoint];
            const auto chain = endpoint.chain(each.direction, each.stage);
            if (endpoint.kind != policy::Endpoint::Kind::HostInterface || chain == kNone)
                continue;
            auto verdict = "goto " + chains.write(chain, each.direction, each.stage);
            if (local.interfaceName == "*")
                forAll = std::move(verdict);
            else
                map.verdicts.emplace(quoted(local.interfaceName), std::move(verdict));
        }
        if (map.verdicts.empty() && !forAll)
            continue;
        const auto name = "host-" + std::string(each.name);
        const std::string field = each.direction == Direction::Ingress ? "iifname" : "oifname";
        auto texts = preamble(each.stage, options.hostMark);
        if (!map.verdicts.empty()) {
            texts.push_back(field + " vmap @" + name);
            rules.maps.emplace(name, std::move(map));
        }
        if (forAll) {
            texts.push_back(field + " \"lo\" accept");
            texts.push_back(*forAll);
        }
        NftChain chain{.hook = NftHook{"filter", std::string(each.hook), each.priority}, .rules = {}};
        for (auto &text : texts)
            chain.rules.emplace_back(std::move(text));
        rules.chains.emplace("hook-" + name, std::move(chain));
    }
}

} // namespace podloom
