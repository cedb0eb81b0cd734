#include "tests/unit/core/routing/random_network.h"

#include "tests/unit/core/routing/design_builder.h"

namespace podloom::test {

namespace {

/// SplitMix64: the same numbers on every machine.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : m_state(seed) {}

    std::uint64_t below(std::uint64_t limit)
    {
        m_state += 0x9E3779B97F4A7C15U;
        auto value = m_state;
        value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
        value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
        return (value ^ (value >> 31U)) % limit;
    }
    bool chance(std::uint64_t percent) { return below(100) < percent; }
    template <class Item>
    const Item &oneOf(const std::vector<Item> &items)
    {
        return items[below(items.size())];
    }

private:
    std::uint64_t m_state;
};

class Maker {
public:
    explicit Maker(std::uint64_t seed) : m_dice(seed * 7919 + 17) {}

    RandomNetwork make()
    {
        switch (m_dice.below(4)) {
        case 0: makeMesh(); break;
        case 1: makeReflectors(); break;
        case 2: makeRacks(); break;
        default: makeZoo(); break;
        }
        addPools();
        addCommunities();
        for (const auto &node : m_builder.design.nodes)
            addBlocks(MachineId::node("prod", node.meta.id.name));
        return {m_builder.design, m_blocks};
    }

private:
    std::string nodeName(std::uint64_t number) { return "node-" + std::to_string(number + 1); }

    /// A router next to all nodes, which some or all of them peer with.
    void addUpstream(std::uint64_t number)
    {
        const auto name = "up-" + std::to_string(number + 1);
        const auto address4 = "172.31.0." + std::to_string(200 + number) + "/16";
        const auto address6 = "fd00:31::" + std::to_string(200 + number) + "/64";
        m_builder.router(name, 64700 + static_cast<std::uint32_t>(m_dice.below(2)),
                         {address4.c_str(), address6.c_str()}, {"0.0.0.0/0", "198.51.100.0/24", "::/0"});
        BgpPeer peer;
        peer.asNumber = m_builder.design.routers.find({"", "podloom.dev", "Router", "", name})->asNumber;
        peer.peerIp = InterfaceAddress::parse(address4)->address;
        if (m_dice.chance(40))
            peer.node = nodeName(m_dice.below(m_nodes));
        decorate(peer);
        m_builder.peer(name + "-v4", peer);
        peer.peerIp = InterfaceAddress::parse(address6)->address;
        if (m_dice.chance(60))
            m_builder.peer(name + "-v6", peer);
    }

    void makeMesh()
    {
        m_builder.cluster("prod", BgpTopology::Mesh, 64512);
        m_nodes = 2 + m_dice.below(6);
        for (std::uint64_t number = 0; number < m_nodes; ++number)
            m_builder.node(nodeName(number));
        for (std::uint64_t number = 0; number < m_dice.below(4); ++number)
            addUpstream(number);
    }

    void makeReflectors()
    {
        m_builder.cluster("prod", BgpTopology::Reflectors, 64512);
        m_nodes = 3 + m_dice.below(6);
        const auto reflectors = 1 + m_dice.below(3);
        const bool isOneCluster = m_dice.chance(50);
        for (std::uint64_t number = 0; number < m_nodes; ++number) {
            const auto id = "244.0.0." + std::to_string(isOneCluster ? 1 : number + 1);
            m_builder.node(nodeName(number), {}, number < reflectors ? id.c_str() : nullptr);
        }
        for (std::uint64_t number = 0; number < m_dice.below(3); ++number)
            addUpstream(number);
    }

