// core/manifest/decoded.h: what one document became, and the decoders of all kinds.
#pragma once

#include "core/manifest/reader.h"
#include "core/model/design.h"

#include <algorithm>
#include <array>
#include <memory>
#include <variant>

namespace podloom::manifest {

/// A Calico Node, before it is joined with the v1 Node of its name.
struct CalicoNode {
    ObjectMeta meta{};
    Node node{};
};

template <class Object>
using Shared = std::shared_ptr<Object>;

/// An object of a kind that the model knows, or nothing for one that is kept verbatim.
using AnyObject =
    std::variant<std::monostate, Shared<Cluster>, Shared<Namespace>, Shared<Node>, Shared<CalicoNode>,
                 Shared<Router>, Shared<Link>, Shared<Lab>, Shared<Workload>, Shared<Pod>, Shared<Service>,
                 Shared<EndpointSlice>, Shared<ServiceAccount>, Shared<NetworkPolicy>, Shared<ClusterPolicy>,
                 Shared<CalicoPolicy>, Shared<StagedNetworkPolicy>, Shared<CalicoTier>, Shared<NetworkSet>,
                 Shared<HostEndpoint>, Shared<CalicoProfile>, Shared<FelixConfiguration>, Shared<IpPool>,
                 Shared<IpReservation>, Shared<IpamConfiguration>, Shared<BgpConfiguration>, Shared<BgpPeer>,
                 Shared<BgpFilter>>;

struct DecodedObject {
    ObjectMeta meta{};     ///< of every object, also of those that the model does not know
    std::string pointer{}; ///< JSON pointer of the object in its document: "" or "/items/3"
    bool hasClusterLabel = false;
    bool joinsCluster = true; ///< whether its identity has a cluster
    AnyObject object{};
};

/// Decodes the document in `tree`. Objects without an identity (no kind or name) are left out, with a
/// finding.
std::vector<DecodedObject> decodeDocument(Reader &reader, Value root);

/// A sorted list of field names for Reader::checkFields.
template <class... Names>
consteval auto fieldNames(Names... names)
{
    std::array<std::string_view, sizeof...(Names)> out{std::string_view(names)...};
    std::sort(out.begin(), out.end());
    return out;
}

// The decoders: `root` is the whole manifest. Each returns an object even after faults, with what could be
// read; a rule of a policy that could not be read is left out, so that it allows nothing.
using Decoder = AnyObject (*)(Reader &reader, const Fields &root, ObjectMeta meta);

AnyObject decodeNamespace(Reader &reader, const Fields &root, ObjectMeta meta);
AnyObject decodeNode(Reader &reader, const Fields &root, ObjectMeta meta);
AnyObject decodeService(Reader &reader, const Fields &root, ObjectMeta meta);
AnyObject decodeEndpointSlice(Reader &reader, const Fields &root, ObjectMeta meta);
AnyObject decodeServiceAccount(Reader &reader, const Fields &root, ObjectMeta meta);
AnyObject decodePod(Reader &reader, const Fields &root, ObjectMeta meta);
AnyObject decodeWorkload(Reader &reader, const Fields &root, ObjectMeta meta);
AnyObject decodeNetworkPolicy(Reader &reader, const Fields &root, ObjectMeta meta);
AnyObject decodeClusterPolicy(Reader &reader, const Fields &root, ObjectMeta meta);
AnyObject decodeCalicoPolicy(Reader &reader, const Fields &root, ObjectMeta meta);
AnyObject decodeStagedNetworkPolicy(Reader &reader, const Fields &root, ObjectMeta meta);
AnyObject decodeTier(Reader &reader, const Fields &root, ObjectMeta meta);
AnyObject decodeNetworkSet(Reader &reader, const Fields &root, ObjectMeta meta);
AnyObject decodeHostEndpoint(Reader &reader, const Fields &root, ObjectMeta meta);
AnyObject decodeProfile(Reader &reader, const Fields &root, ObjectMeta meta);
AnyObject decodeFelixConfiguration(Reader &reader, const Fields &root, ObjectMeta meta);
AnyObject decodeCalicoNode(Reader &reader, const Fields &root, ObjectMeta meta);
AnyObject decodeIpPool(Reader &reader, const Fields &root, ObjectMeta meta);
AnyObject decodeIpReservation(Reader &reader, const Fields &root, ObjectMeta meta);
AnyObject decodeIpamConfiguration(Reader &reader, const Fields &root, ObjectMeta meta);
AnyObject decodeBgpConfiguration(Reader &reader, const Fields &root, ObjectMeta meta);
AnyObject decodeBgpPeer(Reader &reader, const Fields &root, ObjectMeta meta);
AnyObject decodeBgpFilter(Reader &reader, const Fields &root, ObjectMeta meta);
AnyObject decodeCluster(Reader &reader, const Fields &root, ObjectMeta meta);
AnyObject decodeRouter(Reader &reader, const Fields &root, ObjectMeta meta);
AnyObject decodeLink(Reader &reader, const Fields &root, ObjectMeta meta);
AnyObject decodeLab(Reader &reader, const Fields &root, ObjectMeta meta);

/// The part that a NetworkPolicy and a staged one have in common.
void readNetworkPolicySpec(Reader &reader, const Fields &spec, NetworkPolicy &policy);
/// A port number 1 … 65535 or the name of a container port.
std::optional<PortRef> readPortRef(Reader &reader, Value value);
/// A number 1 … 4294967295, as a number, as text, or dotted (RFC 5396 "1.10").
std::optional<std::uint32_t> readAsNumber(Reader &reader, Value value);
/// A BGP community; a finding and nothing for what is none.
std::optional<BgpCommunity> readCommunity(Reader &reader, Value value);
/// Whether the text can name interfaces: 1 to 15 bytes, with * and ? as in a glob, nothing that ends a word.
bool isInterfaceGlob(std::string_view text);
/// "90s", "1m30s", "200ms" (Go's durations) in milliseconds.
std::optional<std::uint64_t> readDuration(Reader &reader, Value value);
/// The annotations of Podloom for BGP timers on `root`.
BgpTimers readBgpTimers(Reader &reader, const Fields &root);
/// The controller among metadata.ownerReferences.
std::optional<ObjectId> readOwner(Reader &reader, const Fields &root, const ObjectId &owned);

} // namespace podloom::manifest
