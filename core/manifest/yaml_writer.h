// core/manifest/yaml_writer.h: JSON values as YAML text in the style of the text around them.
#pragma once

#include "core/manifest/yaml_tree.h"

#include <string>

namespace podloom::manifest {

struct WriteStyle {
    std::size_t step = 2;            ///< columns that a nested mapping is indented by
    bool indentsSequences = false;   ///< "- " stands deeper than the key above it
    bool usesLiterals = true;        ///< texts of several lines as "|"
    bool isJson = false;             ///< keys and texts in double quotes, always in flow
    std::string_view lineEnd = "\n"; ///< "\n" or "\r\n"
};

/// What the document of `tree` does, nearest to `node` first.
WriteStyle writeStyleOf(const YamlTree &tree, NodeIndex node);

/// A scalar, quoted where it must be or where `like` is a quoted style.
std::string scalarText(const Json &scalar, bool isFlow, const WriteStyle &style,
                       NodeStyle like = NodeStyle::Plain);

/// In one line: [a, b], {a: 1}.
std::string flowText(const Json &value, const WriteStyle &style);

/// The block form of a list or mapping with something in it: the first line without, all others with `column`
/// blanks before them, no line end behind the last.
std::string blockText(const Json &value, std::size_t column, const WriteStyle &style);

/// What stands behind "key:" for a key at `column`: a blank and a scalar, or line ends and a block.
std::string memberText(const Json &value, std::size_t column, const WriteStyle &style);

/// A key, quoted where it must be.
std::string keyText(std::string_view key, bool isFlow, const WriteStyle &style);

} // namespace podloom::manifest