    void makeRacks()
    {
        m_builder.cluster("prod", BgpTopology::Routers, 64512);
        const auto racks = 1 + m_dice.below(3);
        const auto spines = m_dice.below(3);
        const auto isAsPerNode = m_dice.chance(40);
        const auto isOneFabricAs = m_dice.chance(20);
        for (std::uint64_t spine = 0; spine < spines; ++spine)
            m_builder.router("spine-" + std::to_string(spine + 1), 64600, {},
                             m_dice.chance(50) ? std::vector<const char *>{"0.0.0.0/0"}
                                               : std::vector<const char *>{});
        for (std::uint64_t rack = 0; rack < racks; ++rack) {
            const auto tor = "tor-" + std::to_string(rack + 1);
            m_builder.router(tor, isOneFabricAs ? 64601 : 64601 + static_cast<std::uint32_t>(rack));
            const auto inRack = 1 + m_dice.below(2);
            std::vector<std::string> ends{tor};
            for (std::uint64_t each = 0; each < inRack; ++each) {
                const auto name = nodeName(m_nodes++);
                m_builder.node(name);
                auto node = *m_builder.design.nodes.find({"prod", "", "Node", "", name});
                if (isAsPerNode)
                    node.asNumber = 65000 + static_cast<std::uint32_t>(m_nodes);
                m_builder.design.nodes.put(node);
                ends.push_back(name);
            }
            link(ends);
            for (std::uint64_t spine = 0; spine < spines; ++spine)
                link({tor, "spine-" + std::to_string(spine + 1)});
            if (spines == 0 && rack > 0)
                link({tor, "tor-" + std::to_string(rack)});
        }
    }

    void link(const std::vector<std::string> &ends)
    {
        const auto number = std::to_string(++m_links);
        const auto v4 = "10." + number + ".0.0/24";
        const auto v6 = "fd00:" + number + "::/64";
        if (m_dice.chance(80))
            m_builder.link(ends, {v4.c_str(), v6.c_str()});
        else
            m_builder.link(ends, {v4.c_str()});
    }

    /// Nodes of several ASes, with peers of all sorts between them.
    void makeZoo()
    {
        m_builder.cluster("prod").configuration("default", m_dice.chance(30));
        m_nodes = 3 + m_dice.below(6);
        for (std::uint64_t number = 0; number < m_nodes; ++number) {
            const auto id = "244.0.0." + std::to_string(number % 3 + 1);
            Labels labels{{"group", std::to_string(number % 3)}};
            m_builder.node(nodeName(number), {}, m_dice.chance(30) ? id.c_str() : nullptr, labels);
            auto node = *m_builder.design.nodes.find({"prod", "", "Node", "", nodeName(number)});
            if (m_dice.chance(60))
                node.asNumber = 65001 + static_cast<std::uint32_t>(m_dice.below(3));
            m_builder.design.nodes.put(node);
        }
        const auto peers = 2 + m_dice.below(5);
        for (std::uint64_t number = 0; number < peers; ++number) {
            BgpPeer peer;
            peer.nodeSelector = "group == '" + std::to_string(m_dice.below(3)) + '\'';
            peer.peerSelector =
                m_dice.chance(30) ? "all()" : "group == '" + std::to_string(m_dice.below(3)) + '\'';
            decorate(peer);
            m_builder.peer("peer-" + std::to_string(number), peer);
        }
        if (m_dice.chance(50))
            addUpstream(0);
    }

    void decorate(BgpPeer &peer)
    {
        if (m_dice.chance(20))
            peer.setsNextHopSelf = true;
        else if (m_dice.chance(10))
            peer.keepsNextHop = true;
        if (m_dice.chance(20))
            peer.allowedLocalAs = 1;
        if (m_dice.chance(20))
            peer.med = static_cast<std::uint32_t>(m_dice.below(3) * 10);
        const auto filters = m_dice.chance(50) ? 1 + m_dice.below(2) : 0;
        for (std::uint64_t number = 0; number < filters; ++number)
            peer.filters.push_back(addFilter());
    }

    std::string addFilter()
    {
        const auto name = "filter-" + std::to_string(++m_filters);
        BgpFilter filter;
        for (auto *rules : {&filter.exportV4, &filter.importV4, &filter.exportV6, &filter.importV6}) {
            const bool isV4 = rules == &filter.exportV4 || rules == &filter.importV4;
            const auto count = m_dice.below(4);
            for (std::uint64_t number = 0; number < count; ++number)
                rules->push_back(rule(isV4, rules == &filter.exportV4 || rules == &filter.exportV6));
        }
        m_builder.filter(name, filter);
        return name;
    }

