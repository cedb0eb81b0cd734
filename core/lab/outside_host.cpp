#include "core/lab/outside_host.h"

#include "core/lab/lab_spec.h"
#include "core/os/files.h"
#include "core/os/programs.h"

namespace podloom {

namespace {

constexpr auto kControlSocket = "/run/podloom-outside.sock";
constexpr auto kProgram = "/usr/libexec/podloom/podloom-pod";
constexpr auto kService = "podloom-outside";

/// Lines "POD NEXT-HOP"; the neighbour entry of the next hop says which wire leads there.
constexpr auto kPodRoutes = R"sh(
while read -r pod via; do
    dev=$(ip -o neigh show to "$via" | sed -n 's/.* dev \([^ ]*\) .*/\1/p' | head -n 1)
    [ -n "$dev" ] || continue
    case $pod in
    *:*) ip -6 route replace "$pod/128" via "$via" dev "$dev" onlink ;;
    *) ip route replace "$pod/32" via "$via" dev "$dev" onlink ;;
    esac
done
true
)sh";

/// On a node: ADD|REMOVE, then lines with addresses of the outside host.
constexpr auto kNodeRoutes = R"sh(
dev=$(ip -o neigh show to 169.254.77.1 | sed -n 's/.* dev \([^ ]*\) .*/\1/p' | head -n 1)
[ -n "$dev" ] || exit 0
while read -r ip; do
    case $1,$ip in
    add,*:*) ip -6 route replace "$ip/128" via fe80::4d01 dev "$dev" ;;
    add,*) ip route replace "$ip/32" via 169.254.77.1 dev "$dev" onlink ;;
    remove,*:*) ip -6 route del "$ip/128" via fe80::4d01 dev "$dev" 2>/dev/null ;;
    remove,*) ip route del "$ip/32" via 169.254.77.1 dev "$dev" 2>/dev/null ;;
    esac
done
true
)sh";

/// On the outside host: addresses stand on its loopback, so that they are there on every wire.
constexpr auto kAddresses = R"sh(
while read -r ip; do
    case $1,$ip in
    add,*:*) ip -6 addr replace "$ip/128" dev lo nodad ;;
    add,*) ip addr replace "$ip/32" dev lo ;;
    remove,*:*) ip -6 addr del "$ip/128" dev lo 2>/dev/null ;;
    remove,*) ip addr del "$ip/32" dev lo 2>/dev/null ;;
    esac
done
true
)sh";

std::string linesOf(const std::vector<IpAddress> &ips)
{
    std::string lines;
    for (const auto &ip : ips)
        lines += ip.toString() + '\n';
    return lines;
}

Status runScript(NodeLink &link, const std::string &script, const std::string &argument, std::string input,
                 const LabJob &job)
{
    auto done = runChecked(link.host(), {{"sh", "-c", script, "sh", argument}, std::move(input)}, job.stop);
    if (!done)
        return wrap(std::move(done).error(), link.member().machine);
    return {};
}

} // namespace

OutsideHost::OutsideHost(const LabFolder &folder, const LabInventory &inventory,
                         std::vector<std::unique_ptr<NodeLink>> &nodes, std::vector<IpAddress> ips,
                         const LabJob &job)
    : m_inventory(inventory),
      m_nodes(nodes),
      m_ips(std::move(ips)),
      m_job(job),
      m_link(folder, LabMember{{}, inventory.outside, inventory.outside, {}, {}}, job)
{}

Result<std::unique_ptr<OutsideHost>>
OutsideHost::raise(const LabFolder &folder, const LabInventory &inventory,
                   std::vector<std::unique_ptr<NodeLink>> &nodes, std::vector<IpAddress> ips,
                   const std::vector<EndpointRecord> &endpoints, const LabJob &job)
{
    if (inventory.outside.empty())
        return fail(Errc::Unsupported, "no-outside",
                    "the lab has only real nodes: there is no host outside that could take an address");
    std::unique_ptr<OutsideHost> host(new OutsideHost(folder, inventory, nodes, std::move(ips), job));
    auto done = runScript(host->m_link, kAddresses, "add", linesOf(host->m_ips), job);
    if (done)
        done = host->routeToPods(endpoints);
    if (done)
        done = host->routeFromNodes();
    if (done)
        done = host->startAnswering();
    if (!done)
        return Failure{std::move(done).error()};
    return host;
}

