#include "tests/contract/store/store_contract.h"

#include "tests/contract/store/etcd_process.h"

#include "core/store/memory_store.h"
#include "core/store/sqlite_store.h"

#include <filesystem>

namespace podloom {
namespace {

/// A folder that is removed with its owner.
std::shared_ptr<std::filesystem::path> freshFolder()
{
    auto pattern = (std::filesystem::temp_directory_path() / "podloom-store-XXXXXX").string();
    if (!::mkdtemp(pattern.data()))
        return nullptr;
    return {new std::filesystem::path(pattern), [](const std::filesystem::path *folder) {
                std::error_code ignored;
                std::filesystem::remove_all(*folder, ignored);
                delete folder;
            }};
}

StoreWorld memoryWorld()
{
    auto data = std::make_shared<MemoryStore::Data>();
    return {.open = [data] { return std::make_unique<MemoryStore>(data); }};
}

StoreWorld sqliteWorld()
{
    const auto folder = freshFolder();
    const auto file = *folder / "store.db";
    return {.open = [file]() -> std::unique_ptr<Store> {
                auto opened = SqliteStore::open(file);
                EXPECT_TRUE(opened) << opened.error().text();
                return opened ? *std::move(opened) : nullptr;
            },
            .hasSeveralWriters = false,
            .keeper = folder};
}

StoreWorld etcdWorld()
{
    const auto etcd = EtcdProcess::shared();
    if (!etcd)
        return {};
    etcd->wipe();
    return {.open = [etcd] { return etcd->connect({}); }, .keeper = etcd};
}

// A new backend joins by adding one line here; it does not get tests of its own for the contract.
INSTANTIATE_TEST_SUITE_P(Backends, StoreContract,
                         ::testing::Values(StoreBackend{"Memory", memoryWorld},
                                           StoreBackend{"Sqlite", sqliteWorld},
                                           StoreBackend{"Etcd", etcdWorld}),
                         [](const auto &each) { return each.param.name; });

} // namespace
} // namespace podloom
