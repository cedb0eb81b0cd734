// agentd/wire/kernel_monitor.h: hears what others do to the links, addresses, routes and neighbours of a
// namespace.
#pragma once

#include "agentd/wire/kernel.h"

#include <map>
#include <memory>
#include <variant>

struct nlmsghdr;

namespace podloom {

class NetlinkSocket;

/// The kernel dropped news: whatever was known must be read again.
struct NewsLost {
    auto operator<=>(const NewsLost &) const = default;
};

/// What orders or limits the packets of a link: a queue, or a filter of what comes in.
struct LinkQueue {
    std::string interface {};
    auto operator<=>(const LinkQueue &) const = default;
};

/// Whether the namespace forwards packets of a family (`ip_forward`), not what single links do.
struct ForwardingSwitch {
    Family family = Family::V4;
    bool isOn = false;
    auto operator<=>(const ForwardingSwitch &) const = default;
};

/// `what` came, changed, or went.
struct KernelNews {
    enum class Kind { Came, Went };
    Kind kind = Kind::Came; ///< a change is told as Came with the new state
    std::variant<LinkState, LinkAddress, KernelRoute, Neighbour, ForwardingEntry, LinkQueue, ForwardingSwitch,
                 NewsLost>
        what{};
    /// A reconciler has to look: something of ours (a pod's interface, a tunnel, a route of our protocols,
    /// what hangs on such an interface) has gone or gone down, forwarding is off, or news were lost.
    bool isDamage = false;
    /// A link that is not ours came up, or has another address: what led by it before is perhaps missing,
    /// since routes go with a link without a word of their own.
    bool isReturn = false;
};

/// Everything that happened since it was opened, our own doings included. For a loop that waits on fd() (it
/// becomes readable) and calls read(). When a link goes its IPv4 routes go without a word of their own. One
/// thread.
class KernelMonitor {
public:
    /// Of the namespace of the calling thread. Errors: PermissionDenied, Io.
    static Result<KernelMonitor> open();
    KernelMonitor(KernelMonitor &&) noexcept;
    KernelMonitor &operator=(KernelMonitor &&) noexcept;
    ~KernelMonitor();

    int fd() const;
    /// What there is, without waiting. Errors: Io.
    Result<std::vector<KernelNews>> read();

private:
    explicit KernelMonitor(std::unique_ptr<NetlinkSocket> socket);
    void hear(const nlmsghdr *message, std::vector<KernelNews> &out);
    void hearOfLink(LinkState link, bool hasGone, std::vector<KernelNews> &out);

    std::unique_ptr<NetlinkSocket> m_socket;
    struct KnownLink {
        std::string name{};
        bool isUp = false;
    };
    std::map<int, KnownLink> m_links; ///< also those that have gone: later news may name them
};

} // namespace podloom
