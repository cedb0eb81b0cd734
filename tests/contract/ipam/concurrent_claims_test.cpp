// Thirty nodes claim from one etcd at the same time and are killed at random: no address may be given twice,
// and none may be lost.
#include "tests/contract/ipam/claim_world.h"
#include "tests/contract/store/etcd_process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <random>
#include <thread>

namespace podloom {
namespace {

constexpr int kNodes = 30;
constexpr int kKills = 60;

class Claimers {
public:
    /// The nodes have blocks of the sizes in turn, as while the design of a pool spreads.
    Claimers(std::string store, std::vector<std::string> blockSizes)
        : m_store("etcd:" + std::move(store)),
          m_blockSizes(std::move(blockSizes))
    {
        for (int i = 0; i < kNodes; ++i)
            m_pids.push_back(start(i));
    }
    Claimers(const Claimers &) = delete;
    Claimers &operator=(const Claimers &) = delete;
    ~Claimers()
    {
        for (int i = 0; i < kNodes; ++i)
            end(i);
    }

    static std::string nameOf(int node) { return "node-" + std::to_string(node); }
    std::string fileOf(int node) const { return m_folder.filePath(QString::number(node)).toStdString(); }

    /// Kills a claimer, wherever it is, and starts it again.
    void tear(int node)
    {
        end(node);
        m_pids[static_cast<std::size_t>(node)] = start(node);
    }
    /// The exit status of a claimer that came to its end by itself.
    int await(int node)
    {
        int status = 0;
        ::waitpid(std::exchange(m_pids[static_cast<std::size_t>(node)], -1), &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

private:
    pid_t start(int node) const
    {
        const auto name = nameOf(node);
        const auto file = fileOf(node);
        const auto &size = m_blockSizes[static_cast<std::size_t>(node) % m_blockSizes.size()];
        const pid_t pid = ::fork();
        if (pid == 0) {
            ::execl(PODLOOM_CLAIMER, PODLOOM_CLAIMER, m_store.c_str(), name.c_str(), file.c_str(),
                    size.c_str(), nullptr);
            ::_exit(127);
        }
        return pid;
    }
    void end(int node)
    {
        const auto pid = std::exchange(m_pids[static_cast<std::size_t>(node)], -1);
        if (pid < 0)
            return;
        ::kill(pid, SIGKILL);
        ::waitpid(pid, nullptr, 0);
    }

    std::string m_store;
    std::vector<std::string> m_blockSizes;
    QTemporaryDir m_folder;
    std::vector<pid_t> m_pids;
};

/// Lets thirty nodes claim until nothing is left, with kills, and judges what they and the store say then.
/// Returns how many addresses have a pod.
std::size_t claimAll(EtcdProcess &etcd, const std::vector<std::string> &blockSizes)
{
    Claimers claimers(etcd.url(), blockSizes);
    std::mt19937 random(1);
    for (int i = 0; i < kKills; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(random() % 40)); // a moment of its work
        claimers.tear(static_cast<int>(random() % kNodes));
    }
    for (int node = 0; node < kNodes; ++node)
        EXPECT_EQ(claimers.await(node), 0) << Claimers::nameOf(node);

    const auto store = etcd.connect({});
    std::map<IpAddress, std::string> owners;
    std::size_t given = 0;
    for (int node = 0; node < kNodes; ++node) {
        const auto name = Claimers::nameOf(node);
        auto database = SqliteDatabase::open(claimers.fileOf(node), "");
        const auto book = database ? AddressBook::open(*database, name) : Failure{database.error()};
        const auto held = blocksHeldBy(*store, contestedKeys(), name);
        if (!book || !held) {
            ADD_FAILURE() << (book ? held.error() : book.error()).text();
            return 0;
        }
        for (const auto &[address, key] : book->taken()) {
            const auto [at, isFirst] = owners.emplace(address, name);
            EXPECT_TRUE(isFirst) << address.toString() << " is of " << at->second << " and of " << name;
        }
        given += book->taken().size();
        // What the store says that a node holds, the node knows of.
        std::map<Prefix, OrdinalSet> known;
        for (const auto &block : book->blocks())
            known[block.cidr] = block.heldBy(name);
        for (const auto &block : *held)
            EXPECT_EQ(known[block.cidr], block.heldBy(name))
                << name << " lost some of " << block.cidr.toString();
    }
    std::printf("%d nodes, %d kills: %zu addresses given, each once\n", kNodes, kKills, given);
    return given;
}

class ThirtyNodes : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (!etcd)
            GTEST_SKIP() << "there is no etcd on this machine";
        const auto store = etcd->connect({});
        const auto left = store->list(contestedKeys().blocks());
        for (const auto &entry : left->entries)
            ASSERT_TRUE(store->putAll({{.key = entry.key}}));
    }

    const std::shared_ptr<EtcdProcess> etcd = EtcdProcess::shared();
};

TEST_F(ThirtyNodes, NeverShareAnAddressAndLoseNoneHoweverTheyEnd)
{
    const auto all = static_cast<std::size_t>(contestedPool().cidr.size().low);
    EXPECT_EQ(claimAll(*etcd, {"27"}), all) << "every address of the pool has one pod";
}

TEST_F(ThirtyNodes, NeverShareAnAddressWhileTheyHaveBlocksOfDifferentSizes)
{
    EXPECT_GT(claimAll(*etcd, {"27", "28", "26"}), 0U);

    std::vector<Prefix> blocks;
    const auto listing = etcd->connect({})->list(contestedKeys().blocks());
    for (const auto &entry : listing->entries)
        blocks.push_back(*contestedKeys().blockOf(entry.key));
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        for (std::size_t j = i + 1; j < blocks.size(); ++j)
            EXPECT_FALSE(blocks[i].overlaps(blocks[j]))
                << blocks[i].toString() << " and " << blocks[j].toString();
    }
}

} // namespace
} // namespace podloom
