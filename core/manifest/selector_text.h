// core/manifest/selector_text.h: a Kubernetes label selector that stands alone.
#pragma once

#include "core/base/result.h"
#include "core/model/label_selector.h"

#include <string_view>

namespace podloom {

/// A LabelSelector as JSON or YAML: {"matchLabels":{"app":"web"}}. Errors: InvalidArgument, id
/// "selector-syntax"; argument 1 is the column (from 1), argument 2 what is wrong, as for Calico's selectors.
Result<LabelSelector> parseLabelSelector(std::string_view text);

} // namespace podloom
