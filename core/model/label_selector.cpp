#include "core/model/label_selector.h"

#include "core/base/text.h"

#include <algorithm>

namespace podloom {

bool LabelRequirement::matches(const Labels &labels) const
{
    const auto found = labels.find(key);
    const bool isThere = found != labels.end();
    const auto isListed = [&] {
        return std::find(values.begin(), values.end(), found->second) != values.end();
    };
    switch (op) {
    case Operator::In: return isThere && isListed();
    case Operator::NotIn: return !isThere || !isListed();
    case Operator::Exists: return isThere;
    case Operator::DoesNotExist: return !isThere;
    }
    return false;
}

bool LabelSelector::matches(const Labels &labels) const
{
    const auto hasLabel = [&](const auto &wanted) {
        const auto found = labels.find(wanted.first);
        return found != labels.end() && found->second == wanted.second;
    };
    return std::all_of(matchLabels.begin(), matchLabels.end(), hasLabel)
        && std::all_of(matchExpressions.begin(), matchExpressions.end(),
                       [&](const auto &each) { return each.matches(labels); });
}

std::string LabelSelector::toString() const
{
    if (isEmpty())
        return "all";
    std::vector<std::string> parts;
    for (const auto &[key, value] : matchLabels)
        parts.push_back(key + '=' + value);
    for (const auto &each : matchExpressions) {
        switch (each.op) {
        case LabelRequirement::Operator::In:
            parts.push_back(each.key + " in (" + join(each.values, ",") + ')');
            break;
        case LabelRequirement::Operator::NotIn:
            parts.push_back(each.key + " notin (" + join(each.values, ",") + ')');
            break;
        case LabelRequirement::Operator::Exists: parts.push_back(each.key); break;
        case LabelRequirement::Operator::DoesNotExist: parts.push_back('!' + each.key); break;
        }
    }
    return join(parts, ",");
}

} // namespace podloom