    BgpFilterRule rule(bool isV4, bool isExport)
    {
        static const std::vector<const char *> kV4{"10.48.0.0/16", "10.48.0.0/24", "10.48.0.64/26",
                                                   "0.0.0.0/0",    "10.49.0.0/16", "172.31.0.0/16"};
        static const std::vector<const char *> kV6{"fd00:48::/48", "fd00:48::/120", "::/0", "fd00:31::/64"};
        BgpFilterRule rule;
        if (m_dice.chance(70)) {
            rule.cidr = cidr(m_dice.oneOf(isV4 ? kV4 : kV6));
            rule.match = static_cast<PrefixMatch>(m_dice.below(4));
            const bool isSet = rule.match == PrefixMatch::In || rule.match == PrefixMatch::NotIn;
            if (isSet && m_dice.chance(30))
                rule.minLength = isV4 ? 25 : 121;
            if (isSet && m_dice.chance(30))
                rule.maxLength = isV4 ? 28 : 124;
        }
        if (m_dice.chance(20))
            rule.peerType = m_dice.chance(50) ? BgpPeerType::External : BgpPeerType::Internal;
        if (m_dice.chance(20))
            rule.community = community();
        if (m_dice.chance(10))
            rule.asPathPrefix = {65001 + static_cast<std::uint32_t>(m_dice.below(3))};
        if (m_dice.chance(10))
            rule.interface = m_dice.chance(70) ? "eth*" : "bond?";
        if (isExport && m_dice.chance(15))
            rule.isFromRemotePeers = true;
        if (m_dice.chance(5))
            rule.priority = 512;
        rule.accepts = m_dice.chance(65);
        const auto operations = rule.accepts ? m_dice.below(3) : 0;
        for (std::uint64_t number = 0; number < operations; ++number) {
            const auto kind = m_dice.below(8);
            if (kind < 4)
                rule.operations.emplace_back(AddCommunity{m_dice.chance(10) ? kNoExport : community()});
            else if (kind < 7)
                rule.operations.emplace_back(PrependAsPath{{65010, 65011}});
            else
                rule.operations.emplace_back(SetPriority{m_dice.chance(50) ? 512U : 2048U});
        }
        return rule;
    }

    BgpCommunity community()
    {
        const auto value = static_cast<std::uint32_t>(m_dice.below(3));
        return m_dice.chance(70) ? BgpCommunity{64512, value, std::nullopt} : BgpCommunity{64512, value, 7U};
    }

    void addPools()
    {
        m_builder.pool("open", "10.48.0.0/16", 26).pool("open6", "fd00:48::/48", 122);
        m_builder.pool("hidden", "10.49.0.0/16", 26);
        auto hidden = *m_builder.design.ipPools.find({"prod", "projectcalico.org", "IPPool", "", "hidden"});
        hidden.isBgpExportDisabled = true;
        m_builder.design.ipPools.put(hidden);
    }

    void addCommunities()
    {
        if (!m_dice.chance(40))
            return;
        const ObjectId id{"prod", "projectcalico.org", "BGPConfiguration", "", "default"};
        BgpConfiguration configuration;
        if (const auto *known = m_builder.design.bgpConfigurations.find(id))
            configuration = *known;
        configuration.meta.id = id;
        configuration.prefixAdvertisements = {{cidr("10.48.0.0/24"), {community()}},
                                              {cidr("10.48.0.0/16"), {community()}}};
        m_builder.design.bgpConfigurations.put(configuration);
    }

    void addBlocks(const MachineId &node)
    {
        const auto next = [this](const char *base, int length) {
            const Uint128 offset{0, m_block++ * 64};
            return Prefix::of(ip(base).plus(offset), length);
        };
        auto &blocks = m_blocks[node];
        blocks.push_back(next("10.48.0.0", 26));
        blocks.push_back(next("fd00:48::", 122));
        if (m_dice.chance(30))
            blocks.push_back(next("10.48.0.0", 26));
        if (m_dice.chance(20))
            blocks.push_back(next("10.49.0.0", 26));
    }

    Dice m_dice;
    DesignBuilder m_builder{};
    NodeBlocks m_blocks{};
    std::uint64_t m_nodes = 0;
    std::uint64_t m_links = 0;
    std::uint64_t m_filters = 0;
    std::uint64_t m_block = 0;
};

} // namespace

RandomNetwork randomNetwork(std::uint64_t seed)
{
    return Maker(seed).make();
}

} // namespace podloom::test
