#include "core/store/etcd_store.h"

#include "core/store/etcd_client.h"
#include "core/store/etcd_watch.h"

#include <QThread>

#include <future>
#include <set>

namespace podloom {

namespace {

constexpr std::size_t kMaxOperations = 128;
constexpr std::size_t kMaxBatchBytes = 1'000'000;

StoreEntry entryOf(const Json &keyValue)
{
    return {fromBase64(keyValue["key"].asString()), fromBase64(keyValue["value"].asString()),
            etcdNumber(keyValue["mod_revision"])};
}

Revision revisionOf(const Json &answer)
{
    return etcdNumber(answer["header"]["revision"]);
}

Json operationOf(std::string_view key, std::optional<std::string_view> value)
{
    if (!value)
        return Json::object({{"request_delete_range", Json::object({{"key", toBase64(key)}})}});
    return Json::object(
        {{"request_put", Json::object({{"key", toBase64(key)}, {"value", toBase64(*value)}})}});
}

/// How many of `changes` from `begin` on go into one transaction: etcd refuses a key that stands in it twice.
std::size_t batchEnd(const std::vector<StoreChange> &changes, std::size_t begin)
{
    std::set<std::string_view> keys;
    std::size_t bytes = 0;
    auto at = begin;
    for (; at < changes.size() && at - begin < kMaxOperations; ++at) {
        const auto &change = changes[at];
        bytes += (change.key.size() + (change.value ? change.value->size() : 0)) * 4 / 3 + 64;
        if (at > begin && (bytes > kMaxBatchBytes || keys.contains(change.key)))
            break;
        keys.insert(change.key);
    }
    return at;
}

} // namespace

/// The thread that talks, and the blocking way into it.
class EtcdStore::Worker {
public:
    explicit Worker(EtcdOptions options) : m_client(new EtcdClient(std::move(options)))
    {
        m_client->moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::finished, m_client, &QObject::deleteLater);
        m_thread.start();
    }
    Worker(const Worker &) = delete;
    Worker &operator=(const Worker &) = delete;
    ~Worker()
    {
        m_thread.quit();
        m_thread.wait();
    }

    EtcdClient *client() { return m_client; }

    /// Waits at most for the client's own deadline of each member, which always answers.
    Result<Json> call(const std::string &path, const Json &body)
    {
        auto promise = std::make_shared<std::promise<Result<Json>>>();
        auto answer = promise->get_future();
        m_client->post([client = m_client, path, body, promise] {
            client->call(path, body,
                         [promise](Result<Json> result) { promise->set_value(std::move(result)); });
        });
        return answer.get();
    }

private:
    QThread m_thread;
    EtcdClient *m_client; // owned by the thread: deleteLater when it finishes
};

Result<std::unique_ptr<EtcdStore>> EtcdStore::open(EtcdOptions options)
{
    for (auto &endpoint : options.endpoints) {
        while (endpoint.ends_with('/'))
            endpoint.pop_back();
        if (!endpoint.starts_with("http://") && !endpoint.starts_with("https://"))
            return fail(Errc::InvalidArgument, "etcd-url",
                        "\"%1\" is no URL of an etcd member, e.g. http://172.31.0.1:2379", {endpoint});
    }
    if (options.endpoints.empty())
        return fail(Errc::InvalidArgument, "etcd-url", "no URL of an etcd member is given");
    return std::unique_ptr<EtcdStore>(new EtcdStore(std::move(options)));
}

EtcdStore::EtcdStore(EtcdOptions options) : m_worker(std::make_shared<Worker>(std::move(options))) {}

EtcdStore::~EtcdStore()
{
    if (!m_lease.empty()) // best effort: without it the entries go when the lease ends
        (void)m_worker->call("/v3/lease/revoke", Json::object({{"ID", m_lease}})).has_value();
}

Result<std::optional<StoreEntry>> EtcdStore::read(std::string_view key)
{
    auto answer = m_worker->call("/v3/kv/range", Json::object({{"key", toBase64(key)}}));
    if (!answer)
        return wrap(std::move(answer).error(), "read " + std::string(key));
    const auto &found = (*answer)["kvs"].items();
    return found.empty() ? std::optional<StoreEntry>() : std::optional(entryOf(found.front()));
}

