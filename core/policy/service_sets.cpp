#include "core/policy/service_sets.h"

#include <algorithm>

namespace podloom::policy {

namespace {

using Members = std::vector<PortPairSet::Member>;

class Backends {
public:
    Backends(const Compiler &compiler, const std::string &cluster, const std::string &ns,
             const std::string &name)
        : m_compiler(compiler),
          m_cluster(cluster),
          m_ns(ns),
          m_name(name)
    {}

    Members members()
    {
        if (!readSlices())
            readSelector();
        std::sort(m_members.begin(), m_members.end());
        m_members.erase(std::unique(m_members.begin(), m_members.end()), m_members.end());
        return std::move(m_members);
    }

private:
    const SharedList<Endpoint> &endpoints() const { return m_compiler.endpoints(); }

    /// Whether there are slices. A slice without ports stands for none.
    bool readSlices()
    {
        bool isThere = false;
        for (const auto &slice : m_compiler.design().endpointSlices) {
            const auto &id = slice.meta.id;
            if (id.cluster != m_cluster || id.ns != m_ns || slice.service != m_name)
                continue;
            isThere = true;
            for (const auto &backend : slice.endpoints) {
                if (!backend.isReady)
                    continue;
                for (const auto &address : backend.addresses)
                    addAddress(address, slice.ports);
            }
        }
        return isThere;
    }

    void addAddress(IpAddress address, const std::vector<ContainerPort> &ports)
    {
        const auto endpoint = m_compiler.program().endpointByAddress(address);
        for (const auto &port : ports) {
            m_members.push_back(
                {.endpoint = endpoint, .address = address, .protocol = port.protocol, .port = port.port});
        }
    }

    void readSelector()
    {
        const auto *service = m_compiler.design().services.find({m_cluster, "", "Service", m_ns, m_name});
        if (!service || !service->selector)
            return;
        const LabelSelector selector{.matchLabels = *service->selector};
        for (const auto index :
             m_compiler.selection().select({.cluster = m_cluster, .ns = m_ns, .pods = selector}))
            addPod(index, service->ports);
        for (EndpointIndex index = 0; index < endpoints().size(); ++index) {
            const auto &endpoint = endpoints()[index];
            if (endpoint.kind == Endpoint::Kind::HostNetworkPod && endpoint.id.cluster == m_cluster
                && endpoint.id.ns == m_ns && selector.matches(*endpoint.labels))
                addPod(index, service->ports);
        }
    }

    void addPod(EndpointIndex index, const std::vector<ServicePort> &ports)
    {
        const auto &endpoint = endpoints()[index];
        for (const auto &port : ports) {
            const auto number = targetOf(endpoint, port);
            if (!number)
                continue;
            PortPairSet::Member member{.endpoint = index, .protocol = port.protocol, .port = *number};
            if (endpoint.kind == Endpoint::Kind::Pod) {
                m_members.push_back(member);
                continue;
            }
            member.endpoint = kNone;
            for (const auto &ip : endpoint.ips) {
                member.address = ip;
                m_members.push_back(member);
            }
        }
    }

    static std::optional<std::uint16_t> targetOf(const Endpoint &endpoint, const ServicePort &port)
    {
        if (const auto *number = std::get_if<std::uint16_t>(&port.targetPort))
            return *number == 0 ? port.port : *number;
        const auto &name = std::get<std::string>(port.targetPort);
        const auto found =
            std::find_if(endpoint.ports.begin(), endpoint.ports.end(), [&](const ContainerPort &each) {
                return each.name == name && each.protocol == port.protocol;
            });
        return found == endpoint.ports.end() ? std::nullopt : std::optional(found->port);
    }

    const Compiler &m_compiler;
    const std::string &m_cluster;
    const std::string &m_ns;
    const std::string &m_name;
    Members m_members{};
};

std::string keyOf(const std::string &cluster, const std::string &ns, const std::string &name)
{
    return cluster + ": service " + ns + '/' + name;
}

} // namespace

PortSetIndex servicePorts(Compiler &compiler, const std::string &cluster, const std::string &ns,
                          const std::string &name)
{
    return compiler.portSet(keyOf(cluster, ns, name), [&] {
        return PortPairSet{.members = Backends(compiler, cluster, ns, name).members()};
    });
}

SetIndex serviceAddresses(Compiler &compiler, const std::string &cluster, const std::string &ns,
                          const std::string &name)
{
    return compiler.set(keyOf(cluster, ns, name), [&] {
        AddressSet out;
        for (const auto &member : Backends(compiler, cluster, ns, name).members()) {
            if (member.address)
                out.nets.insert(Prefix::host(*member.address));
            else
                out.members.push_back(member.endpoint);
        }
        out.members.erase(std::unique(out.members.begin(), out.members.end()), out.members.end());
        return out;
    });
}

} // namespace podloom::policy
