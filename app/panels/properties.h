// app/panels/properties.h: what an inspector says about an object, and what of it can be changed there.
#pragma once

#include "app/document/analysis.h"
#include "core/base/json.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace podloom::app {

/// One line of an inspector.
struct Property {
    enum class Kind {
        Fact,   ///< only read
        Text,   ///< a string
        Number, ///< a whole number
        Switch, ///< true or false
        Choice, ///< one of `choices`
        Mixed,  ///< a whole number, or a string where it is none
        Group,  ///< `parts` in one line
        Entry,  ///< "key=value", which becomes a member of what `pointer` leads to
        Action, ///< a button, which does `steps`
        Allow,  ///< a rule of a policy: whom, and in `unit` on which ports
        Deny,
        Pass,
    };
    QString label{};
    QString value{};     ///< as it stands in the manifest; empty = not there, `fallback` holds
    QString unit{};      ///< "s", "bytes", …
    QString help{};      ///< the field's name and rule
    bool isMono = false; ///< addresses, ports, selectors
    Kind kind = Kind::Fact;
    QString fallback{};       ///< what holds without a value
    QStringList choices{};    ///< as they stand in the manifest
    ObjectId object{};        ///< whose manifest an edit changes
    std::string pointer{};    ///< where in it
    bool isRemovable = false; ///< a button takes away what `pointer` leads to
    std::vector<Property> parts{};
    std::vector<std::pair<std::string, Json>> steps{}; ///< what is put where in the manifest, as one edit
    std::optional<SourceRef> at{};                     ///< where a click leads

    bool isEditable() const { return !pointer.empty() || !steps.empty(); }
    bool operator==(const Property &) const = default;
};

struct PropertySection {
    QString title{}; ///< empty for the first
    std::vector<Property> properties{};
};

/// A key as it stands in a JSON pointer (RFC 6901).
std::string pointerPart(const std::string &key);

/// The head of an inspector.
struct ObjectTitle {
    QString name{};
    QString subtitle{}; ///< "Node · rack a · cluster prod"
};
ObjectTitle titleFor(const Analysis &analysis, const ObjectId &id);

/// Of objects of kinds without a form of their own labels and annotations. Empty for what is not in the
/// design.
std::vector<PropertySection> propertiesOf(const Analysis &analysis, const ObjectId &id);

} // namespace podloom::app
