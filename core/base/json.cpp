#include "core/base/json.h"

#include "core/base/text.h"

#include <algorithm>

namespace podloom {

namespace {

const std::string kNoString;
const Json::Array kNoItems;
const Json::Object kNoMembers;
const Json kNull;

template <class Same>
const Json &findMember(const Json::Object &members, Same same)
{
    const auto found =
        std::find_if(members.begin(), members.end(), [&](const auto &each) { return same(each.first); });
    return found == members.end() ? kNull : found->second;
}

} // namespace

bool Json::asBool(bool fallback) const
{
    const auto *value = std::get_if<bool>(&m_value);
    return value ? *value : fallback;
}

std::int64_t Json::asInt(std::int64_t fallback) const
{
    const auto *value = std::get_if<std::int64_t>(&m_value);
    return value ? *value : fallback;
}

double Json::asDouble(double fallback) const
{
    if (const auto *whole = std::get_if<std::int64_t>(&m_value))
        return static_cast<double>(*whole);
    const auto *value = std::get_if<double>(&m_value);
    return value ? *value : fallback;
}

const std::string &Json::asString() const
{
    const auto *value = std::get_if<std::string>(&m_value);
    return value ? *value : kNoString;
}

const Json::Array &Json::items() const
{
    const auto *value = std::get_if<Array>(&m_value);
    return value ? *value : kNoItems;
}

const Json::Object &Json::members() const
{
    const auto *value = std::get_if<Object>(&m_value);
    return value ? *value : kNoMembers;
}

const Json &Json::operator[](std::string_view key) const
{
    return findMember(members(), [&](const std::string &name) { return name == key; });
}

const Json &Json::findIgnoringCase(std::string_view key) const
{
    return findMember(members(),
                      [wanted = toLower(key)](const std::string &name) { return toLower(name) == wanted; });
}

bool Json::contains(std::string_view key) const
{
    return std::any_of(members().begin(), members().end(),
                       [&](const auto &each) { return each.first == key; });
}

Json &Json::set(std::string_view key, Json value)
{
    if (!isObject())
        m_value = Object();
    auto &all = *std::get_if<Object>(&m_value);
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto &each) { return each.first == key; });
    if (found == all.end())
        all.emplace_back(std::string(key), std::move(value));
    else
        found->second = std::move(value);
    return *this;
}

void Json::remove(std::string_view key)
{
    if (auto *all = std::get_if<Object>(&m_value))
        std::erase_if(*all, [&](const auto &each) { return each.first == key; });
}

void Json::append(Json item)
{
    mutableItems().push_back(std::move(item));
}

Json::Array &Json::mutableItems()
{
    if (!isArray())
        m_value = Array();
    return *std::get_if<Array>(&m_value);
}

} // namespace podloom
