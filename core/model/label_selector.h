// core/model/label_selector.h: Kubernetes label selectors.
#pragma once

#include "core/model/object.h"

#include <string>
#include <vector>

namespace podloom {

/// One matchExpressions entry. Source: meta/v1 LabelSelectorRequirement.
struct LabelRequirement {
    enum class Operator { In, NotIn, Exists, DoesNotExist };

    std::string key{};
    Operator op = Operator::Exists;
    std::vector<std::string> values{}; ///< for In and NotIn, at least one; otherwise empty

    /// NotIn and DoesNotExist also hold when the key is absent.
    bool matches(const Labels &labels) const;
    auto operator<=>(const LabelRequirement &) const = default;
};

/// All matchLabels and all matchExpressions must hold; the empty selector matches everything (K-48).
struct LabelSelector {
    Labels matchLabels{};
    std::vector<LabelRequirement> matchExpressions{};

    bool matches(const Labels &labels) const;
    bool isEmpty() const { return matchLabels.empty() && matchExpressions.empty(); }
    /// As kubectl writes it: "app=web,tier in (a,b),!canary"; "all" for the empty selector.
    std::string toString() const;
    auto operator<=>(const LabelSelector &) const = default;
};

} // namespace podloom
