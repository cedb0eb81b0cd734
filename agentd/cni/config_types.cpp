#include "agentd/cni/config_types.h"

#include "core/net/prefix.h"

#include <span>

namespace podloom {

namespace {

struct Key;

/// What a value has to be.
struct Type {
    const char *name; ///< as it stands in the sentence
    bool (*holds)(const Json &value);
    std::span<const Key> members{}; ///< of an object
    const Type *items = nullptr;    ///< of a list
};

struct Key {
    std::string_view name;
    const Type &type;
};

bool isText(const Json &value)
{
    return value.isString();
}
bool isCount(const Json &value)
{
    return value.isInt() && value.asInt() >= 0;
}
bool isObject(const Json &value)
{
    return value.isObject();
}
bool isList(const Json &value)
{
    return value.isArray();
}
bool isInterfaceAddress(const Json &value)
{
    return value.isString() && InterfaceAddress::parse(value.asString());
}

constexpr Type kText{"a text", isText};
constexpr Type kCount{"a number from 0", isCount};
constexpr Type kTexts{"a list", isList, {}, &kText};
constexpr Type kAddress{"an address with its prefix length", isInterfaceAddress};

constexpr Key kPortKeys[] = {
    {"hostPort", kCount}, {"containerPort", kCount}, {"protocol", kText}, {"hostIP", kText}};
constexpr Type kPort{"an object", isObject, kPortKeys};
constexpr Type kPorts{"a list", isList, {}, &kPort};

constexpr Key kRangeKeys[] = {{"subnet", kText}, {"rangeStart", kText}, {"rangeEnd", kText}};
constexpr Type kRange{"an object", isObject, kRangeKeys};
constexpr Type kRanges{"a list", isList, {}, &kRange};
constexpr Type kRangeSets{"a list", isList, {}, &kRanges};

constexpr Key kBandwidthKeys[] = {
    {"ingressRate", kCount}, {"ingressBurst", kCount}, {"egressRate", kCount}, {"egressBurst", kCount}};
constexpr Type kBandwidth{"an object", isObject, kBandwidthKeys};

constexpr Key kDnsKeys[] = {{"servers", kTexts}, {"searches", kTexts}, {"options", kTexts}};
constexpr Type kDns{"an object", isObject, kDnsKeys};
constexpr Type kAnnotations{"an object", isObject, {}, &kText};

constexpr Key kRuntimeKeys[] = {{"ips", kTexts},
                                {"mac", kText},
                                {"ipRanges", kRangeSets},
                                {"portMappings", kPorts},
                                {"bandwidth", kBandwidth},
                                {"dns", kDns},
                                {"io.kubernetes.cri.pod-annotations", kAnnotations}};
constexpr Type kRuntime{"an object", isObject, kRuntimeKeys};

constexpr Key kOwnDnsKeys[] = {
    {"nameservers", kTexts}, {"domain", kText}, {"search", kTexts}, {"options", kTexts}};
constexpr Type kOwnDns{"an object", isObject, kOwnDnsKeys};

constexpr Key kCniArgumentKeys[] = {{"ips", kTexts}};
constexpr Type kCniArguments{"an object", isObject, kCniArgumentKeys};
constexpr Key kArgumentKeys[] = {{"cni", kCniArguments}};
constexpr Type kArguments{"an object", isObject, kArgumentKeys};

constexpr Key kIpamKeys[] = {{"ipv4Pools", kTexts}, {"ipv6Pools", kTexts}};
constexpr Type kIpam{"an object", isObject, kIpamKeys};

constexpr Key kResultIpKeys[] = {{"address", kAddress}};
constexpr Type kResultIp{"an object", isObject, kResultIpKeys};
constexpr Type kResultIps{"a list", isList, {}, &kResultIp};
constexpr Key kResultKeys[] = {{"ips", kResultIps}};
constexpr Type kResult{"an object", isObject, kResultKeys};

constexpr Key kConfigKeys[] = {{"runtimeConfig", kRuntime}, {"ipam", kIpam},
                               {"prevResult", kResult},     {"dns", kOwnDns},
                               {"args", kArguments},        {"socket", kText}};
constexpr Type kConfig{"an object", isObject, kConfigKeys};

std::optional<CniError> checkValue(const Json &value, const Type &type, const std::string &path)
{
    if (value.isNull())
        return std::nullopt;
    if (!type.holds(value))
        return CniError{cni_code::kInvalidConfig, path + " is not " + type.name + ": " + value.dump(), {}};
    for (const auto &key : type.members) {
        const auto name = (path.empty() ? "" : path + '.') + std::string(key.name);
        if (auto wrong = checkValue(value.findIgnoringCase(key.name), key.type, name))
            return wrong;
    }
    if (!type.items)
        return std::nullopt;
    for (const auto &[name, member] : value.members()) {
        if (auto wrong = checkValue(member, *type.items, path + '.' + name))
            return wrong;
    }
    for (std::size_t i = 0; i < value.items().size(); ++i) {
        if (auto wrong = checkValue(value.items()[i], *type.items, path + '[' + std::to_string(i) + ']'))
            return wrong;
    }
    return std::nullopt;
}

} // namespace

std::optional<CniError> wrongTypes(const Json &config)
{
    return checkValue(config, kConfig, {});
}

} // namespace podloom