Status OutsideHost::routeToPods(const std::vector<EndpointRecord> &endpoints)
{
    std::string lines;
    for (const auto &endpoint : endpoints) {
        for (const auto &member : m_inventory.members) {
            if (member.node != endpoint.node || member.cluster != endpoint.cluster)
                continue;
            for (const auto &ip : endpoint.ips) {
                if (const auto via = addressOf(member.addresses, ip.family()))
                    lines += ip.toString() + ' ' + via->address.toString() + '\n';
            }
        }
    }
    return runScript(m_link, kPodRoutes, {}, lines, m_job);
}

Status OutsideHost::routeFromNodes()
{
    std::vector<Status> done(m_nodes.size());
    forEachParallel(m_nodes.size(), [&](std::size_t index) {
        if (!m_nodes[index]->member().ssh)
            done[index] = runScript(*m_nodes[index], kNodeRoutes, "add", linesOf(m_ips), m_job);
    });
    for (auto &status : done) {
        if (!status)
            return std::move(status);
    }
    return {};
}

Status OutsideHost::startAnswering()
{
    if (auto socket = m_link.openSocket(kControlSocket)) {
        m_control = std::make_unique<FdStream>(*std::move(socket));
        return {};
    }
    auto program = siblingProgram("podloom-pod");
    if (!program)
        return Failure{std::move(program).error()};
    auto bytes = readFile(*program);
    if (!bytes)
        return Failure{std::move(bytes).error()};
    auto put = m_link.host().upload({kProgram, *std::move(bytes), 0755}, m_job.stop, {});
    if (!put)
        return put;
    const auto definition =
        Json::object({{"argv", Json::array({kProgram, "--name", "outside", "--control", kControlSocket})},
                      {"environment", Json::object()}});
    put = m_link.host().upload(
        {std::string("/etc/podloom/services/") + kService + ".json", definition.pretty(), 0644}, m_job.stop,
        {});
    if (!put)
        return put;
    auto started = runChecked(m_link.host(), {{kNodeProgram, "service", "restart", kService}}, m_job.stop);
    if (!started)
        return Failure{std::move(started).error()};
    Status last;
    for (int tries = 0; tries < 50 && !m_job.stop.stop_requested(); ++tries) {
        auto socket = m_link.openSocket(kControlSocket);
        if (socket) {
            m_control = std::make_unique<FdStream>(*std::move(socket));
            return {};
        }
        last = Failure{std::move(socket).error()};
        pauseUnlessStopped(m_job, std::chrono::milliseconds(50));
    }
    return last;
}

OutsideHost::~OutsideHost()
{
    LabJob job; // also when the job was cancelled: what was put there goes again
    static_cast<void>(runScript(m_link, kAddresses, "remove", linesOf(m_ips), job));
    forEachParallel(m_nodes.size(), [&](std::size_t index) {
        if (!m_nodes[index]->member().ssh)
            static_cast<void>(runScript(*m_nodes[index], kNodeRoutes, "remove", linesOf(m_ips), job));
    });
}

Result<Json> OutsideHost::ask(const Json &request, std::chrono::milliseconds timeout)
{
    if (auto sent = m_control->write(request.dump() + '\n', timeout); !sent)
        return Failure{std::move(sent).error()};
    rpc::LineBuffer lines;
    for (;;) {
        auto bytes = m_control->read(timeout);
        if (!bytes)
            return Failure{std::move(bytes).error()};
        if (bytes->empty())
            return fail(Errc::Unavailable, "outside-gone", "the outside host does not answer any more");
        lines.append(*bytes);
        auto line = lines.next();
        if (!line)
            return Failure{std::move(line).error()};
        if (*line)
            return parseJson(**line);
    }
}

} // namespace podloom
