// core/model/label_key.h: the key under which an index has everything with one label.
#pragma once

#include <string>
#include <string_view>

namespace podloom {

/// That no other label of that scope, a cluster or namespace, has, nor the same label of another one: none of
/// the three holds a NUL.
inline std::string labelKey(std::string_view scope, std::string_view key, std::string_view value)
{
    std::string out;
    out.reserve(scope.size() + key.size() + value.size() + 2);
    out.append(scope).append(1, '\0').append(key).append(1, '\0').append(value);
    return out;
}

} // namespace podloom
