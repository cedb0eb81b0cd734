// agentd/daemon/port_keeper.h: ports of the node that lead to pods.
#pragma once

#include "agentd/cni/attachment.h"
#include "agentd/enforce/nftables.h"

#include <map>

namespace podloom {

/// Keeps the port mappings of this node's pods in a table of their own, "inet podloom-ports", which is there
/// while a pod has one. A mapping is an element of a map, so that one more costs the same however many there
/// are. What comes for a mapped port is sent on before it is routed: policies see the pod as its destination
/// and the true source. Pods reach mapped ports too, their own included, and so does the node, by 127.0.0.1
/// as well. Calls block on the kernel.
class PortKeeper {
public:
    explicit PortKeeper(Nftables &nftables) : m_nftables(nftables) {}

    /// Everything, once more, in one transaction. Errors: as Nftables.
    Status reconcile(const std::map<AttachmentKey, Attachment> &own);
    /// Errors: AlreadyExists (another pod has the port), InvalidArgument (the same port leads to two of the
    /// pod's), as Nftables.
    Status open(const Attachment &attachment);
    /// Nothing there is no error.
    Status close(const Attachment &attachment);
    /// Reads the table back, and writes it anew when somebody changed it. Returns whether somebody had.
    Result<bool> repair();

private:
    struct Target {
        std::string text{}; ///< nft's, e.g. `10.0.0.1 . 80`; empty for an element of a set
        AttachmentKey owner{};
        bool operator==(const Target &) const = default;
    };
    /// By map or set, by key.
    using Elements = std::map<std::string, std::map<std::string, Target>>;

    static Elements elementsOf(const Attachment &attachment, const PortMapping &port);
    static std::string replacement(const Elements &elements);
    Status writeAll(const Elements &elements);
    bool isAsWritten(const Json &listing) const;

    Nftables &m_nftables;
    Elements m_elements{};
    std::string m_frame{}; ///< what the kernel listed but for elements when the table was written
};

} // namespace podloom
