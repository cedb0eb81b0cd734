// core/store/etcd_store.h: a store that many nodes share: etcd through its v3 JSON gateway.
#pragma once

#include "core/store/store.h"

#include <memory>
#include <string>
#include <vector>

namespace podloom {

struct EtcdOptions {
    std::vector<std::string> endpoints{}; ///< "http://HOST:PORT" or "https://…", at least one
    std::string caFile{};                 ///< PEM; empty = the system's authorities
    std::string certificateFile{};        ///< PEM of the client, for etcd's client-cert-auth; empty = none
    std::string keyFile{};                ///< PEM of its key
    std::string user{};                   ///< empty = no log-in
    std::string password{};
    std::chrono::milliseconds deadline{5000}; ///< of one request
};

/// Source: etcd's "gRPC gateway" and api/etcdserverpb/rpc.proto. Batches hold at most 128 operations and 1
/// MB, which is what a member takes by default. Requests run on a thread of the store; watches have a
/// connection of their own each.
class EtcdStore final : public Store {
public:
    /// Does not connect yet: a store may be opened before its etcd is up.
    /// Errors: InvalidArgument (no endpoint, or none that is a URL).
    static Result<std::unique_ptr<EtcdStore>> open(EtcdOptions options);
    ~EtcdStore() override;

    Result<std::optional<StoreEntry>> read(std::string_view key) override;
    Result<StoreListing> list(std::string_view prefix) override;
    Result<Revision> compareAndPut(std::string_view key, Revision expected,
                                   std::optional<std::string_view> value) override;
    Result<Revision> putAll(const std::vector<StoreChange> &changes) override;
    Result<Revision> putAlive(std::string_view key, std::string_view value) override;
    Status keepAlive() override;
    Result<std::unique_ptr<Subscription>> watch(std::string_view prefix, WatchSink sink) override;

private:
    class Worker;

    explicit EtcdStore(EtcdOptions options);
    Status grantLease();

    std::shared_ptr<Worker> m_worker;
    std::string m_lease; ///< id of the lease of living entries; empty = none yet
};

} // namespace podloom
