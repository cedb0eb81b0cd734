// agentd/daemon/agent.h: the agent: desired state in, kernel, BIRD and records out.
#pragma once

#include "agentd/cni/server.h"
#include "agentd/cni/verbs.h"
#include "agentd/daemon/bgp_keeper.h"
#include "agentd/daemon/block_keeper.h"
#include "agentd/daemon/departed_nodes.h"
#include "agentd/daemon/endpoint_publisher.h"
#include "agentd/daemon/metrics.h"
#include "agentd/daemon/metrics_server.h"
#include "agentd/daemon/node_lock.h"
#include "agentd/daemon/options.h"
#include "agentd/daemon/overlay_keeper.h"
#include "agentd/daemon/pod_runner.h"
#include "agentd/daemon/policy_keeper.h"
#include "agentd/daemon/port_keeper.h"
#include "agentd/daemon/wiring_keeper.h"
#include "agentd/enforce/nft_helper.h"
#include "agentd/wire/netlink_kernel.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <set>

namespace podloom {

/// Joins the managers. Desired minus actual, never replay: reconcile() may run at any time, and a second run
/// finds nothing to do. Until the first whole picture of the cluster has come nothing in the kernel is
/// changed. Everything happens on the thread of this object; the store has one of its own.
class Agent final : public QObject, private CniHost {
    Q_OBJECT
public:
    enum class State { Starting, Ready, Degraded };

    explicit Agent(RunOptions options);
    ~Agent() override;

    /// Opens the state, the store and the kernel, and begins. Errors: Conflict (another agent has the network
    /// namespace, or the state), PermissionDenied, Io, Unsupported.
    Status start();

    State state() const { return m_state; }
    /// Why it is not ready, in a sentence; empty when it is.
    const std::string &trouble() const { return m_trouble; }
    /// The revision up to which everything desired is in this node's kernel, and BIRD was told of it.
    Revision generation() const { return m_generation; }

    const RunOptions &options() const { return m_options; }
    const Picture &picture() const { return m_picture; }
    const AttachmentBook &attachments() const { return *m_attachments; }
    const AddressBook &addresses() const { return *m_addresses; }
    const PodRunner *podRunner() const { return m_podRunner.get(); }
    /// Whether the pod had its interface when the agent last heard of it.
    bool hasInterface(const AttachmentKey &key) const { return !m_lost.contains(key); }
    /// The sessions of this node, as `status` tells them.
    Json bgpJson() const;
    Json bgpRefusalJson() const;
    /// {"blocks":[CIDR],"borrowed":[CIDR],"routes":[…],"kernel":[…]}: what this node announces, BIRD's best
    /// routes and the main table of the kernel, soon.
    void askRoutes(std::function<void(Result<Json>)> answer);
    const Metrics &metrics() const { return m_metrics; }
    Kernel &kernel() { return *m_kernel; }
    NftHelper &nftables() { return *m_nftables; }
    PolicyKeeper &policies() { return *m_policies; }
    StoreWorker &store() { return *m_store; }
    /// Tries whether this node's own state can be written; `trouble` has it from then on.
    Status tryBooks();
    /// Takes away what is left of a container that has no interface any more. Errors: as CniVerbs::remove().
    Status forget(const AttachmentKey &key) { return m_verbs->remove(key); }

    /// Calls `done` with true as soon as generation() >= revision, with false after `timeout`.
    void waitFor(Revision revision, std::chrono::milliseconds timeout, std::function<void(bool)> done);

signals:
    /// state(), generation() or the pods of this node have changed.
    void changed();
    /// A route came, changed or went: askRoutes() may have another answer.
    void routesChanged();

private:
    /// Folders that were not there are taken away again when the store cannot be opened.
    Status openStore();
    Status openState();
    void follow();
    /// Takes what the picture has new, soon.
    void scheduleLook();
    /// Everything, once more, soon: something may differ although the picture does not.
    void scheduleReconcile();
    void reconcile();
    void reconcileAll();
    Status reconcileKernel();
    /// Notes in `trouble` what is wrong and reconciles again, in a while.
    void retry(std::string &trouble, const Error &error);
    Status cleanUp();
    Status readTombstones();
    /// Takes over pods that the store knows and the state does not: it was lost, the pods were not.
    Status adoptPods();
    Status sweepLinks();
    Status sweepLink(const std::string &name);
    /// `reply`, and the call counted and in the log.
    CniServer::Reply counted(const CniRequest &request, const CniServer::Reply &reply);
    /// What somebody has switched off since is said in the log.
    Status switchForwardingOn();
    void repairForwarding();
    /// What fits through every link to other nodes: what later pods get. A link that is down now and was one
    /// of them may be up again at any moment.
    Status measureMtu();
    Status reconcileOverlay();
    void reconcileBgp();
    /// From now on wiring that another program changes is put right.
    void keepWiring();
    /// `sentence`: what the log says when something was missing.
    void repairTunnels(const char *sentence);
    void interfaceLost(const AttachmentKey &key);
    bool isAttached(const std::string &pod) const;
    /// What somebody else has changed in our tables of the packet filter.
    void repairTables();
    /// Decides state() and generation() from what the managers have come to.
    void conclude();
    void answerWaiting();
    void beAlive();
    Design liveDesign() const;
    Json borrowedJson() const;

