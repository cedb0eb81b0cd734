#include "core/model/object.h"

namespace podloom {

std::string ObjectId::toString() const
{
    std::string out = kind;
    if (!group.empty())
        out += '.' + group;
    out += '/';
    if (!ns.empty())
        out += ns + '/';
    return out + name;
}

std::string ObjectMeta::apiVersion() const
{
    return id.group.empty() ? version : id.group + '/' + version;
}

} // namespace podloom
