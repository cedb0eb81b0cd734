// tests/unit/core/manifest/json_pointers.h: every place in a JSON value.
#pragma once

#include "core/base/json.h"

#include <string>
#include <vector>

namespace podloom::samples {

struct JsonPlace {
    std::string pointer{}; ///< RFC 6901
    const Json *value = nullptr;
};

/// Every value inside `root` (not itself), parents before their members. Places point into `root`.
std::vector<JsonPlace> placesIn(const Json &root);

/// `root` with `value` at `pointer`, "-" and missing parents as core/manifest/edit.h says; without a value it
/// is taken away. Written apart from the product's own.
Json changed(const Json &root, const std::string &pointer, const Json *value);

/// The value with all members in the order of their keys.
Json sorted(const Json &value);

} // namespace podloom::samples
