// Calico's BGPFilter (CA-07).
#include "core/manifest/decoded.h"

#include "core/base/text.h"

namespace podloom::manifest {

namespace {

constexpr auto kFilterFields = fieldNames("exportV4", "exportV6", "importV4", "importV6");
constexpr auto kRuleFields =
    fieldNames("action", "asPathPrefix", "cidr", "communities", "interface", "matchOperator", "operations",
               "peerType", "prefixLength", "priority", "source");
constexpr auto kOperationFields = fieldNames("addCommunity", "prependASPath", "setPriority");
constexpr std::size_t kMostOperations = 10;
constexpr std::size_t kLongestPrepend = 10;
constexpr std::int64_t kLowestPriority = 2147483646; // what local preferences leave room for

std::vector<std::uint32_t> readAsNumbers(Reader &reader, const Fields &fields, std::string_view key)
{
    std::vector<std::uint32_t> out;
    fields.forEachItem(key, [&](Value item) {
        if (const auto number = readAsNumber(reader, item))
            out.push_back(*number);
    });
    return out;
}

std::optional<BgpOperation> readOperation(Reader &reader, Value item)
{
    const Fields fields(reader, item, kOperationFields);
    if (!fields)
        return std::nullopt;
    const int count = (fields.has("addCommunity") ? 1 : 0) + (fields.has("prependASPath") ? 1 : 0)
                    + (fields.has("setPriority") ? 1 : 0);
    if (count != 1) {
        reader.error(item, "bgp-filter-operation",
                     "%1 needs exactly one of addCommunity, prependASPath and setPriority");
        return std::nullopt;
    }
    if (fields.has("addCommunity")) {
        const Fields add(reader, fields["addCommunity"]);
        if (!add || !add.require("value"))
            return std::nullopt;
        const auto community = readCommunity(reader, add["value"]);
        return community ? std::optional<BgpOperation>(AddCommunity{*community}) : std::nullopt;
    }
    if (fields.has("prependASPath")) {
        const Fields prepend(reader, fields["prependASPath"]);
        auto numbers = readAsNumbers(reader, prepend, "prefix");
        if (numbers.empty() || numbers.size() > kLongestPrepend)
            reader.error(fields["prependASPath"], "bgp-filter-operation",
                         "%1 needs a prefix of 1 to 10 AS numbers");
        return PrependAsPath{std::move(numbers)};
    }
    const Fields set(reader, fields["setPriority"]);
    if (!set || !set.require("value"))
        return std::nullopt;
    const auto priority = set.integer<std::uint32_t>("value", 1, kLowestPriority);
    return priority ? std::optional<BgpOperation>(SetPriority{*priority}) : std::nullopt;
}

void readCidr(Reader &reader, const Fields &fields, Family family, BgpFilterRule &rule)
{
    static constexpr std::array<std::string_view, 4> kOperators{"Equal", "NotEqual", "In", "NotIn"};
    if (fields.has("cidr"))
        rule.cidr = reader.prefix(fields["cidr"]);
    if (rule.cidr && rule.cidr->family() != family)
        reader.error(fields["cidr"], "family-mismatch", "%1: %2 does not belong to rules of this family",
                     {rule.cidr->toString()});
    if (fields.has("cidr") != fields.has("matchOperator"))
        reader.error(fields.value(), "bgp-filter-cidr", "%1 needs both cidr and matchOperator, or neither");
    rule.match = static_cast<PrefixMatch>(fields.word("matchOperator", kOperators).value_or(2));
    if (!fields.has("prefixLength"))
        return;
    const Fields length(reader, fields["prefixLength"]);
    rule.minLength = length.integer<int>("min", 0, bitsOf(family));
    rule.maxLength = length.integer<int>("max", 0, bitsOf(family));
    if (!fields.has("cidr") || rule.match == PrefixMatch::Equal || rule.match == PrefixMatch::NotEqual)
        reader.error(fields["prefixLength"], "bgp-filter-cidr",
                     "%1 goes with a cidr and the matchOperator In or NotIn");
    if (rule.minLength && rule.maxLength && *rule.minLength > *rule.maxLength)
        reader.error(fields["prefixLength"], "bgp-filter-cidr", "%1: min is larger than max");
}

BgpFilterRule readRule(Reader &reader, Value item, Family family, bool isExport)
{
    static constexpr std::array<std::string_view, 1> kSources{"RemotePeers"};
    static constexpr std::array<std::string_view, 2> kPeerTypes{"eBGP", "iBGP"};
    static constexpr std::array<std::string_view, 2> kActions{"Accept", "Reject"};
    const Fields fields(reader, item, kRuleFields);
    BgpFilterRule rule;
    rule.at = reader.at(item);
    if (!fields)
        return rule;
    readCidr(reader, fields, family, rule);
    rule.isFromRemotePeers = fields.word("source", kSources).has_value();
    if (rule.isFromRemotePeers && !isExport)
        reader.error(fields["source"], "bgp-filter-source", "%1: only rules for export have a source");
    rule.interface = fields.text("interface");
    if (!rule.interface.empty() && !isInterfaceGlob(rule.interface))
        reader.error(fields["interface"], "interface-name", "%1: \"%2\" is no name of interfaces",
                     {rule.interface});
    if (const auto type = fields.word("peerType", kPeerTypes))
        rule.peerType = *type == 0 ? BgpPeerType::External : BgpPeerType::Internal;
    if (fields.has("communities")) {
        const Fields communities(reader, fields["communities"]);
        std::size_t count = 0;
        communities.forEachItem("values", [&](Value value) {
            rule.community = readCommunity(reader, value);
            ++count;
        });
        if (count != 1)
            reader.error(fields["communities"], "bgp-filter-community", "%1 needs exactly one value");
    }
    rule.asPathPrefix = readAsNumbers(reader, fields, "asPathPrefix");
    rule.priority = fields.integer<std::uint32_t>("priority", 1, kLowestPriority);
    if (fields.require("action"))
        rule.accepts = fields.word("action", kActions).value_or(1) == 0;
    fields.forEachItem("operations", [&](Value operation) {
        if (auto read = readOperation(reader, operation))
            rule.operations.push_back(*std::move(read));
    });
    if (!rule.operations.empty() && !rule.accepts)
        reader.error(fields["operations"], "bgp-filter-operation", "%1 goes with the action Accept only");
    if (rule.operations.size() > kMostOperations)
        reader.error(fields["operations"], "too-many", "%1 has more than %2 entries",
                     {std::to_string(kMostOperations)});
    return rule;
}

} // namespace

bool isInterfaceGlob(std::string_view text)
{
    return !text.empty() && text.size() <= 15
        && text.find_first_of(std::string_view("\"\\'/ \t\r\n\0", 9)) == std::string_view::npos;
}

AnyObject decodeBgpFilter(Reader &reader, const Fields &root, ObjectMeta meta)
{
    auto out = std::make_shared<BgpFilter>();
    const Fields spec(reader, root["spec"], kFilterFields);
    const auto readRules = [&](const char *key, Family family, bool isExport) {
        std::vector<BgpFilterRule> rules;
        spec.forEachItem(key, [&](Value item) { rules.push_back(readRule(reader, item, family, isExport)); });
        return rules;
    };
    out->exportV4 = readRules("exportV4", Family::V4, true);
    out->importV4 = readRules("importV4", Family::V4, false);
    out->exportV6 = readRules("exportV6", Family::V6, true);
    out->importV6 = readRules("importV6", Family::V6, false);
    out->meta = std::move(meta);
    return out;
}

} // namespace podloom::manifest
