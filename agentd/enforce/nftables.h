// agentd/enforce/nftables.h: the seam to the kernel's packet filter.
#pragma once

#include "core/base/json.h"

#include <string>
#include <string_view>

namespace podloom {

/// Runs nft scripts, each as one kernel transaction, and reads tables back. Real: NftHelper.
/// Works in the network namespace of whoever made it. Not thread-safe.
class Nftables {
public:
    virtual ~Nftables() = default;

    /// Commits every command of `script` (nft syntax) or none of them.
    /// Errors: InvalidArgument, NotFound, AlreadyExists, Unsupported, PermissionDenied, Io: the kernel or the
    /// parser refused, nothing changed; the message has id "nft-refused", the kernel's text and the line of
    /// the script. Unavailable, Timeout: it is not known whether it was committed, read the table back.
    virtual Status run(std::string_view script) = 0;

    /// The table `name` ("inet podloom") as `nft -j list table` prints it, numbers for protocols and states.
    /// Errors: NotFound (no such table), and those of run().
    virtual Result<Json> listTable(std::string_view name) = 0;
};

} // namespace podloom
