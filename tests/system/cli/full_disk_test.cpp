// A disk without room for the new file: the old one stays, whole.
#include "core/os/files.h"
#include "tests/unit/app/cli/podloomctl.h"

#include <gmock/gmock.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/statvfs.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace podloom::test {
namespace {

namespace fs = std::filesystem;

using ::testing::HasSubstr;

/// A tmpfs of `kilobytes` that only this process and its children see.
class TinyDisk {
public:
    explicit TinyDisk(int kilobytes)
    {
        auto pattern = (fs::temp_directory_path() / "podloom-disk-XXXXXX").string();
        m_path = ::mkdtemp(pattern.data());
        if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) {
            m_why = std::strerror(errno);
            return;
        }
        const auto size = "size=" + std::to_string(kilobytes) + 'k';
        if (::mount("podloom-test", m_path.c_str(), "tmpfs", 0, size.c_str()) != 0)
            m_why = std::strerror(errno);
    }
    TinyDisk(const TinyDisk &) = delete;
    TinyDisk &operator=(const TinyDisk &) = delete;
    ~TinyDisk()
    {
        if (m_why.empty())
            ::umount(m_path.c_str());
        fs::remove(m_path);
    }

    const fs::path &path() const { return m_path; }
    const std::string &whyNot() const { return m_why; }
    std::uintmax_t freeBytes() const { return fs::space(m_path).available; }

private:
    fs::path m_path;
    std::string m_why;
};

std::string design(std::size_t pods)
{
    std::string out;
    for (std::size_t i = 0; i < pods; ++i)
        out += "---\napiVersion: v1\nkind: Pod\nmetadata: {name: pod-" + std::to_string(i)
             + ", labels: {app: web}}\nspec: {nodeName: node-1}\n";
    return out;
}

TEST(FullDisk, AnEditThatCannotBeSavedLeavesTheOldFileWhole)
{
    const TinyDisk disk(64);
    if (!disk.whyNot().empty())
        GTEST_SKIP() << "no file system can be mounted here: " << disk.whyNot();
    const auto file = disk.path() / "design.yaml";
    const auto bytes = design(400); // more than half of the disk: there is no room for a second one
    ASSERT_TRUE(replaceFile(file, bytes));

    const auto output =
        podloomctl({"edit", file.string(), "--object", "Pod/pod-7", "--set", "/spec/nodeName=node-2"});

    EXPECT_EQ(output.exitCode, 2);
    EXPECT_THAT(output.standardError, HasSubstr(file.string()));
    EXPECT_THAT(output.standardError, HasSubstr("No space left"));
    EXPECT_EQ(*readFile(file), bytes);
    EXPECT_EQ(std::distance(fs::directory_iterator(disk.path()), fs::directory_iterator()), 1);
}

TEST(FullDisk, OnceThereIsRoomTheSameEditIsSaved)
{
    const TinyDisk disk(64);
    if (!disk.whyNot().empty())
        GTEST_SKIP() << "no file system can be mounted here: " << disk.whyNot();
    const auto file = disk.path() / "design.yaml";
    ASSERT_TRUE(replaceFile(file, design(3)));
    ASSERT_TRUE(replaceFile(disk.path() / "ballast", std::string(disk.freeBytes() - 8192, 'x')));
    const std::vector<std::string> edit{"edit",     file.string(),
                                        "--object", "Pod/pod-1",
                                        "--set",    "/metadata/annotations/note=" + std::string(20'000, 'n')};

    EXPECT_EQ(podloomctl(edit).exitCode, 2);
    EXPECT_EQ(*readFile(file), design(3));
    fs::remove(disk.path() / "ballast");
    EXPECT_EQ(podloomctl(edit).exitCode, 0);
    EXPECT_THAT(*readFile(file), HasSubstr(std::string(20'000, 'n')));
}

} // namespace
} // namespace podloom::test