    // CniHost
    Status readiness() const override;
    Result<AddressWish> wishFor(const CniConfig &config) const override;
    void claim(Family family, const std::vector<IpPool> &pools, std::function<void(Status)> done) override;
    void claimAddress(const FixedAddress &wanted, std::function<void(Status)> done) override;
    bool isExhausted(Family family, const std::vector<IpPool> &pools) const override;
    void booksTried(const Status &written) override;
    std::vector<Status> enforce(const std::vector<const Attachment *> &pods) override;
    Status admit(const std::vector<const Attachment *> &pods);
    /// Datagrams that began before the port was open would never reach the pod.
    Status forgetOldFlows(const Attachment &attachment);
    Status unenforce(const Attachment &attachment) override;
    Status checkEnforced(const Attachment &attachment) override;
    void removalFailed(const Error &error) override;
    void collected(const std::vector<AttachmentKey> &released, const std::vector<std::string> &kept) override;
    void attached(const Attachment &attachment) override;
    void detached(const Attachment &attachment) override;
    /// Has the cluster and those who listen know of a pod that came or went.
    void tellSoon();
    void tell();

    RunOptions m_options;
    StoreKeys m_keys;
    Picture m_picture;
    State m_state = State::Starting;
    std::string m_trouble = "waiting for the store";
    std::string m_kernelTrouble;
    std::string m_storeTrouble;
    std::string m_bookTrouble;      ///< this node's own state cannot be written
    std::string m_leftTrouble;      ///< something that is left of a pod does not go; nothing waits for it
    std::string m_poolTrouble;      ///< a pool wants what this node cannot do
    Revision m_kernelRevision = -1; ///< what the kernel has
    Revision m_generation = -1;
    bool m_isFirst = true; ///< the first whole picture is not in the kernel yet
    bool m_isDue = false;  ///< everything is to be reconciled
    bool m_isCleanUpDue = true;
    std::uint64_t m_kernelVersion = 0; ///< of the picture that was reconciled last
    unsigned m_mtuBytes = 1500;
    std::set<int> m_uplinks; ///< indices of links that carried addresses or routes when they were up last

    std::optional<NodeLock> m_lock;
    std::unique_ptr<SqliteDatabase> m_database;
    std::unique_ptr<AddressBook> m_addresses;
    std::unique_ptr<AttachmentBook> m_attachments;
    std::unique_ptr<NetlinkKernel> m_kernel;
    std::unique_ptr<NftHelper> m_nftables;
    std::unique_ptr<PolicyKeeper> m_policies;
    std::unique_ptr<PortKeeper> m_ports;
    std::unique_ptr<StoreWorker> m_store;
    std::unique_ptr<BlockKeeper> m_blocks;
    std::unique_ptr<DepartedNodes> m_departed;
    std::unique_ptr<OverlayKeeper> m_overlay;
    std::unique_ptr<BgpKeeper> m_bgp; ///< null: another program announces the routes
    std::unique_ptr<EndpointPublisher> m_publisher;
    std::unique_ptr<PodRunner> m_podRunner;
    std::unique_ptr<CniVerbs> m_verbs;
    std::unique_ptr<CniServer> m_cniServer;
    std::unique_ptr<MetricsServer> m_metricsServer;
    Metrics m_metrics;
    std::unique_ptr<WiringKeeper> m_wiring;
    std::set<AttachmentKey> m_lost; ///< pods whose link has gone although nobody deleted them

    struct Waiting {
        Revision revision = 0;
        std::function<void(bool)> done{};
        std::unique_ptr<QTimer> timer{};
    };
    std::list<Waiting> m_waiting;
    QTimer m_reconcileSoon;
    QTimer m_sweepSoon; ///< chains that no pod uses any more
    QTimer m_aliveTimer;
    QTimer m_repairTimer;
    QTimer m_tellSoon;
    bool m_isAlive = false; ///< the store has this node's status
};

} // namespace podloom
