// app/panels/property_builder.h: writes the sections of an inspector one line after the other.
#pragma once

#include "app/panels/properties.h"
#include "core/base/json.h"
#include "core/net/prefix.h"

#include <QCoreApplication>

namespace podloom::app {

/// Private to the files properties_*.cpp.
class PropertyBuilder {
    Q_DECLARE_TR_FUNCTIONS(podloom::app::Properties)
public:
    PropertyBuilder(const Analysis &analysis, const ObjectId &id);

    const Analysis &analysis() const { return m_analysis; }
    const Design &design() const { return m_analysis.placed; }
    const ObjectId &id() const { return m_id; }

    void section(const QString &title);
    void fact(const QString &label, const QString &value, const QString &unit = {});
    /// Addresses, ports, selectors; without one `whenEmpty` says so.
    void mono(const QString &label, const QString &value, const QString &whenEmpty = {});
    void add(Property property);
    /// A field of the object's own manifest; `fallback` holds where it has none. Becomes a fact when the
    /// object stands in no file.
    void field(Property::Kind kind, const QString &label, const std::string &pointer, const QString &fallback,
               const QString &help, const QString &unit = {});
    /// The object's own name, when it stands in a file.
    void name();
    void choice(const QString &label, const char *pointer, const QStringList &choices, const QString &help);
    /// Fields that follow are those of another object's manifest, e.g. a Calico Node beside the v1 Node.
    void use(const ObjectId &object);
    /// `pointer`: where they stand in the manifest; there they can be changed, and others added.
    void labels(const QString &title, const Labels &labels, const std::string &pointer);

    /// What stands in the manifest whose fields these are.
    const Json &manifest() const { return m_manifest; }
    Json valueAt(const std::string &pointer) const;
    /// One of the fields of a line; see part() and group().
    Property part(Property::Kind kind, const QString &label, const std::string &pointer,
                  const QString &fallback, const QString &help) const;
    /// The choice of TCP, UDP or SCTP.
    Property protocol(const std::string &pointer) const;
    /// An item of a list: its fields in one line, and a button that takes it away.
    void group(const QString &label, const std::string &pointer, std::vector<Property> parts,
               const QString &unit = {});
    /// An item of a list that is a value by itself, with a button that takes it away.
    void item(Property::Kind kind, const QString &label, const std::string &pointer, const QString &help);
    /// A button that adds an item to the list at `pointer`, after other `steps`.
    void adder(const QString &label, const QString &help, const std::string &pointer, Json item,
               std::vector<std::pair<std::string, Json>> steps = {});

    std::vector<PropertySection> take();

private:
    const Analysis &m_analysis;
    ObjectId m_id;
    ObjectId m_target;
    Json m_manifest;
    std::vector<PropertySection> m_sections{1};
};

QString text(const std::string &value);
QString text(const std::vector<Prefix> &prefixes);
QString text(const std::vector<InterfaceAddress> &addresses);
QString text(const std::vector<IpAddress> &addresses);
QString text(const Labels &labels);
QString text(const LabelSelector &selector);
/// "TCP 80 (http), UDP 53".
QString text(const std::vector<ContainerPort> &ports);

void addCluster(PropertyBuilder &builder, const Cluster &cluster);
void addNode(PropertyBuilder &builder, const Node &node);
void addRouter(PropertyBuilder &builder, const Router &router);
void addLink(PropertyBuilder &builder, const Link &link);
void addPool(PropertyBuilder &builder, const IpPool &pool);
void addPeer(PropertyBuilder &builder, const BgpPeer &peer);
void addBgpConfiguration(PropertyBuilder &builder, const BgpConfiguration &configuration);
void addNamespace(PropertyBuilder &builder, const Namespace &ns);
void addPod(PropertyBuilder &builder, const Pod &pod);
void addWorkload(PropertyBuilder &builder, const Workload &workload);
void addService(PropertyBuilder &builder, const Service &service);
void addPolicy(PropertyBuilder &builder, const NetworkPolicy &policy);
void addPolicy(PropertyBuilder &builder, const ClusterPolicy &policy);
void addPolicy(PropertyBuilder &builder, const CalicoPolicy &policy);
void addTier(PropertyBuilder &builder, const CalicoTier &tier);
void addNetworkSet(PropertyBuilder &builder, const NetworkSet &set);
void addHostEndpoint(PropertyBuilder &builder, const HostEndpoint &endpoint);
void addProfile(PropertyBuilder &builder, const CalicoProfile &profile);

} // namespace podloom::app
