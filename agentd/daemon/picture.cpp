#include "agentd/daemon/picture.h"

#include "core/manifest/snapshot.h"

namespace podloom {

namespace {

/// Puts the addresses of attachments into the pods of a design.
class PodJoiner {
public:
    PodJoiner(const Design &design, std::string cluster)
        : m_design(design),
          m_cluster(std::move(cluster)),
          m_pods(design.pods)
    {
        // Addresses in a manifest are those of another time or place.
        for (const auto &pod : design.pods) {
            if (!pod.spec.isHostNetwork && !pod.ips.empty()) {
                auto bare = pod;
                bare.ips.clear();
                m_pods.put(std::move(bare));
            }
        }
    }

    void join(const Attachment &attachment, const std::string &node)
    {
        if (attachment.addresses.empty())
            return;
        const auto &name = attachment.pod.name.empty() ? attachment.key.containerId : attachment.pod.name;
        const auto &ns = attachment.pod.ns.empty() ? std::string(kDefaultNamespace) : attachment.pod.ns;
        ObjectId id{m_cluster, "", "Pod", ns, name};
        const auto *declared = m_design.pods.find(id);
        Pod pod = declared ? *declared : Pod();
        if (!m_joined.insert(id).second)
            id.name += '~' + attachment.key.containerId.substr(0, 12) + '~' + attachment.key.ifName;
        pod.meta.id = id;
        pod.spec.nodeName = node;
        pod.spec.isHostNetwork = false;
        pod.isFinished = false; // it has an interface, so it can talk
        pod.ips = attachment.addresses;
        m_pods.put(std::move(pod));
    }

    Table<Pod> take() { return std::move(m_pods); }

private:
    const Design &m_design;
    std::string m_cluster;
    Table<Pod> m_pods;
    std::set<ObjectId> m_joined;
};

void note(std::set<std::string> &names, const std::string &name, bool isThere)
{
    if (isThere)
        names.insert(name);
    else
        names.erase(name);
}

} // namespace

void Picture::apply(const SourceUpdate &update)
{
    if (update.isSnapshot) {
        m_objects.clear();
        m_hasObjects = true;
    }
    for (const auto &change : update.changes) {
        if (change.manifest)
            m_objects.insert_or_assign(change.id, *change.manifest);
        else
            m_objects.erase(change.id);
    }
    if (update.isSnapshot || !update.changes.empty()) {
        m_isDesignCurrent = false;
        ++m_version;
    }
    m_revision = update.revision;
}

void Picture::applyOthers(const StoreUpdate &update)
{
    if (update.isSnapshot) {
        m_endpoints.clear();
        m_blocks.clear();
        m_sets.clear();
        m_alive.clear();
        m_members.clear();
        m_hasOthers = true;
        ++m_version;
    }
    for (const auto &change : update.changes)
        applyOther(change);
}

void Picture::applyOther(const StoreChange &change)
{
    const auto json = change.value ? parseJson(*change.value) : Result<Json>(Json());
    if (const auto endpoint = m_keys.endpointOf(change.key)) {
        auto attachment = json ? attachmentFromJson(*json) : Result<Attachment>(Failure{json.error()});
        setEndpoint(*endpoint,
                    change.value && attachment ? std::optional(*std::move(attachment)) : std::nullopt);
    } else if (const auto cidr = m_keys.blockOf(change.key)) {
        auto block = json ? blockFromJson(*json) : Result<Block>(Failure{json.error()});
        setBlock(*cidr, change.value && block ? std::optional(*std::move(block)) : std::nullopt);
    } else if (change.key.starts_with(m_keys.statuses())) {
        note(m_alive, change.key.substr(m_keys.statuses().size()), change.value.has_value());
    } else if (change.key.starts_with(m_keys.nodes())) {
        note(m_members, change.key.substr(m_keys.nodes().size()), change.value.has_value());
    } else if (const auto prefix = m_keys.set(""); change.key.starts_with(prefix)) {
        ++m_version;
        auto &set = m_sets[change.key.substr(prefix.size())];
        set.clear();
        for (const auto &key : json ? json->items() : Json::Array()) {
            if (const auto id = m_keys.objectOf(key.asString()))
                set.insert(*id);
        }
    }
}

void Picture::setEndpoint(const EndpointKey &key, std::optional<Attachment> attachment)
{
    if (key.node != m_node)
        ++m_version;
    if (attachment)
        m_endpoints.insert_or_assign(key, *std::move(attachment));
    else
        m_endpoints.erase(key);
}

void Picture::setBlock(const Prefix &cidr, std::optional<Block> block)
{
    const auto known = m_blocks.find(cidr);
    if (block && known != m_blocks.end()) {
        if (known->second.used.empty() != block->used.empty())
            ++m_version;
        known->second.used = block->used;
        if (known->second == *block)
            return;
    }
    ++m_version;
    if (block)
        m_blocks.insert_or_assign(cidr, *std::move(block));
    else
        m_blocks.erase(cidr);
}

const Design &Picture::design() const
{
    if (!m_isDesignCurrent) {
        std::vector<Json> manifests;
        manifests.reserve(m_objects.size());
        for (const auto &[id, manifest] : m_objects)
            manifests.push_back(manifest);
        m_design = parseObjects(manifests)->design();
        const auto names = m_design.clusterNames();
        m_clusterName = names.size() == 1 ? names.front() : m_keys.cluster();
        m_isDesignCurrent = true;
    }
    return m_design;
}

const std::string &Picture::clusterName() const
{
    design();
    return m_clusterName;
}

Design Picture::liveDesign(const std::map<AttachmentKey, Attachment> &own) const
{
    PodJoiner joiner(design(), clusterName());
    for (const auto &[key, attachment] : own)
        joiner.join(attachment, m_node);
    for (const auto &[key, attachment] : m_endpoints) {
        if (key.node != m_node)
            joiner.join(attachment, key.node);
    }
    Design live = design();
    live.pods = joiner.take();
    return live;
}

} // namespace podloom
