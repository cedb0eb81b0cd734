#include "core/routing/bird_filters.h"

#include "core/routing/name_hash.h"

#include <algorithm>
#include <set>

namespace podloom {

namespace {

constexpr std::size_t kLongestSymbol = 60; // BIRD takes 64

std::string functionName(const BgpFilter &filter, bool isExport, Family family)
{
    const auto suffix = std::string(isExport ? ":out" : ":in") + familyDigit(family);
    return "'" + shortened("f:" + filter.meta.id.name, kLongestSymbol - suffix.size()) + suffix + "'";
}

std::string literal(const BgpCommunity &community)
{
    auto text = '(' + std::to_string(community.administrator) + ", " + std::to_string(community.value);
    return community.more ? text + ", " + std::to_string(*community.more) + ')' : text + ')';
}

std::string attribute(const BgpCommunity &community)
{
    return community.isLarge() ? "bgp_large_community" : "bgp_community";
}

std::string netCondition(const BgpFilterRule &rule)
{
    const bool isNegative = rule.match == PrefixMatch::NotEqual || rule.match == PrefixMatch::NotIn;
    if (rule.match == PrefixMatch::Equal || rule.match == PrefixMatch::NotEqual)
        return std::string("net ") + (isNegative ? "!= " : "= ") + rule.cidr->toString();
    const auto shortest = std::max(rule.minLength.value_or(0), rule.cidr->length());
    const auto longest = rule.maxLength.value_or(bitsOf(rule.cidr->family()));
    if (shortest > longest)
        return isNegative ? "true" : "false"; // BIRD takes no empty range
    return std::string("net ") + (isNegative ? "!~ [ " : "~ [ ") + rule.cidr->toString() + '{'
         + std::to_string(shortest) + ',' + std::to_string(longest) + "} ]";
}

std::string conditionOf(const BgpFilterRule &rule)
{
    std::vector<std::string> conditions;
    if (rule.peerType != BgpPeerType::Any)
        conditions.emplace_back(rule.peerType == BgpPeerType::Internal ? "is_ibgp" : "! is_ibgp");
    if (rule.cidr)
        conditions.push_back(netCondition(rule));
    if (rule.isFromRemotePeers)
        conditions.emplace_back("source = RTS_BGP");
    if (!rule.interface.empty())
        conditions.push_back("ifname ~ \"" + rule.interface + '"');
    if (rule.community)
        conditions.push_back(literal(*rule.community) + " ~ " + attribute(*rule.community));
    if (!rule.asPathPrefix.empty()) {
        std::string path = "bgp_path ~ [= ";
        for (const auto number : rule.asPathPrefix)
            path += std::to_string(number) + ' ';
        conditions.push_back(path + "* =]");
    }
    if (rule.priority)
        conditions.push_back("bgp_local_pref = " + std::to_string(kPriorityBase - *rule.priority));
    std::string text;
    for (const auto &condition : conditions)
        text += (text.empty() ? "" : " && ") + condition;
    return text;
}

void writeOperation(BirdWriter &out, const AddCommunity &add)
{
    out.line(attribute(add.community) + ".add(" + literal(add.community) + ");");
}

void writeOperation(BirdWriter &out, const PrependAsPath &prepend)
{
    for (auto number = prepend.numbers.rbegin(); number != prepend.numbers.rend(); ++number)
        out.line("bgp_path.prepend(" + std::to_string(*number) + ");");
}

void writeOperation(BirdWriter &out, const SetPriority &set)
{
    out.line("bgp_local_pref = " + std::to_string(kPriorityBase - set.priority) + ';');
}

void writeRules(BirdWriter &out, const std::vector<BgpFilterRule> &rules)
{
    for (const auto &rule : rules) {
        const auto condition = conditionOf(rule);
        const std::string verdict = rule.accepts ? "accept;" : "reject;";
        if (rule.operations.empty()) {
            out.line(condition.empty() ? verdict : "if " + condition + " then " + verdict);
            continue;
        }
        out.openBlock(condition.empty() ? "if true then" : "if " + condition + " then");
        for (const auto &operation : rule.operations)
            std::visit([&](const auto &each) { writeOperation(out, each); }, operation);
        out.line(verdict);
        out.closeBlock();
    }
}

void callFilters(BirdWriter &out, const BgpSession &session, bool isExport)
{
    for (const auto &filter : session.settings->filters) {
        const auto &rules = isExport ? filter->exports(session.family) : filter->imports(session.family);
        if (!rules.empty())
            out.line(functionName(*filter, isExport, session.family)
                     + (session.isInternal() ? "(true);" : "(false);"));
    }
}

} // namespace

void writeFilterFunctions(BirdWriter &out, Family family, const std::vector<BgpSession> &sessions)
{
    std::set<std::string> written;
    for (const auto &session : sessions) {
        for (const auto &filter : session.settings->filters) {
            for (const bool isExport : {false, true}) {
                const auto &rules = isExport ? filter->exports(family) : filter->imports(family);
                const auto name = functionName(*filter, isExport, family);
                if (session.family != family || rules.empty() || !written.insert(name).second)
                    continue;
                out.origin("BGPFilter", filter->meta.id.name);
                out.openBlock("function " + name + "(bool is_ibgp)");
                writeRules(out, rules);
                out.closeBlock();
            }
        }
    }
}

bool hasAdvertisements(const BgpConfiguration &configuration, Family family)
{
    const auto &all = configuration.prefixAdvertisements;
    return std::any_of(all.begin(), all.end(), [family](const PrefixAdvertisement &advertisement) {
        return advertisement.cidr.family() == family && !advertisement.communities.empty();
    });
}

void writeAdvertisements(BirdWriter &out, Family family, const BgpConfiguration &configuration)
{
    if (!hasAdvertisements(configuration, family))
        return;
    out.openBlock("function advertise" + familyDigit(family) + "()");
    for (const auto &advertisement : configuration.prefixAdvertisements) {
        if (advertisement.cidr.family() != family || advertisement.communities.empty())
            continue;
        out.openBlock("if " + inSet({advertisement.cidr}, "+") + " then");
        for (const auto &community : advertisement.communities)
            writeOperation(out, AddCommunity{community});
        out.closeBlock();
    }
    out.closeBlock();
}

void writeChannelFilters(BirdWriter &out, const BgpSession &session, const SessionFilters &how)
{
    const auto digit = familyDigit(session.family);
    const auto usual = "bgp_local_pref = " + std::to_string(kPriorityBase - kUsualPriority) + ';';
    const auto &settings = *session.settings;
    if (settings.filters.empty() && !settings.med && !session.usesPriorities && !how.hasAdvertisements) {
        out.line("import where ! is_martian" + digit + "();");
        out.line(session.isSilent ? "export none;" : "export where " + how.announces + digit + "();");
        return;
    }
    out.open("import filter");
    out.line("if is_martian" + digit + "() then reject;");
    if (session.usesPriorities && !session.isInternal())
        out.line(usual);
    callFilters(out, session, false);
    out.line("accept;");
    out.close();
    if (session.isSilent) {
        out.line("export none;");
        return;
    }
    out.open("export filter");
    out.line("if ! is_known" + digit + "() then reject;");
    if (session.usesPriorities)
        out.line("if source != RTS_BGP then " + usual);
    if (settings.med)
        out.line("bgp_med = " + std::to_string(*settings.med) + ';');
    callFilters(out, session, true);
    out.line("if ! " + how.announces + digit + "() then reject;");
    if (how.hasAdvertisements)
        out.line("advertise" + digit + "();");
    out.line("accept;");
    out.close();
}

} // namespace podloom
