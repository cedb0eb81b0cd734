// Forms of clusters, nodes and what joins them.
#include "app/panels/property_builder.h"

namespace podloom::app {

namespace {

using Kind = Property::Kind;

/// 0, 1, 10, … with a unit that tc knows.
QString rateText(std::uint64_t bitsPerSecond)
{
    if (bitsPerSecond == 0)
        return PropertyBuilder::tr("not limited");
    static constexpr std::array<const char *, 5> kUnits{"bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Tbit/s"};
    std::size_t unit = 0;
    while (unit + 1 < kUnits.size() && bitsPerSecond % 1000 == 0) {
        bitsPerSecond /= 1000;
        ++unit;
    }
    return QString::number(bitsPerSecond) + QLatin1Char(' ') + QString::fromLatin1(kUnits[unit]);
}

QString endText(const LinkEnd &end)
{
    auto out = text(end.router.empty() ? end.node : end.router);
    if (!end.interface.empty())
        out += QStringLiteral(" (") + text(end.interface) + QLatin1Char(')');
    return out;
}

} // namespace

void addCluster(PropertyBuilder &builder, const Cluster &cluster)
{
    const auto orDefault = [](const std::vector<Prefix> &written, const std::vector<Prefix> &documented) {
        return text(written.empty() ? documented : written);
    };
    builder.field(Kind::Number, PropertyBuilder::tr("AS number"), "/spec/asNumber", QStringLiteral("64512"),
                  PropertyBuilder::tr("spec.asNumber, 1 … 4294967295: of every node without one of its own"));
    builder.choice(
        PropertyBuilder::tr("BGP topology"), "/spec/topology",
        {QStringLiteral("mesh"), QStringLiteral("reflectors"), QStringLiteral("routers")},
        PropertyBuilder::tr("spec.topology: every node with every other, through route reflectors, or "
                            "with the routers that nodes are linked to"));
    builder.choice(PropertyBuilder::tr("Encapsulation"), "/spec/encapsulation",
                   {QStringLiteral("none"), QStringLiteral("vxlan"), QStringLiteral("vxlanCrossSubnet"),
                    QStringLiteral("ipip"), QStringLiteral("ipipCrossSubnet")},
                   PropertyBuilder::tr("spec.encapsulation: how pods' packets travel between nodes"));
    builder.field(Kind::Switch, PropertyBuilder::tr("Outgoing NAT"), "/spec/natOutgoing",
                  QStringLiteral("false"),
                  PropertyBuilder::tr("spec.natOutgoing: pods leave the cluster with their node's address"));
    builder.choice(
        PropertyBuilder::tr("Open connections"), "/spec/connections",
        {QStringLiteral("keep"), QStringLiteral("cut")},
        PropertyBuilder::tr("spec.connections: whether established connections end when a policy stops "
                            "allowing them"));
    builder.section(PropertyBuilder::tr("Networks"));
    builder.mono(PropertyBuilder::tr("Pods"), orDefault(cluster.podCidrs, defaultPodCidrs()));
    builder.mono(PropertyBuilder::tr("Services"), orDefault(cluster.serviceCidrs, defaultServiceCidrs()));
    builder.mono(PropertyBuilder::tr("Nodes"), orDefault(cluster.nodeCidrs, defaultNodeCidrs()));
}

namespace {

/// What BGP needs to know of a node stands in Calico's manifest of it, which the first of these fields makes.
void addCalicoNode(PropertyBuilder &builder, const ObjectId &calico, const QString &asNumber)
{
    const bool isWritten = builder.analysis().snapshot->meta(calico) != nullptr;
    const auto own = builder.id();
    builder.use(calico);
    const auto add = [&](Kind kind, const QString &label, const char *pointer, const QString &fallback,
                         const QString &help) {
        if (isWritten)
            builder.field(kind, label, pointer, fallback, help);
        else
            builder.add({.label = label,
                         .help = help,
                         .kind = kind,
                         .fallback = fallback,
                         .object = calico,
                         .pointer = pointer});
    };
    add(Kind::Number, PropertyBuilder::tr("AS number"), "/spec/bgp/asNumber", asNumber,
        PropertyBuilder::tr("spec.bgp.asNumber of Calico's Node; without it that of the cluster"));
    add(Kind::Text, PropertyBuilder::tr("IPv4 address"), "/spec/bgp/ipv4Address",
        PropertyBuilder::tr("planned by the lab"),
        PropertyBuilder::tr(
            "spec.bgp.ipv4Address of Calico's Node, with the length of its network: 192.0.2.11/24"));
    add(Kind::Text, PropertyBuilder::tr("IPv6 address"), "/spec/bgp/ipv6Address",
        PropertyBuilder::tr("planned by the lab"),
        PropertyBuilder::tr(
            "spec.bgp.ipv6Address of Calico's Node, with the length of its network: 2001:db8::11/64"));
    add(Kind::Text, PropertyBuilder::tr("Reflector id"), "/spec/bgp/routeReflectorClusterID",
        PropertyBuilder::tr("no route reflector"),
        PropertyBuilder::tr("spec.bgp.routeReflectorClusterID of Calico's Node, an IPv4 address: "
                            "makes the node a route reflector"));
    builder.use(own);
}

} // namespace

void addNode(PropertyBuilder &builder, const Node &node)
{
    const auto &id = node.meta.id;
    builder.mono(PropertyBuilder::tr("Addresses"), text(node.addresses),
                 PropertyBuilder::tr("planned by the lab"));
    const auto inherited = QString::number(builder.design().clusterOrDefault(id.cluster).asNumber);
    addCalicoNode(builder, {id.cluster, "projectcalico.org", "Node", "", id.name}, inherited);
    const auto *written = builder.analysis().snapshot->meta(id);
    if (written != nullptr && written->id.group.empty())
        builder.field(Kind::Switch, PropertyBuilder::tr("Takes no new pods"), "/spec/unschedulable",
                      QStringLiteral("false"), PropertyBuilder::tr("spec.unschedulable"));
    if (!node.taints.empty()) {
        builder.section(PropertyBuilder::tr("Taints"));
        for (const auto &taint : node.taints)
            builder.mono({}, text(taint));
    }
    builder.section(PropertyBuilder::tr("Address blocks"));
    for (const auto &block : builder.analysis().blocks) {
        if (block.affinity == id.name)
            builder.mono(text(block.pool), text(block.cidr.toString()));
    }
}

void addRouter(PropertyBuilder &builder, const Router &router)
{
    builder.field(Kind::Number, PropertyBuilder::tr("AS number"), "/spec/asNumber", {},
                  PropertyBuilder::tr("spec.asNumber, 1 … 4294967295"));
    builder.choice(PropertyBuilder::tr("Engine"), "/spec/engine",
                   {QStringLiteral("bird"), QStringLiteral("frr"), QStringLiteral("external")},
                   PropertyBuilder::tr("spec.engine: an external router is drawn and predicted, not run"));
    builder.mono(PropertyBuilder::tr("Addresses"), text(router.addresses));
    builder.mono(PropertyBuilder::tr("Announces"), text(router.networks),
                 PropertyBuilder::tr("nothing of its own"));
}

void addLink(PropertyBuilder &builder, const Link &link)
{
    QStringList ends;
    for (const auto &end : link.ends)
        ends.append(endText(end));
    builder.fact(PropertyBuilder::tr("Ends"), ends.join(QStringLiteral(", ")));
    builder.mono(PropertyBuilder::tr("Subnet"), text(link.subnets),
                 PropertyBuilder::tr("the ends' own addresses"));
    builder.field(Kind::Number, PropertyBuilder::tr("MTU"), "/spec/mtu", QStringLiteral("1500"),
                  PropertyBuilder::tr("spec.mtu, 1280 … 65535"), PropertyBuilder::tr("bytes"));
    builder.field(Kind::Text, PropertyBuilder::tr("Rate"), "/spec/rate", rateText(link.rateBitsPerSecond),
                  PropertyBuilder::tr("spec.rate, such as 100Mbit or 1Gbit"));
}

} // namespace podloom::app
