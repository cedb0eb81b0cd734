#include "core/store/open_store.h"

#include "core/base/text.h"
#include "core/store/sqlite_store.h"

namespace podloom {

namespace {

constexpr std::string_view kSqlite = "sqlite:";
constexpr std::string_view kEtcd = "etcd:";

template <class Backend>
Result<std::unique_ptr<Store>> asStore(Result<std::unique_ptr<Backend>> opened)
{
    if (!opened)
        return Failure{std::move(opened).error()};
    return std::unique_ptr<Store>(*std::move(opened));
}

} // namespace

Status checkStoreAddress(std::string_view address)
{
    for (const auto kind : {kSqlite, kEtcd}) {
        if (address.starts_with(kind) && address.size() > kind.size())
            return {};
    }
    return fail(Errc::InvalidArgument, "store-address", "\"%1\" is neither sqlite:FILE nor etcd:URL[,URL]",
                {std::string(address)});
}

Result<std::unique_ptr<Store>> openStore(std::string_view address, EtcdOptions etcd)
{
    if (auto checked = checkStoreAddress(address); !checked)
        return Failure{std::move(checked).error()};
    if (address.starts_with(kSqlite))
        return asStore(SqliteStore::open(std::string(address.substr(kSqlite.size()))));
    for (const auto url : split(address.substr(kEtcd.size()), ','))
        etcd.endpoints.emplace_back(trimmed(url));
    return asStore(EtcdStore::open(std::move(etcd)));
}

} // namespace podloom
