#include "tests/unit/core/manifest/same_snapshot.h"

#include "tests/unit/core/manifest/places_in_files.h"

namespace podloom::samples {

namespace {

std::string differingTable(const Design &a, const Design &b)
{
    std::string out;
    const auto compare = [&](auto table, const char *name) {
        if (out.empty() && !areEqualInFiles(a.*table, a.lines, b.*table, b.lines))
            out = name;
    };
    compare(&Design::clusters, "clusters");
    compare(&Design::namespaces, "namespaces");
    compare(&Design::nodes, "nodes");
    compare(&Design::routers, "routers");
    compare(&Design::links, "links");
    compare(&Design::labs, "labs");
    compare(&Design::workloads, "workloads");
    compare(&Design::pods, "pods");
    compare(&Design::services, "services");
    compare(&Design::endpointSlices, "endpoint slices");
    compare(&Design::serviceAccounts, "service accounts");
    compare(&Design::networkPolicies, "network policies");
    compare(&Design::clusterPolicies, "cluster policies");
    compare(&Design::calicoPolicies, "Calico policies");
    compare(&Design::stagedNetworkPolicies, "staged network policies");
    compare(&Design::calicoTiers, "tiers");
    compare(&Design::networkSets, "network sets");
    compare(&Design::hostEndpoints, "host endpoints");
    compare(&Design::calicoProfiles, "profiles");
    compare(&Design::felixConfigurations, "Felix configurations");
    compare(&Design::ipPools, "pools");
    compare(&Design::ipReservations, "reservations");
    compare(&Design::ipamConfigurations, "IPAM configurations");
    compare(&Design::bgpConfigurations, "BGP configurations");
    compare(&Design::bgpPeers, "BGP peers");
    compare(&Design::bgpFilters, "BGP filters");
    return out;
}

std::string textOf(const Diagnostics &findings, const Design &design)
{
    std::string out;
    for (const auto &each : findings)
        out += each.toString(design.files) + (each.object ? ' ' + each.object->toString() : "") + '\n';
    return out;
}

std::string bytesDifference(const Snapshot &a, const Snapshot &b)
{
    if (a.fileCount() != b.fileCount())
        return "the number of files";
    for (std::size_t file = 0; file < a.fileCount(); ++file) {
        if (a.bytes(file) != b.bytes(file))
            return "the bytes of " + a.fileName(file) + ":\n" + std::string(a.bytes(file)) + "\n--- against\n"
                 + std::string(b.bytes(file));
    }
    return {};
}

} // namespace

std::string difference(const Snapshot &a, const Snapshot &b)
{
    if (auto bytes = bytesDifference(a, b); !bytes.empty())
        return bytes;
    if (a.objects() != b.objects())
        return "the list of objects";
    if (a.diagnostics() != b.diagnostics())
        return "the findings:\n" + textOf(a.diagnostics(), a.design()) + "--- against\n"
             + textOf(b.diagnostics(), b.design());
    return differingTable(a.design(), b.design());
}

SnapshotPointer readAgain(const Snapshot &snapshot)
{
    std::vector<InputFile> files;
    for (std::size_t file = 0; file < snapshot.fileCount(); ++file)
        files.push_back({snapshot.fileName(file), std::string(snapshot.bytes(file))});
    return parseFiles(std::move(files));
}

std::string faultOf(const Snapshot &before, const Applied &applied)
{
    if (const auto fault = difference(*applied.snapshot, *readAgain(*applied.snapshot)); !fault.empty())
        return "read in part and read anew differ in " + fault;
    const auto again = applySplices(before, applied.splices);
    if (!again)
        return "the splices cannot be applied: " + again.error().text();
    if (const auto fault = difference(*applied.snapshot, *again->snapshot); !fault.empty())
        return "the splices lead elsewhere: " + fault;
    const auto back = applySplices(*applied.snapshot, applied.inverse);
    if (!back)
        return "the inverse cannot be applied: " + back.error().text();
    if (before.fileCount() != back->snapshot->fileCount())
        return {}; // a file that the edit made stays, empty
    if (const auto fault = difference(before, *back->snapshot); !fault.empty())
        return "the inverse does not lead back: " + fault;
    return {};
}

} // namespace podloom::samples
