// agentd/enforce/nft_helper.h: the parent's side of podloom-nft.
#pragma once

#include "agentd/enforce/nft_protocol.h"
#include "agentd/enforce/nftables.h"
#include "core/os/unique_fd.h"

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>

namespace podloom {

struct NftHelperOptions {
    std::filesystem::path program{}; ///< empty: the one beside this program or installed
    /// How long a transaction or a listing may take before the helper is killed.
    std::chrono::milliseconds timeout{60'000};
    std::uint64_t memoryLimitKiB = 192ULL * 1024; ///< above this it is replaced after its reply
};

/// Starts podloom-nft when it is first needed, and again after it has ended. It works in the network
/// namespace that the calling thread has at that time. Calls block until the reply; use it from a thread that
/// may wait.
class NftHelper final : public Nftables {
public:
    explicit NftHelper(NftHelperOptions options = {}) : m_options(std::move(options)) {}
    NftHelper(const NftHelper &) = delete;
    NftHelper &operator=(const NftHelper &) = delete;
    ~NftHelper() override;

    Status run(std::string_view script) override;
    Result<Json> listTable(std::string_view name) override;
    /// The chains of every table, whoever made it, without their rules: {"nftables":[…]}.
    Result<Json> listChains();

    pid_t pid() const { return m_pid; } ///< -1 while none runs

private:
    using Clock = std::chrono::steady_clock;

    Status start();
    void end();
    Result<Json> list(std::string what, std::string_view doing);
    Result<NftReply> exchange(NftRequest request);
    Status send(std::string_view bytes, Clock::time_point deadline);
    Result<std::string> receiveLine(Clock::time_point deadline);
    Status waitFor(short events, Clock::time_point deadline);

    NftHelperOptions m_options;
    UniqueFd m_socket{};
    pid_t m_pid = -1;
    std::int64_t m_lastId = 0;
    std::string m_received{};
};

} // namespace podloom
