#include "core/model/nearest_object.h"

#include "core/base/nearest_word.h"
#include "core/base/text.h"

#include <algorithm>

namespace podloom {

namespace {

std::string kindOf(const std::string &written)
{
    return written.substr(0, written.find_first_of("./"));
}

std::string nameOf(const std::string &written)
{
    const auto slash = written.rfind('/');
    return slash == std::string::npos ? written : written.substr(slash + 1);
}

/// Empty when nothing is near.
std::string nearestObject(const std::string &written, const std::vector<ObjectId> &objects)
{
    const auto kind = toLower(kindOf(written));
    const auto name = nameOf(written);
    const auto isNamesake = [&](const ObjectId &id) { return id.name == name; };
    const auto isTwin = [&](const ObjectId &id) { return id.name == name && toLower(id.kind) == kind; };
    auto found = std::find_if(objects.begin(), objects.end(), isTwin);
    if (found == objects.end())
        found = std::find_if(objects.begin(), objects.end(), isNamesake);
    if (found != objects.end())
        return found->toString();
    std::vector<std::string> names;
    for (const auto &id : objects)
        names.push_back(id.toString());
    const std::vector<std::string_view> words(names.begin(), names.end());
    return std::string(nearestWord(written, words).value_or(""));
}

} // namespace

Failure noSuchObject(const std::string &written, const std::vector<ObjectId> &objects)
{
    const auto meant = nearestObject(written, objects);
    if (meant.empty())
        return fail(Errc::NotFound, "no-such-object", "there is no object %1 in the design", {written});
    return fail(Errc::NotFound, "no-such-object", "there is no object %1 in the design; did you mean %2?",
                {written, meant});
}

} // namespace podloom
