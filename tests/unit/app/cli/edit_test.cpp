// podloomctl edit: what scripts rely on.
#include "tests/unit/app/cli/podloomctl.h"

#include "core/os/files.h"

#include <gmock/gmock.h>

#include <filesystem>

namespace podloom::test {
namespace {

namespace fs = std::filesystem;

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kPolicy = "# policy\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n"
                            "metadata: {name: db, namespace: shop}   # db\nspec:\n  podSelector: {}\n"
                            "  ingress:\n  - ports:\n    - port: 5432 # pg\n";
const std::string kRest = "---\r\n# other\r\napiVersion: v1\r\nkind: Namespace\r\nmetadata: {name: shop}";

class EditOnTheCommandLine : public ::testing::Test {
protected:
    void SetUp() override
    {
        auto pattern = (fs::temp_directory_path() / "podloom-edit-XXXXXX").string();
        m_folder = ::mkdtemp(pattern.data());
        ASSERT_TRUE(replaceFile(file(), kPolicy + kRest));
    }
    void TearDown() override { fs::remove_all(m_folder); }

    fs::path file() const { return m_folder / "design.yaml"; }
    std::string text() const { return *readFile(file()); }
    const fs::path &folder() const { return m_folder; }

    /// Edits the policy.
    ChildOutput edit(std::vector<std::string> more) const
    {
        std::vector<std::string> arguments{"edit", file().string(), "--object", "NetworkPolicy/shop/db"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return podloomctl(arguments);
    }

    /// The text with one piece replaced.
    static std::string with(const std::string &from, const std::string &to)
    {
        auto out = kPolicy + kRest;
        out.replace(out.find(from), from.size(), to);
        return out;
    }

private:
    fs::path m_folder;
};

TEST_F(EditOnTheCommandLine, SaysWhichObjectIsMeant)
{
    const auto meantBy = [&](const std::string &written) {
        const auto output = podloomctl({"edit", file().string(), "--object", written, "--remove", "/spec"});
        EXPECT_EQ(output.exitCode, 2);
        return output.standardError;
    };
    EXPECT_THAT(meantBy("NetworkPolicy/db"),
                HasSubstr("; did you mean NetworkPolicy.networking.k8s.io/shop/db?"));
    EXPECT_THAT(meantBy("NetworkPolicy.projectcalico.org/shop/db"),
                HasSubstr("; did you mean NetworkPolicy.networking.k8s.io/shop/db?"));
    EXPECT_THAT(meantBy("Namespace/shpo"), HasSubstr("; did you mean Namespace/shop?"));
    EXPECT_THAT(meantBy("Service/elsewhere/web"), Not(HasSubstr("did you mean")));
    EXPECT_EQ(text(), kPolicy + kRest);
}

TEST_F(EditOnTheCommandLine, NamesTheChangedFilesInJson)
{
    const auto output = edit({"--set", "/spec/ingress/0/ports/0/port=5433", "--json"});

    EXPECT_EQ(output.exitCode, 0) << output.standardError;
    EXPECT_EQ(answerOf(output).dump(), Json::object({{"changed", Json::array({file().string()})}}).dump());
}

TEST_F(EditOnTheCommandLine, SaysWhatItBroke)
{
    const auto output = edit({"--set", "/spec/ingress/0/ports/0/port=98765"});

    EXPECT_EQ(output.exitCode, 0) << "it was asked for";
    EXPECT_THAT(output.standardError, HasSubstr(":9:13: error: "));
    EXPECT_THAT(edit({"--set", "/spec/ingress/0/ports/0/protocol=UDP"}).standardError,
                Not(HasSubstr("error")))
        << "told once";
}

TEST_F(EditOnTheCommandLine, ChangesTheFileInPlaceAndSaysSo)
{
    fs::permissions(file(), fs::perms(0640));
    const auto output = edit({"--set", "/spec/ingress/0/ports/0/port=5433"});

    EXPECT_EQ(output.exitCode, 0) << output.standardError;
    EXPECT_EQ(output.standardOutput, "");
    EXPECT_EQ(output.standardError, "changed " + file().string() + '\n');
    EXPECT_EQ(text(), with("5432", "5433"));
    EXPECT_EQ(fs::status(file()).permissions(), fs::perms(0640));
}

TEST_F(EditOnTheCommandLine, TakesStepsInTheirOrderAndSplitsAtTheFirstEqualsSign)
{
    const auto output =
        edit({"--set", "/metadata/labels/a=b=c", "--remove", "/metadata/labels/a", "--set",
              "/metadata/annotations/note='k=v'", "--set=/spec/ingress/0/ports/-={port: 80}"});

    EXPECT_EQ(output.exitCode, 0) << output.standardError;
    EXPECT_THAT(text(), HasSubstr("namespace: shop, labels: {}, annotations: {note: k=v}}   # db\n"));
    EXPECT_THAT(text(), HasSubstr("    - port: 5432 # pg\n    - port: 80\n"));
    EXPECT_THAT(text(), HasSubstr(kRest));
}

TEST_F(EditOnTheCommandLine, WritesElsewhereAndLeavesTheFile)
{
    const auto target = folder() / "new.yaml";

    EXPECT_EQ(edit({"--set", "/spec/policyTypes=[Ingress]", "-o", target.string()}).exitCode, 0);
    EXPECT_EQ(text(), kPolicy + kRest);
    EXPECT_EQ(*readFile(target), with("# pg\n", "# pg\n  policyTypes:\n  - Ingress\n"));
    EXPECT_EQ(edit({"--remove", "/spec/ingress", "-o", "-"}).standardOutput,
              with("  ingress:\n  - ports:\n    - port: 5432 # pg\n", ""));
}

TEST_F(EditOnTheCommandLine, IsAFilterForStandardInput)
{
    const std::vector<std::string> arguments{"edit",           "-",     "--object",
                                             "Namespace/shop", "--set", "/metadata/name=shop"};
    const auto unchanged = podloomctl(arguments, kPolicy + kRest);

    EXPECT_EQ(unchanged.exitCode, 0) << unchanged.standardError;
    EXPECT_EQ(unchanged.standardOutput, kPolicy + kRest) << "also when nothing changes";
}

TEST_F(EditOnTheCommandLine, EditsOneFileOfAFolder)
{
    ASSERT_TRUE(replaceFile(folder() / "more.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n"
                                                    "spec: {}\n"));
    const auto output =
        podloomctl({"edit", folder().string(), "--object", "Pod/p", "--set", "/spec/nodeName=node-1"});

    EXPECT_EQ(output.exitCode, 0) << output.standardError;
    EXPECT_EQ(text(), kPolicy + kRest);
    EXPECT_THAT(*readFile(folder() / "more.yaml"), HasSubstr("spec:\n  nodeName: node-1\n"));
}

TEST_F(EditOnTheCommandLine, WhatCannotBeDoneExitsWithTwoAndTouchesNothing)
{
    const auto refused = [&](std::vector<std::string> more, const std::string &why) {
        const auto output = edit(more);
        EXPECT_EQ(output.exitCode, 2) << why;
        EXPECT_EQ(output.standardOutput, "") << why;
        EXPECT_THAT(output.standardError, HasSubstr(why));
        EXPECT_EQ(text(), kPolicy + kRest) << why;
    };
    refused({}, "usage: podloomctl edit");
    refused({"--set", "/spec/x"}, "POINTER=VALUE");
    refused({"--set", "spec=x"}, "not a JSON pointer");
    refused({"--set", "/spec/x=[1, 2"}, "not a YAML value");
    refused({"--remove", "/spec/egress"}, "there is no value at /spec/egress");
    refused({"--set", "/spec/ingress/7=x"}, "has 1 items");
    refused({"--set", "/metadata/name/x=y"}, "neither a list nor a mapping");
    refused({"--set", "/spec/policyTypes=[Egress]", "--remove", "/spec/egress"}, "there is no value");
    refused({"--set", "/spec/podSelector=x", "-o", (folder() / "no" / "such.yaml").string()}, "such.yaml");
    const auto unknown = podloomctl({"edit", file().string(), "--object", "Pod/none", "--remove", "/spec"});
    EXPECT_EQ(unknown.exitCode, 2);
    EXPECT_THAT(unknown.standardError, HasSubstr("Pod/none"));
}

TEST_F(EditOnTheCommandLine, AValueBehindAnAnchorIsRefused)
{
    const std::string anchored = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  labels: &l {a: b}\n"
                                 "  annotations: *l\nspec: {}\n";
    ASSERT_TRUE(replaceFile(file(), anchored));
    const auto output =
        podloomctl({"edit", file().string(), "--object", "Pod/p", "--set", "/metadata/annotations/a=c"});

    EXPECT_EQ(output.exitCode, 2);
    EXPECT_THAT(output.standardError, HasSubstr("/metadata/annotations is shared by an anchor"));
    EXPECT_EQ(text(), anchored);
}

TEST_F(EditOnTheCommandLine, ABrokenNeighbourDoesNotForbidIt)
{
    const std::string broken = "---\napiVersion: v1\nkind: Pod\nmetadata: [\n";
    ASSERT_TRUE(replaceFile(file(), kPolicy + broken));

    EXPECT_EQ(edit({"--set", "/spec/ingress/0/ports/0/port=1"}).exitCode, 0);
    EXPECT_THAT(text(), HasSubstr("- port: 1 # pg\n" + broken));
}

} // namespace
} // namespace podloom::test
