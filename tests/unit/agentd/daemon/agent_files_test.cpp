// What uninstall takes from a folder, and what of others it leaves there.
#include "agentd/daemon/agent_files.h"

#include "core/os/files.h"

#include <gmock/gmock.h>

#include <set>

namespace podloom {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;

class AFolder : public ::testing::Test {
protected:
    AFolder() { EXPECT_NE(::mkdtemp(folder.data()), nullptr); }
    ~AFolder() override { fs::remove_all(folder); }

    void put(const std::string &name)
    {
        const auto file = fs::path(folder) / name;
        fs::create_directories(file.parent_path());
        EXPECT_TRUE(replaceFile(file, "x"));
    }
    std::set<std::string> files() const
    {
        std::set<std::string> names;
        for (const auto &entry : fs::recursive_directory_iterator(folder))
            names.insert(fs::relative(entry.path(), folder).string());
        return names;
    }

    std::string folder = (fs::temp_directory_path() / "podloom-files-XXXXXX").string();
};

TEST_F(AFolder, OfAStateKeepsWhatOthersHaveInIt)
{
    for (const auto *name : {"state.db", "state.db-wal", "store.db", "host-settings.json", "bird.conf.next",
                             "host-settings.json.aB3xYz", "letter", "state.db-copy", "bird.conf.mine",
                             "pods/volume", "other/state.db"})
        put(name);

    EXPECT_TRUE(removeAgentFiles(folder, AgentFolder::State));

    EXPECT_THAT(files(), ElementsAre("bird.conf.mine", "letter", "other", "other/state.db", "pods",
                                     "pods/volume", "state.db-copy"));
    EXPECT_FALSE(holdsAgentFiles(folder, AgentFolder::State));
}

TEST_F(AFolder, OfSocketsKeepsWhatOthersHaveInIt)
{
    for (const auto *name : {"agentd.sock", "bird.mark", "pods/1f.json", "pods/names/shop_web",
                             "pods/of-another/volume", "tombstones/1f", "letter"})
        put(name);

    EXPECT_TRUE(removeAgentFiles(folder, AgentFolder::Run));

    EXPECT_THAT(files(), ElementsAre("letter", "pods", "pods/of-another", "pods/of-another/volume"));
}

TEST_F(AFolder, IsTheStateOfAnAgentThatWasKilledBeforeItHadOne)
{
    EXPECT_FALSE(holdsAgentFiles(folder, AgentFolder::State));
    put("letter");
    EXPECT_FALSE(holdsAgentFiles(folder, AgentFolder::State));
    put("store.db");
    EXPECT_TRUE(holdsAgentFiles(folder, AgentFolder::State));
}

} // namespace
} // namespace podloom
