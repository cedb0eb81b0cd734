#include "core/policy/port_classes.h"

#include "core/policy/signature.h"

#include <map>
#include <unordered_map>

namespace podloom::policy {

namespace {

/// Sums up, port by port, what rules and named ports say.
class PortSignatures {
public:
    void add(const PortSet &ports)
    {
        const auto thing = m_things.next();
        for (const auto &range : ports.ranges()) {
            m_changes[range.first].toggle(thing);
            m_changes[std::uint32_t{range.last} + 1].toggle(thing);
        }
    }

    std::vector<PortSet> classes() const
    {
        std::unordered_map<Signature, std::size_t, SignatureHash> known;
        std::vector<PortSet> out;
        std::uint32_t begin = 1;
        Signature current;
        const auto addUntil = [&](std::uint32_t end) {
            if (begin >= end)
                return;
            const auto at = known.try_emplace(current, out.size()).first->second;
            if (at == out.size())
                out.emplace_back();
            out[at].insert({static_cast<std::uint16_t>(begin), static_cast<std::uint16_t>(end - 1)});
            begin = end;
        };
        for (const auto &[port, change] : m_changes) {
            addUntil(port);
            current.toggle(change);
        }
        addUntil(65'536);
        return out;
    }

private:
    Things m_things{};
    std::map<std::uint32_t, Signature> m_changes{};
};

void addRule(const Rule &rule, Protocol protocol, PortSignatures &into)
{
    for (const auto &transport : rule.transports) {
        if (transport.protocol && transport.protocol != protocol)
            continue;
        for (const auto *match : {&transport.destinationPorts, &transport.notDestinationPorts}) {
            if (*match && !(*match)->numbers.isEmpty())
                into.add((*match)->numbers);
        }
    }
}

/// Every port that is a member stands alone.
void addPairs(const Program &program, Protocol protocol, PortSignatures &into)
{
    std::map<std::uint16_t, bool> seen;
    for (const auto &set : program.portSets) {
        for (const auto &member : set.members) {
            if (member.protocol == protocol && seen.emplace(member.port, true).second)
                into.add(PortRange{member.port, member.port});
        }
    }
}

} // namespace

std::vector<PortSet> portClasses(std::span<const Program *const> programs, Protocol protocol)
{
    PortSignatures signatures;
    for (const auto *program : programs) {
        for (const auto &policy : program->policies) {
            for (const auto &rules : policy.rules) {
                for (const auto &rule : rules)
                    addRule(rule, protocol, signatures);
            }
        }
        addPairs(*program, protocol, signatures);
    }
    return signatures.classes();
}

} // namespace podloom::policy
