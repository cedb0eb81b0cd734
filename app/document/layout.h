// app/document/layout.h: where things stand in the drawing; lives beside the manifests, never in them.
#pragma once

#include "core/base/json.h"
#include "core/model/object.h"

#include <QPointF>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace podloom::app {

/// The drawing's own facts. What stands in the side file and is not understood is kept.
struct Layout {
    std::map<std::string, QPointF> positions{}; ///< by layoutKey(); what has none is laid out by itself
    Json other = Json::object();                ///< further members of the side file
    bool operator==(const Layout &) const = default;
};

/// "LENS/[CLUSTER:]KIND[.GROUP]/[NAMESPACE/]NAME": things stand at different places in different lenses.
std::string layoutKey(std::string_view lens, const ObjectId &id);

/// Where the layout of a design lies: FOLDER/.layout.yaml, or NAME.layout.yaml beside NAME.yaml.
std::filesystem::path layoutFileOf(const std::filesystem::path &design);

/// Errors: InvalidArgument when the text is no layout.
Result<Layout> parseLayout(std::string_view text);
/// The side file: the same layout gives the same bytes, one line a position.
std::string formatLayout(const Layout &layout);

} // namespace podloom::app
