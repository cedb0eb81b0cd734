#include "core/manifest/edit_json.h"

#include "core/base/text.h"

#include <algorithm>

namespace podloom::manifest {

bool changeJson(Json &at, const std::vector<std::string> &parts, std::size_t depth, const Json *value)
{
    if (depth == parts.size()) {
        if (value)
            at = *value;
        return value != nullptr;
    }
    const auto &part = parts[depth];
    const bool isLast = depth + 1 == parts.size();
    const bool isNewList = at.isNull() && (part == "-" || part == "0");
    if (at.isArray() || isNewList) {
        if (isNewList)
            at = Json::array();
        auto &items = at.mutableItems();
        const auto number =
            part == "-" ? items.size() : parseUnsigned(part, items.size()).value_or(items.size());
        if (!value && isLast) {
            items.erase(items.begin() + static_cast<std::ptrdiff_t>(number));
            return true;
        }
        if (number == items.size())
            items.emplace_back();
        return changeJson(items[number], parts, depth + 1, value);
    }
    if (!value && isLast) {
        at.remove(part);
        return true;
    }
    auto member = at[part];
    const bool isChanged = changeJson(member, parts, depth + 1, value);
    at.set(part, std::move(member));
    return isChanged;
}

bool saysTheSame(const Json &a, const Json &b)
{
    if (a.members().size() != b.members().size() || a.items().size() != b.items().size())
        return false;
    if (a.isArray() && b.isArray())
        return std::equal(a.items().begin(), a.items().end(), b.items().begin(), saysTheSame);
    if (!a.isObject() || !b.isObject())
        return a == b;
    return std::equal(a.members().begin(), a.members().end(), b.members().begin(),
                      [&](const Json::Member &one, const Json::Member &other) {
                          return one.first == other.first
                                   ? saysTheSame(one.second, other.second)
                                   : b.contains(one.first) && saysTheSame(one.second, b[one.first]);
                      });
}

} // namespace podloom::manifest
