// core/manifest/encode.h: objects that Podloom makes itself as manifests.
#pragma once

#include "core/base/json.h"
#include "core/model/network_policy.h"

#include <string>

namespace podloom {

/// The manifest of a networking.k8s.io/v1 NetworkPolicy, with fields that say nothing left out.
Json toManifest(const NetworkPolicy &policy);

/// `value` as one YAML document in block style, with a line end at the end.
std::string toYaml(const Json &value);

} // namespace podloom
