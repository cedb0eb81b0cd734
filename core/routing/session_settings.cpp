#include "core/routing/session_settings.h"

#include "core/routing/name_hash.h"

#include <algorithm>

namespace podloom {

namespace {

bool asksForPriorities(const std::vector<BgpFilterRule> &rules)
{
    return std::any_of(rules.begin(), rules.end(), [](const BgpFilterRule &rule) {
        return rule.priority
            || std::any_of(rule.operations.begin(), rule.operations.end(), [](const BgpOperation &each) {
                   return std::holds_alternative<SetPriority>(each);
               });
    });
}

} // namespace

std::shared_ptr<const BgpSettings> peerSettings(const Design &design, const BgpPeer &peer)
{
    auto settings = std::make_shared<BgpSettings>();
    settings->password = peer.password;
    if (peer.password)
        settings->secret = secretName(peer.meta.id);
    settings->timers = peer.timers;
    settings->maxRestartSeconds = peer.maxRestartSeconds;
    settings->ttlSecurityHops = peer.ttlSecurityHops;
    settings->med = peer.med;
    settings->reachableBy = peer.reachableBy;
    settings->hasFreeSource = peer.sourceAddress == SourceAddress::None;
    for (const auto &name : peer.filters) {
        auto filter =
            design.bgpFilters.share({peer.meta.id.cluster, peer.meta.id.group, "BGPFilter", "", name});
        if (filter)
            settings->filters.push_back(std::move(filter));
    }
    return settings;
}

std::shared_ptr<const BgpSettings> answeringSettings(const BgpSettings &asking)
{
    auto settings = std::make_shared<BgpSettings>();
    settings->password = asking.password;
    settings->secret = asking.secret;
    settings->timers = asking.timers;
    settings->maxRestartSeconds = asking.maxRestartSeconds;
    settings->ttlSecurityHops = asking.ttlSecurityHops;
    return settings;
}

std::shared_ptr<const BgpSettings> meshSettings(const BgpConfiguration &configuration)
{
    auto settings = std::make_shared<BgpSettings>();
    settings->password = configuration.meshPassword;
    if (configuration.meshPassword)
        settings->secret = secretName(configuration.meta.id);
    settings->timers = configuration.meshTimers;
    settings->maxRestartSeconds = configuration.meshMaxRestartSeconds;
    return settings;
}

std::shared_ptr<const BgpSettings> linkSettings(const BgpTimers &timers)
{
    auto settings = std::make_shared<BgpSettings>();
    settings->timers = timers;
    return settings;
}

bool usesPriorities(const Design &design, const std::string &cluster)
{
    return std::any_of(design.bgpFilters.begin(), design.bgpFilters.end(), [&](const BgpFilter &filter) {
        return filter.meta.id.cluster == cluster
            && (asksForPriorities(filter.exportV4) || asksForPriorities(filter.importV4)
                || asksForPriorities(filter.exportV6) || asksForPriorities(filter.importV6));
    });
}

std::string secretName(const ObjectId &object)
{
    return "secret_" + hex(fnv1a(object.cluster + '/' + object.kind + '/' + object.name));
}

} // namespace podloom