Result<StoreListing> EtcdStore::list(std::string_view prefix)
{
    StoreListing listing;
    std::string from(prefix);
    for (;;) {
        auto answer = m_worker->call("/v3/kv/range", rangeRequest(prefix, from, listing.revision));
        if (!answer)
            return wrap(std::move(answer).error(), "list " + std::string(prefix));
        if (listing.revision == 0)
            listing.revision = revisionOf(*answer);
        for (const auto &keyValue : (*answer)["kvs"].items())
            listing.entries.push_back(entryOf(keyValue));
        if (!(*answer)["more"].asBool())
            return listing;
        from = listing.entries.back().key + '\0';
    }
}

Result<Revision> EtcdStore::compareAndPut(std::string_view key, Revision expected,
                                          std::optional<std::string_view> value)
{
    const auto unchanged = Json::object({{"key", toBase64(key)},
                                         {"target", "MOD"},
                                         {"result", "EQUAL"},
                                         {"mod_revision", std::to_string(expected)}});
    auto answer =
        m_worker->call("/v3/kv/txn", Json::object({{"compare", Json::array({unchanged})},
                                                   {"success", Json::array({operationOf(key, value)})}}));
    if (!answer)
        return wrap(std::move(answer).error(), "write " + std::string(key));
    if (!(*answer)["succeeded"].asBool())
        return fail(Errc::Conflict, "store-conflict", "%1 was changed meanwhile", {std::string(key)});
    return revisionOf(*answer);
}

Result<Revision> EtcdStore::putAll(const std::vector<StoreChange> &changes)
{
    Revision revision = 0;
    for (std::size_t begin = 0; begin < changes.size();) {
        const auto end = batchEnd(changes, begin);
        auto operations = Json::array();
        for (; begin < end; ++begin)
            operations.append(operationOf(changes[begin].key, changes[begin].value));
        auto answer = m_worker->call("/v3/kv/txn", Json::object({{"success", std::move(operations)}}));
        if (!answer)
            return wrap(std::move(answer).error(), "write a batch");
        revision = revisionOf(*answer);
    }
    return revision;
}

Status EtcdStore::grantLease()
{
    auto answer =
        m_worker->call("/v3/lease/grant", Json::object({{"TTL", std::to_string(kLifetime.count())}}));
    if (!answer)
        return wrap(std::move(answer).error(), "ask for a lease");
    m_lease = (*answer)["ID"].asString();
    return {};
}

Result<Revision> EtcdStore::putAlive(std::string_view key, std::string_view value)
{
    for (bool isSecondTry = false;; isSecondTry = true) {
        if (m_lease.empty()) {
            if (auto granted = grantLease(); !granted)
                return Failure{std::move(granted).error()};
        }
        auto answer = m_worker->call(
            "/v3/kv/put",
            Json::object({{"key", toBase64(key)}, {"value", toBase64(value)}, {"lease", m_lease}}));
        if (answer)
            return revisionOf(*answer);
        if (answer.error().code != Errc::NotFound || isSecondTry)
            return wrap(std::move(answer).error(), "write " + std::string(key));
        m_lease.clear(); // the lease ended while nobody kept it alive
    }
}

Status EtcdStore::keepAlive()
{
    if (m_lease.empty())
        return {};
    auto answer = m_worker->call("/v3/lease/keepalive", Json::object({{"ID", m_lease}}));
    if (!answer)
        return wrap(std::move(answer).error(), "keep the lease alive");
    if (etcdNumber((*answer)["result"]["TTL"]) > 0)
        return {};
    m_lease.clear();
    return fail(Errc::NotFound, "lease-ended",
                "the lease of this node ended, and with it its living entries");
}

Result<std::unique_ptr<Subscription>> EtcdStore::watch(std::string_view prefix, WatchSink sink)
{
    return std::unique_ptr<Subscription>(
        new EtcdSubscription(m_worker, m_worker->client(), std::string(prefix), std::move(sink)));
}

} // namespace podloom
