#include "agentd/daemon/agent.h"

#include "agentd/daemon/agent_metrics.h"
#include "agentd/daemon/log.h"
#include "agentd/daemon/uninstall.h"
#include "agentd/wire/names.h"
#include "core/os/files.h"

#include <algorithm>
#include <chrono>
#include <filesystem>

namespace podloom {

namespace {

/// Changes that come together are taken together.
constexpr std::chrono::milliseconds kGather{5};
constexpr std::chrono::seconds kRetryDelay{2};
/// How long a change that somebody else makes to the packet filter can last.
constexpr std::chrono::seconds kRepairInterval{60};

/// A line for what changed a pod's network, or did not. STATUS is asked again and again and changes nothing.
void logCall(const std::string &verb, const std::string &attachment, const CniAnswer &answer)
{
    if (answer.exitStatus == 0) {
        if (verb == "ADD" || verb == "DEL")
            log(LogLevel::Info, verb + " of " + attachment);
        return;
    }
    if (verb == "STATUS")
        return;
    const auto error = parseJson(answer.output);
    const auto why = error ? (*error)["msg"].asString() : answer.output;
    log(LogLevel::Warning, verb + " of " + attachment + " failed: " + why,
        {{"code", error ? (*error)["code"].dump() : std::string()}});
}

} // namespace

Agent::Agent(RunOptions options)
    : m_options(std::move(options)),
      m_keys(m_options.cluster),
      m_picture(m_keys, m_options.node)
{
    m_reconcileSoon.setSingleShot(true);
    connect(&m_reconcileSoon, &QTimer::timeout, this, &Agent::reconcile);
    m_sweepSoon.setSingleShot(true);
    connect(&m_sweepSoon, &QTimer::timeout, this, &Agent::scheduleReconcile);
    m_tellSoon.setSingleShot(true);
    connect(&m_tellSoon, &QTimer::timeout, this, &Agent::tell);
    connect(&m_aliveTimer, &QTimer::timeout, this, &Agent::beAlive);
    connect(&m_repairTimer, &QTimer::timeout, this, &Agent::repairTables);
}

Agent::~Agent() = default;

Status Agent::start()
{
    auto lock = NodeLock::take();
    if (!lock)
        return Failure{std::move(lock).error()};
    m_lock = *std::move(lock);
    if (auto opened = openStore(); !opened)
        return opened;
    if (auto opened = openState(); !opened)
        return opened;
    auto kernel = NetlinkKernel::open();
    if (!kernel)
        return wrap(std::move(kernel).error(), "reach the kernel");
    m_kernel = *std::move(kernel);
    m_nftables = std::make_unique<NftHelper>();
    m_policies = std::make_unique<PolicyKeeper>(m_options.node, *m_nftables, *m_kernel);
    m_ports = std::make_unique<PortKeeper>(*m_nftables);
    m_blocks = std::make_unique<BlockKeeper>(m_options.node, *m_store, *m_kernel, *m_addresses,
                                             m_options.idleBlockTime);
    connect(m_blocks.get(), &BlockKeeper::blocksChanged, this, &Agent::scheduleReconcile);
    m_departed = std::make_unique<DepartedNodes>(m_options.node, *m_store, m_options.departedNodeTime);
    connect(m_departed.get(), &DepartedNodes::due, this, &Agent::scheduleLook);
    m_overlay = std::make_unique<OverlayKeeper>(m_options.node, *m_kernel, *m_addresses);
    if (m_options.runsBgp) {
        m_bgp =
            std::make_unique<BgpKeeper>(m_options.node, BgpOptions{.stateDirectory = m_options.stateFolder,
                                                                   .runDirectory = m_options.runFolder});
        connect(m_bgp.get(), &BgpKeeper::changed, this, &Agent::conclude);
        connect(m_bgp.get(), &BgpKeeper::changed, this, &Agent::routesChanged);
        connect(m_bgp.get(), &BgpKeeper::due, this, &Agent::scheduleReconcile);
        connect(m_bgp.get(), &BgpKeeper::secretsChanged, this, [this] {
            reconcileBgp();
            conclude();
        });
        m_bgp->start();
    }
    m_publisher = std::make_unique<EndpointPublisher>(m_options.node, *m_store);
    CniHost &host = *this;
    m_verbs = std::make_unique<CniVerbs>(host, *m_kernel, *m_addresses, *m_attachments);
    if (m_options.runsPods) {
        m_podRunner = std::make_unique<PodRunner>(m_options.node, m_options.runFolder, *m_database);
        if (auto opened = m_podRunner->open(); !opened)
            return opened;
        m_podRunner->setAttachedTest([this](const std::string &pod) { return isAttached(pod); });
        connect(m_podRunner.get(), &PodRunner::changed, this, &Agent::changed);
    }
    m_cniServer = std::make_unique<CniServer>(
        [this](const CniRequest &request, UniqueFd netns, const CniServer::Reply &reply) {
            m_verbs->run(request, std::move(netns), counted(request, reply));
        });
    if (auto listening = m_cniServer->listen(m_options.cniSocket()); !listening)
        return listening;
    m_metricsServer = std::make_unique<MetricsServer>([this] { return metricsOf(*this); });
    if (auto listening = m_metricsServer->listen(m_options.metricsSocket()); !listening)
        return listening;
    follow();
    return {};
}

CniServer::Reply Agent::counted(const CniRequest &request, const CniServer::Reply &reply)
{
    using Clock = std::chrono::steady_clock;
    return [this, reply, verb = request.command, attachment = request.containerId + '/' + request.ifName,
            begin = Clock::now()](const CniAnswer &answer) {
        if (answer.exitStatus != 0 || !m_bookTrouble.empty())
            (void)tryBooks(); // `status` says why calls fail, and when they no longer do
        m_metrics.countCall(verb, answer.exitStatus == 0, Clock::now() - begin);
        reply(answer);
        logCall(verb, attachment, answer);
    };
}

Status Agent::openStore()
{
    std::vector<std::string> made;
    std::error_code error;
    for (const auto &folder : {m_options.stateFolder, m_options.runFolder}) {
        if (std::filesystem::create_directories(folder, error))
            made.push_back(folder);
        if (error)
            return fail(Errc::Io, "make-folder", "cannot make the folder %1: %2", {folder, error.message()});
    }
    m_store = std::make_unique<StoreWorker>(m_keys);
    auto opened = m_store->open(m_options.store, m_options.etcd);
    if (opened)
        return {};
    for (auto folder = made.rbegin(); folder != made.rend(); ++folder)
        std::filesystem::remove(*folder, error); // if it is empty
    return wrap(std::move(opened).error(), "open the store");
}

Status Agent::openState()
{
    const auto file = std::filesystem::path(m_options.stateFolder) / "state.db";
    auto database = SqliteDatabase::open(file, "");
    if (!database && database.error().code == Errc::Conflict)
        return fail(Errc::Conflict, "state-taken",
                    "another agent works with the state in %1, in another network namespace; --state names a "
                    "folder of this one's own",
                    {m_options.stateFolder});
    if (!database)
        return Failure{std::move(database).error()};
    m_database = std::make_unique<SqliteDatabase>(*std::move(database));
    auto addresses = AddressBook::open(*m_database, m_options.node);
    if (!addresses)
        return Failure{std::move(addresses).error()};
    m_addresses = std::make_unique<AddressBook>(*std::move(addresses));
    auto attachments = AttachmentBook::open(*m_database);
    if (!attachments)
        return Failure{std::move(attachments).error()};
    m_attachments = std::make_unique<AttachmentBook>(*std::move(attachments));
    return {};
}

void Agent::follow()
{
    m_store->follow({.others = [this](const StoreUpdate &update) { m_picture.applyOthers(update); },
                     .objects =
                         [this](const SourceUpdate &update) {
                             m_storeTrouble.clear();
                             m_picture.apply(update);
                             scheduleLook();
                         },
                     .trouble =
                         [this](const Error &error) {
                             log(LogLevel::Warning, error.text());
                             m_storeTrouble = "the store is away: " + error.text();
                             conclude();
                         }});
}

void Agent::scheduleLook()
{
    if (!m_reconcileSoon.isActive())
        m_reconcileSoon.start(kGather);
}

void Agent::scheduleReconcile()
{
    m_isDue = true;
    scheduleLook();
}

void Agent::reconcile()
{
    if (!m_picture.isWhole())
        return;
    if (std::exchange(m_isDue, false) || m_isFirst || m_picture.version() != m_kernelVersion)
        reconcileAll();
    else
        m_kernelRevision = m_picture.revision();
    if (!m_isFirst)
        m_departed->look(m_picture);
    conclude();
}

void Agent::reconcileAll()
{
    const auto begin = std::chrono::steady_clock::now();
    const auto revision = m_picture.revision();
    const auto version = m_picture.version();
    if (const auto done = reconcileKernel(); !done)
        return retry(m_kernelTrouble, done.error());
    // What does not go holds up nothing else.
    auto finished = cleanUp();
    if (auto removed = m_verbs->finishRemovals(); !removed && finished)
        finished = std::move(removed);
    m_publisher->publish(m_attachments->all());
    if (m_podRunner)
        m_podRunner->reconcile(m_picture.design(), m_picture.clusterName());
    m_kernelTrouble.clear();
    if (finished)
        m_leftTrouble.clear();
    else
        retry(m_leftTrouble, finished.error());
    if (std::exchange(m_isFirst, false)) {
        beAlive();
        m_aliveTimer.start(Store::kLifetime / 3);
        m_repairTimer.start(kRepairInterval);
        keepWiring();
        log("ready, with " + std::to_string(m_attachments->all().size()) + " pods");
    }
    m_kernelRevision = revision;
    m_kernelVersion = version;
    reconcileBgp();
    m_metrics.countReconciliation(std::chrono::steady_clock::now() - begin);
}

void Agent::retry(std::string &trouble, const Error &error)
{
    if (std::exchange(trouble, error.text()) != error.text())
        log(LogLevel::Error, error.text());
    m_isDue = true;
    m_reconcileSoon.start(kRetryDelay);
}

Status Agent::reconcileOverlay()
{
    m_poolTrouble.clear();
    for (const auto &pool : m_blocks->pools()) {
        if (const auto refusal = unsupportedEncapsulation(pool); refusal && m_poolTrouble.empty())
            m_poolTrouble = refusal->text();
    }
    const auto refusal = unsupportedEncryption(m_picture.design(), m_picture.clusterName(), m_options.node);
    if (refusal && m_poolTrouble.empty())
        m_poolTrouble = refusal->text();
    std::vector<Block> blocks;
    for (const auto &[cidr, block] : m_picture.blocks())
        blocks.push_back(block);
    return m_overlay->reconcile(m_picture.design(), m_picture.clusterName(), blocks, m_mtuBytes);
}

void Agent::reconcileBgp()
{
    if (!m_bgp || m_isFirst)
        return;
    std::vector<Prefix> outsidePools;
    for (const auto &pool : m_blocks->remnants(m_picture)) {
        if (!pool.isBgpExportDisabled)
            outsidePools.push_back(pool.cidr);
    }
    m_bgp->reconcile(m_picture.design(), m_picture.clusterName(), m_blocks->ownBlocks(), outsidePools);
}

void Agent::conclude()
{
    const bool isSettled = !m_isFirst && m_kernelTrouble.empty() && (!m_bgp || m_bgp->isSettled());
    if (isSettled)
        m_generation = m_kernelRevision;
    m_trouble = !m_bookTrouble.empty()   ? m_bookTrouble
              : !m_kernelTrouble.empty() ? m_kernelTrouble
              : !m_storeTrouble.empty()  ? m_storeTrouble
              : !m_leftTrouble.empty()   ? m_leftTrouble
                                         : m_poolTrouble;
    if (m_trouble.empty() && m_bgp)
        m_trouble = m_bgp->trouble();
    const bool isStarting = m_isFirst || (m_state == State::Starting && !isSettled);
    if (isStarting && m_trouble.empty())
        m_trouble = m_isFirst ? "waiting for the store" : "waiting for BIRD";
    m_state = isStarting ? State::Starting : m_trouble.empty() ? State::Ready : State::Degraded;
    emit changed();
    answerWaiting();
}

Status Agent::reconcileKernel()
{
    if (auto switched = switchForwardingOn(); !switched)
        return switched;
    if (m_isFirst) {
        if (auto measured = measureMtu(); !measured)
            return measured;
        if (auto adopted = adoptPods(); !adopted)
            return adopted;
    }
    if (auto blocks = m_blocks->reconcile(m_picture); !blocks)
        return blocks;
    // Policies before anything else: what runs stays closed or open as it shall be.
    auto pools = m_blocks->pools();
    const auto remnants = m_blocks->remnants(m_picture);
    pools.insert(pools.end(), remnants.begin(), remnants.end());
    if (auto enforced =
            m_policies->reconcile(liveDesign(), m_picture.clusterName(), pools, m_attachments->all());
        !enforced)
        return enforced;
    if (auto tunnelled = reconcileOverlay(); !tunnelled)
        return tunnelled;
    if (m_isFirst) {
        if (auto opened = m_ports->reconcile(m_attachments->all()); !opened)
            return opened;
        m_publisher->seed(m_picture);
    }
    return {};
}

Status Agent::switchForwardingOn()
{
    for (const auto *key : {"net/ipv4/ip_forward", "net/ipv6/conf/all/forwarding"}) {
        const auto value = m_kernel->sysctl(key);
        if (value && value->starts_with("1"))
            continue;
        if (auto noted = noteHostSetting(m_options.stateFolder, key, value ? *value : "0"); !noted)
            return noted;
        if (auto set = m_kernel->setSysctl(key, "1"); !set)
            return wrap(std::move(set).error(), "switch forwarding on");
        if (m_isFirst)
            continue;
        m_metrics.countRepair("forwarding");
        log(LogLevel::Warning, std::string("another program had switched the forwarding of packets off (")
                                   + key + "), which cuts every pod off; it is on again");
    }
    return {};
}

Json Agent::bgpRefusalJson() const
{
    return m_bgp ? m_bgp->refusalJson() : Json();
}

Json Agent::bgpJson() const
{
    return m_bgp ? m_bgp->sessionsJson() : Json::array();
}

Design Agent::liveDesign() const
{
    return m_picture.liveDesign(m_attachments->all());
}

void Agent::waitFor(Revision revision, std::chrono::milliseconds timeout, std::function<void(bool)> done)
{
    if (m_generation >= revision) {
        done(true);
        return;
    }
    auto &waiting = m_waiting.emplace_back(
        Waiting{.revision = revision, .done = std::move(done), .timer = std::make_unique<QTimer>()});
    waiting.timer->setSingleShot(true);
    const auto *timer = waiting.timer.get();
    connect(timer, &QTimer::timeout, this, [this, timer] {
        const auto late = std::find_if(m_waiting.begin(), m_waiting.end(),
                                       [&](const Waiting &each) { return each.timer.get() == timer; });
        const auto call = std::move(late->done);
        late->timer.release()->deleteLater(); // its signal is being served
        m_waiting.erase(late);
        call(false);
    });
    waiting.timer->start(timeout);
}

void Agent::answerWaiting()
{
    std::list<Waiting> reached;
    for (auto at = m_waiting.begin(); at != m_waiting.end();) {
        const auto next = std::next(at);
        if (at->revision <= m_generation)
            reached.splice(reached.end(), m_waiting, at);
        at = next;
    }
    for (const auto &waiting : reached)
        waiting.done(true);
}

void Agent::beAlive()
{
    const auto key = m_keys.status(m_options.node);
    const auto record = Json::object({{"node", m_options.node}, {"version", PODLOOM_VERSION}}).dump();
    m_store->ask<Status>(
        [key, record, isAlive = m_isAlive](Store &store) -> Status {
            if (isAlive) {
                auto kept = store.keepAlive();
                if (kept || kept.error().code != Errc::NotFound)
                    return kept;
            }
            auto put = store.putAlive(key, record);
            return put ? Status() : Status(Failure{std::move(put).error()});
        },
        [this](const Status &status) {
            m_isAlive = m_isAlive || status.has_value();
            const bool wasAway = !m_storeTrouble.empty();
            m_storeTrouble = status ? std::string() : "the store is away: " + status.error().text();
            if (wasAway != !m_storeTrouble.empty())
                conclude();
        });
}

} // namespace podloom
