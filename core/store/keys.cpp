#include "core/store/keys.h"

#include "core/base/text.h"

namespace podloom {

namespace {

std::string orDash(const std::string &text)
{
    return text.empty() ? "-" : text;
}

std::string fromDash(std::string_view text)
{
    return text == "-" ? std::string() : std::string(text);
}

/// What follows `prefix` in `key`, cut at each slash; empty when it does not begin so.
std::vector<std::string_view> partsBehind(std::string_view key, const std::string &prefix)
{
    if (!key.starts_with(prefix))
        return {};
    return split(key.substr(prefix.size()), '/');
}

} // namespace

std::string StoreKeys::object(const ObjectId &id) const
{
    return kind(id.group, id.kind) + orDash(id.ns) + '/' + id.name;
}

std::string StoreKeys::kind(const std::string &group, const std::string &kindName) const
{
    return objects() + orDash(group) + '/' + kindName + '/';
}

std::string StoreKeys::endpoint(const EndpointKey &key) const
{
    return endpoints() + key.node + '/' + key.containerId + '/' + key.ifName;
}

std::optional<ObjectId> StoreKeys::objectOf(std::string_view key) const
{
    const auto parts = partsBehind(key, objects());
    if (parts.size() != 4)
        return std::nullopt;
    return ObjectId{.cluster = m_cluster,
                    .group = fromDash(parts[0]),
                    .kind = std::string(parts[1]),
                    .ns = fromDash(parts[2]),
                    .name = std::string(parts[3])};
}

std::optional<EndpointKey> StoreKeys::endpointOf(std::string_view key) const
{
    const auto parts = partsBehind(key, endpoints());
    if (parts.size() != 3)
        return std::nullopt;
    return EndpointKey{std::string(parts[0]), std::string(parts[1]), std::string(parts[2])};
}

std::optional<Prefix> StoreKeys::blockOf(std::string_view key) const
{
    if (!key.starts_with(blocks()))
        return std::nullopt;
    auto cidr = Prefix::parse(key.substr(blocks().size()));
    return cidr ? std::optional(*cidr) : std::nullopt;
}

} // namespace podloom
