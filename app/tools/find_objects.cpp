#include "app/tools/find_objects.h"

#include "app/document/selection.h"

#include <QStringList>

#include <algorithm>
#include <set>

namespace podloom::app {

namespace {

/// Gathers what one question finds.
class Finder {
public:
    explicit Finder(const QString &text) : m_address(IpAddress::parse(text.trimmed().toStdString()))
    {
        for (const auto &word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts))
            m_words.push_back(word.toLower().toStdString());
    }

    bool isIdle() const { return m_words.empty(); }
    std::vector<ObjectId> take() { return std::move(m_found); }

    template <class Object, class Facts>
    void search(const Table<Object> &table, Facts facts)
    {
        for (const auto &object : table) {
            begin(object.meta.id);
            for (const auto &[key, value] : object.meta.labels)
                add(key + '=' + value);
            facts(object);
            end(object.meta.id);
        }
    }
    template <class Object>
    void search(const Table<Object> &table)
    {
        search(table, [](const Object &) {});
    }
    /// What has only a name.
    void search(const ObjectId &id)
    {
        begin(id);
        end(id);
    }
    void add(const std::string &fact)
    {
        m_facts += fact;
        m_facts += '\n';
    }
    /// Whatever else is asked, this object is an answer.
    void addNetwork(const Prefix &network)
    {
        add(network.toString());
        m_isAround = m_isAround || (m_address && network.contains(*m_address));
    }

private:
    void begin(const ObjectId &id)
    {
        m_facts.clear();
        m_isAround = false;
        add(id.kind);
        add(id.ns.empty() ? id.name : id.ns + '/' + id.name);
    }
    void end(const ObjectId &id)
    {
        if (!m_seen.insert(id).second)
            return;
        std::transform(m_facts.begin(), m_facts.end(), m_facts.begin(),
                       [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
        if (m_isAround || std::all_of(m_words.begin(), m_words.end(), [this](const std::string &word) {
                return m_facts.find(word) != std::string::npos;
            }))
            m_found.push_back(id);
    }

    std::vector<std::string> m_words;
    std::optional<IpAddress> m_address;
    std::string m_facts; ///< of the object at hand, one a line
    bool m_isAround = false;
    std::set<ObjectId> m_seen;
    std::vector<ObjectId> m_found;
};

} // namespace

std::vector<ObjectId> findObjects(const Analysis &analysis, const QString &text)
{
    Finder finder(text);
    if (finder.isIdle())
        return {};
    const auto addAll = [&finder](const auto &values) {
        for (const auto &value : values)
            finder.add(value.toString());
    };
    const auto &design = analysis.placed;
    finder.search(design.clusters);
    finder.search(design.nodes, [&](const Node &node) { addAll(node.addresses); });
    finder.search(design.routers, [&](const Router &router) { addAll(router.addresses); });
    finder.search(design.links, [&](const Link &link) {
        for (const auto &subnet : link.subnets)
            finder.addNetwork(subnet);
    });
    finder.search(design.workloads);
    finder.search(design.pods, [&](const Pod &pod) { addAll(pod.ips); });
    finder.search(design.services, [&](const Service &service) {
        for (const auto &address : service.clusterIps)
            finder.add(address);
    });
    finder.search(design.namespaces);
    finder.search(design.ipPools, [&](const IpPool &pool) { finder.addNetwork(pool.cidr); });
    finder.search(design.networkPolicies);
    finder.search(design.clusterPolicies);
    finder.search(design.calicoPolicies);
    // What else stands in the files has at least its name.
    for (const auto &id : analysis.snapshot->objects())
        finder.search(chosenAs(id));
    return finder.take();
}

} // namespace podloom::app
