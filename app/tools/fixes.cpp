// Places in manifests.
#include "app/tools/fixes.h"

#include <QCoreApplication>

#include <cstdlib>

namespace podloom::app::fixes {

QString tr(const char *text)
{
    return QCoreApplication::translate("QuickFix", text);
}

QString qs(const std::string &text)
{
    return QString::fromStdString(text);
}

std::string escaped(std::string_view key)
{
    std::string out;
    for (const char c : key)
        out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    return out;
}

std::string parentOf(const std::string &pointer)
{
    return pointer.substr(0, pointer.rfind('/'));
}

const Json &valueAt(const Json &manifest, std::string_view pointer)
{
    static const Json kNone;
    const auto *at = &manifest;
    while (!pointer.empty()) {
        pointer.remove_prefix(1);
        const auto part = pointer.substr(0, pointer.find('/'));
        pointer.remove_prefix(part.size());
        std::string key;
        for (std::size_t index = 0; index < part.size(); ++index) {
            const bool isEscape = part[index] == '~' && index + 1 < part.size();
            key += isEscape ? (part[++index] == '1' ? '/' : '~') : part[index];
        }
        if (!at->isArray()) {
            at = &(*at)[key];
            continue;
        }
        const auto number = static_cast<std::size_t>(std::strtoul(key.c_str(), nullptr, 10));
        if (number >= at->items().size())
            return kNone;
        at = &at->items()[number];
    }
    return *at;
}

/// Where a text stands in a manifest: `isThere` is asked about every string.
std::optional<std::string> findText(const Json &value, const std::string &pointer,
                                    const std::function<bool(const std::string &)> &isThere)
{
    if (value.isString() && isThere(value.asString()))
        return pointer;
    for (std::size_t index = 0; index < value.items().size(); ++index) {
        if (auto found = findText(value.items()[index], pointer + "/" + std::to_string(index), isThere))
            return found;
    }
    for (const auto &[key, member] : value.members()) {
        if (auto found = findText(member, pointer + "/" + escaped(key), isThere))
            return found;
    }
    return std::nullopt;
}

} // namespace podloom::app::fixes
