// agentd/daemon/wiring_keeper.h: puts the wiring of pods right when another program takes part of it away.
#pragma once

#include "agentd/cni/attachment_book.h"
#include "agentd/wire/kernel_monitor.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>
#include <set>
#include <string>

class QSocketNotifier;

namespace podloom {

/// Hears what happens to links, routes and neighbours of the node, and repairs pods that run. Pods that are
/// being added or deleted are left alone: their verbs know what they do. Lives in the agent's thread.
class WiringKeeper final : public QObject {
    Q_OBJECT
public:
    /// Both must outlive this object.
    WiringKeeper(Kernel &kernel, const AttachmentBook &attachments, QObject *parent = nullptr);
    ~WiringKeeper() override;

    /// From now on. Errors: PermissionDenied, Io.
    Status start();

signals:
    /// What was done, as a sentence.
    void repaired(const std::string &sentence);
    /// The node does not forward packets any more: no pod reaches anything.
    void forwardingOff();
    /// A route of ours that belongs to no pod has gone.
    void blockRouteLost();
    /// Something of a tunnel, or of the routes to other nodes' pods, has gone.
    void tunnelDamaged();
    /// A link of the node is back, or has another address: routes that led by it may be missing.
    void underlayReturned();
    /// The link of a pod that runs has gone. Its DEL may follow.
    void interfaceLost(const podloom::AttachmentKey &key);
    /// Any route of the node came, changed or went.
    void routesChanged();
    /// A link that is neither a pod's nor a tunnel, or an address of one, came, changed or went.
    void nodeLinkChanged();

private:
    void hear();
    void repair();

    Kernel &m_kernel;
    const AttachmentBook &m_attachments;
    std::optional<KernelMonitor> m_monitor;
    std::unique_ptr<QSocketNotifier> m_readable;
    std::set<std::string> m_damaged; ///< interfaces
    bool m_isAllInDoubt = false;     ///< news were lost
    bool m_isTunnelDamaged = false;
    bool m_isForwardingOff = false;
    bool m_hasUnderlayReturned = false;
    QTimer m_soon;
};

} // namespace podloom
