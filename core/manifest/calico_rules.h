// core/manifest/calico_rules.h: rules of Calico's policies and profiles (CA-10).
#pragma once

#include "core/manifest/reader.h"
#include "core/model/calico_policy.h"

namespace podloom::manifest {

/// The list under `key` ("ingress" or "egress"). A rule with a fault is left out, so that it allows nothing;
/// one that denies becomes "deny everything".
std::vector<CalicoRule> readCalicoRules(Reader &reader, const Fields &spec, std::string_view key);

enum class SelectorUse { Endpoints, Namespaces };

/// A selector expression as text, empty when it is absent or wrong, which is reported with its column.
/// global() is for namespaces only.
std::string readCalicoSelector(Reader &reader, const Fields &fields, std::string_view key,
                               SelectorUse use = SelectorUse::Endpoints);

/// A name as in "TCP", or a number 1 … 255.
std::optional<Protocol> readCalicoProtocol(Reader &reader, Value value);

} // namespace podloom::manifest
