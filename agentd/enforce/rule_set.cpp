#include "agentd/enforce/rule_set.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace podloom {

namespace {

// The library keeps 127 bytes of a comment.
constexpr std::size_t kMaxOrigin = 100;

Failure strange(std::string what)
{
    return fail(Errc::Conflict, "nft-table", "the table %1 holds something that is not ours: %2",
                {std::string(kTable), std::move(what)});
}

std::string typeOf(const Json &type)
{
    if (type.isString())
        return type.asString();
    std::string joined;
    for (const auto &part : type.items())
        joined += (joined.empty() ? "" : " . ") + part.asString();
    return joined;
}

/// The text of one component of an element; interface names are quoted.
std::string componentText(const Json &value)
{
    if (value.isInt())
        return std::to_string(value.asInt());
    if (value.isObject()) {
        const auto &prefix = value["prefix"];
        if (!prefix.isNull())
            return prefix["addr"].asString() + '/' + std::to_string(prefix["len"].asInt());
        const auto &range = value["range"].items();
        return range.size() == 2 ? componentText(range[0]) + '-' + componentText(range[1]) : std::string();
    }
    return value.asString();
}

Result<std::string> elementText(const Json &element, const std::vector<bool> &isName)
{
    const auto &parts = element["concat"];
    std::string text;
    const std::size_t count = parts.isNull() ? 1 : parts.items().size();
    for (std::size_t i = 0; i < count; ++i) {
        const auto part = componentText(parts.isNull() ? element : parts.items()[i]);
        if (part.empty())
            return strange("element " + element.dump());
        text += i == 0 ? "" : " . ";
        text += i < isName.size() && isName[i] ? '"' + part + '"' : part;
    }
    return text;
}

std::vector<bool> namesIn(std::string_view type)
{
    std::vector<bool> isName;
    for (;;) {
        const auto dot = type.find(" . ");
        isName.push_back(type.substr(0, dot) == "ifname");
        if (dot == std::string_view::npos)
            return isName;
        type.remove_prefix(dot + 3);
    }
}

Status readSet(const Json &json, RuleSet &into)
{
    NftSet set{.type = typeOf(json["type"])};
    for (const auto &flag : json["flags"].items()) {
        if (flag.asString() != "interval")
            return strange("set " + json["name"].asString() + " with the flag " + flag.asString());
        set.isInterval = true;
    }
    const auto isName = namesIn(set.type);
    set.elements.reserve(json["elem"].items().size());
    for (const auto &element : json["elem"].items()) {
        auto text = elementText(element, isName);
        if (!text)
            return Failure{std::move(text).error()};
        set.elements.push_back(*std::move(text));
    }
    std::sort(set.elements.begin(), set.elements.end());
    into.sets.emplace(json["name"].asString(), std::move(set));
    return {};
}

std::string verdictText(const Json &verdict)
{
    for (const auto &[name, detail] : verdict.members())
        return detail.isObject() ? name + ' ' + detail["target"].asString() : name;
    return {};
}

Status readMap(const Json &json, RuleSet &into)
{
    NftMap map{.keyType = typeOf(json["type"])};
    const auto isName = namesIn(map.keyType);
    for (const auto &pair : json["elem"].items()) {
        if (pair.items().size() != 2)
            return strange("element " + pair.dump());
        auto key = elementText(pair.items()[0], isName);
        auto verdict = verdictText(pair.items()[1]);
        if (!key || verdict.empty())
            return strange("element " + pair.dump());
        map.verdicts.emplace(*std::move(key), std::move(verdict));
    }
    into.maps.emplace(json["name"].asString(), std::move(map));
    return {};
}

Status readChain(const Json &json, RuleSet &into)
{
    NftChain chain;
    if (json.contains("hook")) {
        if (json["policy"].asString() != "accept")
            return strange("chain " + json["name"].asString() + " with the policy "
                           + json["policy"].asString());
        chain.hook = NftHook{.type = json["type"].asString(),
                             .hook = json["hook"].asString(),
                             .priority = static_cast<int>(json["prio"].asInt())};
    }
    into.chains.emplace(json["name"].asString(), std::move(chain));
    return {};
}

Status readRule(const Json &json, RuleSet &into)
{
    NftRule rule;
    rule.comment = json["comment"].asString();
    into.chains[json["chain"].asString()].rules.push_back(std::move(rule));
    return {};
}

Status readObject(const Json &object, RuleSet &into)
{
    using Reader = Status (*)(const Json &, RuleSet &);
    constexpr std::pair<std::string_view, Reader> kReaders[] = {
        {"set", readSet}, {"map", readMap}, {"chain", readChain}, {"rule", readRule}};
    for (const auto &[kind, read] : kReaders)
        if (object.contains(kind))
            return read(object[kind], into);
    if (object.contains("metainfo") || object.contains("table"))
        return {};
    return strange(object.dump());
}

} // namespace

NftRule::NftRule(std::string ruleText, std::string_view origin)
    : text(std::move(ruleText)),
      comment(origin.substr(0, kMaxOrigin))
{
    std::replace(comment.begin(), comment.end(), '"', '\'');
    comment += (comment.empty() ? "#" : " #") + digestOf(text);
}

Result<RuleSet> parseRuleSet(const Json &listing)
{
    RuleSet rules;
    for (const auto &object : listing["nftables"].items())
        if (auto read = readObject(object, rules); !read)
            return Failure{std::move(read).error()};
    return rules;
}

std::string digestOf(std::string_view text)
{
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (const char byte : text)
        hash = (hash ^ static_cast<std::uint8_t>(byte)) * 0x100000001B3ULL;
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string digits(16, '0');
    for (auto at = digits.rbegin(); at != digits.rend(); ++at, hash >>= 4U)
        *at = kDigits[hash & 15U];
    return digits;
}

} // namespace podloom
