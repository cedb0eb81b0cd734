// core/model/object.h: what every object of a design has: identity, labels and a place in a file.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace podloom {

/// A place in a file of the design. Lines and columns count from 1, columns in code points; line 0 means that
/// the object was not read from a file. What objects hold counts the lines of their document, so that nothing
/// about them changes when text before it grows: Design::lines says which line of the file that is.
struct SourceRef {
    std::uint32_t file = 0; ///< index into Design::files
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    std::uint32_t document = 0; ///< whose lines are counted, by its number; 0 = those of the file
    auto operator<=>(const SourceRef &) const = default;
};

/// Who an object is. Never random: the same manifests give the same identities. For objects without a cluster
/// or without a namespace the field is empty; `group` is empty for Kubernetes' core group.
struct ObjectId {
    std::string cluster{};
    std::string group{};
    std::string kind{};
    std::string ns{};
    std::string name{};

    /// "KIND[.GROUP]/[NAMESPACE/]NAME", as on the command line.
    std::string toString() const;
    auto operator<=>(const ObjectId &) const = default;
};

using Labels = std::map<std::string, std::string>;

struct ObjectMeta {
    ObjectId id{};
    std::string version{}; ///< "v1", "v3", "v1alpha1"
    Labels labels{};
    Labels annotations{};
    SourceRef at{}; ///< where the document or list item begins

    /// "v1", "networking.k8s.io/v1".
    std::string apiVersion() const;
    bool operator==(const ObjectMeta &) const = default;
};

inline constexpr std::string_view kClusterLabel = "podloom.dev/cluster";
inline constexpr std::string_view kNamespaceNameLabel = "kubernetes.io/metadata.name";
inline constexpr std::string_view kDefaultCluster = "default";
inline constexpr std::string_view kDefaultNamespace = "default";

} // namespace podloom
