// Forms of address pools and of what says how BGP is spoken.
#include "app/panels/property_builder.h"
#include "core/address/pools.h"

#include <algorithm>

namespace podloom::app {

namespace {

using Kind = Property::Kind;

void addCapacity(PropertyBuilder &builder, const IpPool &pool)
{
    const auto capacities = capacityOf(builder.design(), pool.meta.id.cluster);
    const auto found = std::find_if(capacities.begin(), capacities.end(), [&](const PoolCapacity &each) {
        return each.pool.meta.id == pool.meta.id;
    });
    if (found == capacities.end())
        return;
    const auto &blocks = builder.analysis().blocks;
    const auto claimed = std::count_if(blocks.begin(), blocks.end(),
                                       [&](const Block &block) { return block.pool == pool.meta.id.name; });
    builder.section(PropertyBuilder::tr("Room"));
    builder.fact(
        PropertyBuilder::tr("Blocks"),
        PropertyBuilder::tr("%1, %2 of them planned").arg(text(found->blocks.toString())).arg(claimed));
    builder.fact(PropertyBuilder::tr("Addresses"), text(found->addresses.toString()));
    builder.fact(PropertyBuilder::tr("Nodes at most"), text(found->maxNodes.toString()));
    builder.fact(PropertyBuilder::tr("Pods a node"), text(found->podsPerNode.toString()));
}

/// How fast a dead peer is noticed. Calico has no fields for hold time and BFD: annotations say them.
void addTimers(PropertyBuilder &builder, const char *keepalive, const QString &keepaliveHelp)
{
    builder.field(
        Kind::Text, PropertyBuilder::tr("Hold time"), "/metadata/annotations/podloom.dev~1hold-time",
        QStringLiteral("90s"),
        PropertyBuilder::tr("annotation podloom.dev/hold-time, 3s … 65535s, or 0s for ever: a peer that is "
                            "silent for so long is gone"));
    builder.field(Kind::Text, PropertyBuilder::tr("Keepalive"), keepalive,
                  PropertyBuilder::tr("a third of that"), keepaliveHelp);
    builder.choice(
        PropertyBuilder::tr("BFD"), "/metadata/annotations/podloom.dev~1bfd",
        {QStringLiteral("false"), QStringLiteral("true"), QStringLiteral("graceful")},
        PropertyBuilder::tr("annotation podloom.dev/bfd: notices a dead link within a second; graceful "
                            "keeps routes while the peer's daemon restarts"));
}

} // namespace

void addPool(PropertyBuilder &builder, const IpPool &pool)
{
    const QStringList modes{QStringLiteral("Never"), QStringLiteral("Always"), QStringLiteral("CrossSubnet")};
    builder.field(Kind::Text, PropertyBuilder::tr("Network"), "/spec/cidr", text(pool.cidr.toString()),
                  PropertyBuilder::tr("spec.cidr: the addresses that the pool hands out"));
    builder.field(
        Kind::Number, PropertyBuilder::tr("Block size"), "/spec/blockSize", QString::number(pool.blockSize),
        PropertyBuilder::tr("spec.blockSize: length of the prefix that a node claims at a time, 20 … 32 "
                            "or 116 … 128"),
        PropertyBuilder::tr("bits"));
    builder.choice(PropertyBuilder::tr("VXLAN"), "/spec/vxlanMode", modes,
                   PropertyBuilder::tr("spec.vxlanMode"));
    builder.choice(PropertyBuilder::tr("IPIP"), "/spec/ipipMode", modes,
                   PropertyBuilder::tr("spec.ipipMode; IPv4 only"));
    builder.field(Kind::Switch, PropertyBuilder::tr("Outgoing NAT"), "/spec/natOutgoing",
                  QStringLiteral("false"),
                  PropertyBuilder::tr("spec.natOutgoing: pods leave the cluster with their node's address"));
    builder.field(Kind::Switch, PropertyBuilder::tr("Disabled"), "/spec/disabled", QStringLiteral("false"),
                  PropertyBuilder::tr("spec.disabled: no new address comes from this pool"));
    builder.field(Kind::Switch, PropertyBuilder::tr("Not announced"), "/spec/disableBGPExport",
                  QStringLiteral("false"),
                  PropertyBuilder::tr("spec.disableBGPExport: BGP does not tell of its blocks"));
    builder.field(Kind::Text, PropertyBuilder::tr("Nodes"), "/spec/nodeSelector", QStringLiteral("all()"),
                  PropertyBuilder::tr("spec.nodeSelector: which nodes claim blocks of it"));
    builder.field(Kind::Text, PropertyBuilder::tr("Namespaces"), "/spec/namespaceSelector",
                  QStringLiteral("all()"),
                  PropertyBuilder::tr("spec.namespaceSelector: whose pods get its addresses"));
    addCapacity(builder, pool);
}

void addPeer(PropertyBuilder &builder, const BgpPeer &peer)
{
    if (!peer.node.empty())
        builder.field(Kind::Text, PropertyBuilder::tr("Node"), "/spec/node", {},
                      PropertyBuilder::tr("spec.node"));
    else
        builder.field(Kind::Text, PropertyBuilder::tr("Nodes"), "/spec/nodeSelector", QStringLiteral("all()"),
                      PropertyBuilder::tr("spec.nodeSelector: which nodes have this peer"));
    if (peer.peerSelector.empty())
        builder.field(Kind::Text, PropertyBuilder::tr("Peer address"), "/spec/peerIP", {},
                      PropertyBuilder::tr("spec.peerIP, with a port when it is not 179: 192.0.2.1:1179"));
    else
        builder.field(Kind::Text, PropertyBuilder::tr("Peer nodes"), "/spec/peerSelector", {},
                      PropertyBuilder::tr("spec.peerSelector"));
    builder.field(Kind::Number, PropertyBuilder::tr("Peer AS"), "/spec/asNumber",
                  PropertyBuilder::tr("of the peer's node"),
                  PropertyBuilder::tr("spec.asNumber, 1 … 4294967295"));
    builder.field(
        Kind::Text, PropertyBuilder::tr("Longest restart"), "/spec/maxRestartTime", QStringLiteral("120s"),
        PropertyBuilder::tr("spec.maxRestartTime: how long routes stay while the peer restarts gracefully"));
    builder.field(
        Kind::Number, PropertyBuilder::tr("Own AS allowed"), "/spec/numAllowedLocalASNumbers",
        QStringLiteral("0"),
        PropertyBuilder::tr("spec.numAllowedLocalASNumbers: how often the own AS may stand in a path"),
        PropertyBuilder::tr("times"));
    builder.fact(PropertyBuilder::tr("Password"),
                 peer.password ? PropertyBuilder::tr("from the Secret %1, key %2")
                                     .arg(text(peer.password->name), text(peer.password->key))
                               : PropertyBuilder::tr("none"));
    builder.section(PropertyBuilder::tr("How fast its loss is noticed"));
    addTimers(builder, "/spec/keepaliveTime", PropertyBuilder::tr("spec.keepaliveTime, such as 30s"));
}

void addBgpConfiguration(PropertyBuilder &builder, const BgpConfiguration &configuration)
{
    builder.field(Kind::Switch, PropertyBuilder::tr("Node-to-node mesh"), "/spec/nodeToNodeMeshEnabled",
                  QStringLiteral("true"),
                  PropertyBuilder::tr("spec.nodeToNodeMeshEnabled: every node peers with every other"));
    builder.field(Kind::Number, PropertyBuilder::tr("AS number"), "/spec/asNumber",
                  QString::number(builder.design().clusterOrDefault(configuration.meta.id.cluster).asNumber),
                  PropertyBuilder::tr("spec.asNumber, 1 … 4294967295"));
    builder.field(Kind::Number, PropertyBuilder::tr("Port"), "/spec/listenPort", QStringLiteral("179"),
                  PropertyBuilder::tr("spec.listenPort, 1 … 65535"));
    if (!configuration.serviceClusterIps.empty())
        builder.mono(PropertyBuilder::tr("Service networks"), text(configuration.serviceClusterIps));
    builder.section(PropertyBuilder::tr("Sessions of the mesh"));
    addTimers(builder, "/metadata/annotations/podloom.dev~1keepalive-time",
              PropertyBuilder::tr("annotation podloom.dev/keepalive-time, such as 30s"));
}

} // namespace podloom::app
