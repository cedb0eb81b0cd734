// app/tools/fixes.h: what every quick fix is made from: a finding, its manifest and the places in it.
#pragma once

#include "app/tools/quick_fix.h"

#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace podloom::app::fixes {

using Fixes = std::vector<QuickFix>;

/// What a button says, in the language of the window.
QString tr(const char *text);
QString qs(const std::string &text);

/// A key as a JSON pointer has it.
std::string escaped(std::string_view key);
/// The pointer without its last part.
std::string parentOf(const std::string &pointer);
/// Null where there is nothing.
const Json &valueAt(const Json &manifest, std::string_view pointer);
/// Where a text stands in a manifest: `isThere` is asked about every string.
std::optional<std::string> findText(const Json &value, const std::string &pointer,
                                    const std::function<bool(const std::string &)> &isThere);

/// A finding, its object and what stands there.
struct About {
    const Snapshot &snapshot;
    const Diagnostic &finding;
    const ObjectId &id;
    FixMemory &memory;
    Json manifest{};

    const std::string &argument(std::size_t number) const
    {
        static const std::string kNone;
        return number < finding.message.arguments.size() ? finding.message.arguments[number] : kNone;
    }
    SetValue set(std::string pointer, Json value) const { return {id, std::move(pointer), std::move(value)}; }
};

// One for each rule; empty where nothing can be done by one edit.

Fixes fixEndPort(const About &about);
Fixes fixExcept(const About &about);
Fixes fixDns(const About &about);
Fixes fixTier(const About &about);
Fixes fixTypes(const About &about);
Fixes fixSilentDeny(const About &about);

Fixes fixAddress(const About &about);
Fixes fixPool(const About &about);
Fixes fixFamily(const About &about);
Fixes fixMesh(const About &about);

Fixes fixField(const About &about);
Fixes fixName(const About &about);
Fixes fixWord(const About &about);
Fixes fixSelector(const About &about);

} // namespace podloom::app::fixes
