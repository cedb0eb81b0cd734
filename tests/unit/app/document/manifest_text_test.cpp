// What is typed over a manifest, before it becomes part of the design.
#include "app/document/drafts.h"

#include <gmock/gmock.h>

namespace podloom::app {
namespace {

constexpr std::string_view kDesign = "# two machines\napiVersion: v1\nkind: Node\nmetadata: {name: a}\n---\n"
                                     "apiVersion: v1\nkind: Node\nmetadata:\n  name: b\n  labels: {x: y}\n";
const TextKey kA{.object = {"default", "", "Node", "", "a"}};
const TextKey kB{.object = {"default", "", "Node", "", "b"}};

class ManifestTextTest : public ::testing::Test {
protected:
    static SnapshotPointer read(std::string_view bytes)
    {
        return parseFiles({{"a.yaml", std::string(bytes)}});
    }
    std::string text(const TextKey &key) const { return placeOf(*snapshot, key)->text; }
    static std::string with(std::string text, std::string_view what, std::string_view by)
    {
        return text.replace(text.find(what), what.size(), by);
    }

    SnapshotPointer snapshot = read(kDesign);
};

} // namespace

TEST_F(ManifestTextTest, EveryLineOfAFileBelongsToATextThatCanBeEdited)
{
    EXPECT_EQ(textAt(*snapshot, {0, 1, 1}), kA) << "a comment above the object is its own";
    EXPECT_EQ(textAt(*snapshot, {0, 4, 1}), kA);
    EXPECT_EQ(textAt(*snapshot, {0, 5, 1}), kB);
    EXPECT_EQ(textAt(*snapshot, {0, 10, 1}), kB);
    EXPECT_FALSE(textAt(*snapshot, {1, 1, 1}));
    EXPECT_EQ(placeOf(*snapshot, kB)->firstLine, 5);
}

TEST_F(ManifestTextTest, ADocumentThatNobodyCanReadIsATextToo)
{
    const auto broken = read("kind: [\n---\n" + std::string(kDesign));
    const auto key = textAt(*broken, {0, 1, 7});
    ASSERT_TRUE(key);
    EXPECT_TRUE(key->object.kind.empty());
    EXPECT_EQ(placeOf(*broken, *key)->text, "kind: [\n");
    EXPECT_EQ(textAt(*broken, {0, 6, 1}), kA) << "the next document is another text";
    // Mended, it is an object.
    const auto trial =
        tryText(*broken, *key, {"kind: [\n", "kind: Namespace\napiVersion: v1\nmetadata: {name: n}\n"});
    ASSERT_TRUE(trial);
    EXPECT_FALSE(trial->fault);
    const auto mended = applySplices(*broken, trial->splices);
    ASSERT_TRUE(mended);
    EXPECT_EQ(textAt(*mended->snapshot, {0, 1, 1})->object.kind, "Namespace");
}

TEST_F(ManifestTextTest, TextWithAWrongSyntaxIsAFaultAtItsLine)
{
    const auto base = text(kB);
    const auto trial = tryText(*snapshot, kB, {base, base + "  bogus: [1, 2\n"});
    ASSERT_TRUE(trial);
    ASSERT_TRUE(trial->fault);
    EXPECT_GE(trial->fault->at.line, 11U);
    EXPECT_FALSE(trial->findings.empty());
}

TEST_F(ManifestTextTest, ARuleThatAFieldBreaksIsAFindingAndNoFault)
{
    const auto base = text(kA);
    const auto trial = tryText(*snapshot, kA, {base, base + "spec: {unschedulable: perhaps}\n"});
    ASSERT_TRUE(trial);
    EXPECT_FALSE(trial->fault);
    ASSERT_EQ(trial->findings.size(), 1U);
    EXPECT_EQ(trial->findings[0].at.line, 5U);
}

TEST_F(ManifestTextTest, WhatChangedElsewhereInTheTextMeanwhileStays)
{
    const auto base = text(kB);
    const Draft draft{base, with(base, "{x: y}", "{x: z}")};
    const auto edited = apply(*snapshot, Edit{{SetValue{kB.object, "/spec/unschedulable", true}}});
    ASSERT_TRUE(edited);
    const auto trial = tryText(*edited->snapshot, kB, draft);
    ASSERT_TRUE(trial);
    const auto both = applySplices(*edited->snapshot, trial->splices);
    ASSERT_TRUE(both);
    EXPECT_THAT(std::string(both->snapshot->bytes(0)), ::testing::HasSubstr("unschedulable: true"));
    EXPECT_THAT(std::string(both->snapshot->bytes(0)), ::testing::HasSubstr("{x: z}"));
}

TEST_F(ManifestTextTest, TwoChangesAtOnePlaceAreAConflict)
{
    const auto base = text(kB);
    const Draft draft{base, with(base, "x: y", "x: z")};
    const auto edited = apply(*snapshot, Edit{{SetValue{kB.object, "/metadata/labels/x", "other"}}});
    ASSERT_TRUE(edited);
    const auto trial = tryText(*edited->snapshot, kB, draft);
    ASSERT_FALSE(trial);
    EXPECT_EQ(trial.error().code, Errc::Conflict);
    const auto gone = apply(*snapshot, Edit{{RemoveObject{kB.object}}});
    ASSERT_TRUE(gone);
    EXPECT_EQ(tryText(*gone->snapshot, kB, draft).error().code, Errc::NotFound);
}

TEST_F(ManifestTextTest, TextThatIsNoObjectIsNeverPutIntoAnotherDocument)
{
    const auto moved = read("# another one\nkind: [\n---\nkind: [\n---\n" + std::string(kDesign));
    const TextKey first{.file = "a.yaml"};
    const auto trial = tryText(*moved, first, {"kind: [\n", "kind: []\n"});
    ASSERT_FALSE(trial);
    EXPECT_EQ(trial.error().code, Errc::Conflict);
}

TEST_F(ManifestTextTest, AFaultThatIsThereAlreadyRefusesNoOtherEditOfItsDocument)
{
    const auto list = read("apiVersion: v1\nkind: List\nitems:\n"
                           "- apiVersion: v1\n  kind: Node\n  metadata: {name: a}\n"
                           "- apiVersion: v1\n  kind: Node\n  metadata: {}\n");
    ASSERT_EQ(list->diagnostics().size(), 1U);
    ASSERT_FALSE(list->diagnostics().front().object);
    const auto base = placeOf(*list, kA)->text;
    const auto trial = tryText(*list, kA, {base, with(base, "{name: a}", "{name: a, labels: {x: z}}")});
    ASSERT_TRUE(trial);
    EXPECT_FALSE(trial->fault);
    EXPECT_EQ(trial->findings.size(), 1U) << "it is still shown";
    const auto second = tryText(*list, kA, {base, with(base, "{name: a}", "{}")});
    ASSERT_TRUE(second);
    EXPECT_TRUE(second->fault) << "one more of the same kind is another one";
}

TEST_F(ManifestTextTest, WhatIsWrongInTheNextDocumentIsNotOfThisOne)
{
    const auto two =
        read("apiVersion: v1\nkind: Node\nmetadata: {name: a}\n"
             "--- {apiVersion: v1, kind: Node, metadata: {name: b}, spec: {unschedulable: 7}}\n");
    ASSERT_EQ(two->diagnostics().size(), 1U);
    const auto base = placeOf(*two, kA)->text;
    const auto trial = tryText(*two, kA, {base, with(base, "{name: a}", "{name: a, labels: {x: z}}")});
    ASSERT_TRUE(trial);
    EXPECT_TRUE(trial->findings.empty());
    // Text that ends too early is wrong where the next document begins.
    const auto open = tryText(*two, kA, {base, with(base, "{name: a}", "{name: a")});
    ASSERT_TRUE(open);
    EXPECT_TRUE(open->fault);
}

TEST_F(ManifestTextTest, ALastLineWithoutAnEndIsNotGluedToTheNextDocument)
{
    const auto base = text(kA);
    const auto noted = tryText(*snapshot, kA, {base, base + "# my note"});
    ASSERT_TRUE(noted);
    EXPECT_FALSE(noted->fault);
    const auto after = applySplices(*snapshot, noted->splices);
    ASSERT_TRUE(after);
    EXPECT_EQ(after->snapshot->bytes(0), with(std::string(kDesign), "---", "# my note\n---"));
    const auto shorter = tryText(*snapshot, kA, {base, base.substr(0, base.size() - 1)});
    ASSERT_TRUE(shorter);
    EXPECT_TRUE(shorter->splices.empty()) << "without its end the line says the same";
    // Windows' line ends stay so; nothing follows the last text, which may end as it likes.
    const auto windows = read("apiVersion: v1\r\nkind: Node\r\nmetadata: {name: a}\r\n---\r\n# b\r\n");
    const auto its = placeOf(*windows, kA)->text;
    const auto trial = tryText(*windows, kA, {its, its + "# x"});
    ASSERT_TRUE(trial);
    ASSERT_EQ(trial->splices.size(), 1U);
    EXPECT_EQ(trial->splices[0].newText, "# x\r\n");
    const auto last = text(kB);
    EXPECT_EQ(tryText(*snapshot, kB, {last, last + "# x"})->splices[0].newText, "# x");
}

TEST_F(ManifestTextTest, ADraftIsKeptUntilItSaysWhatIsThere)
{
    Drafts drafts;
    int changes = 0;
    QObject::connect(&drafts, &Drafts::changed, [&] { ++changes; });
    drafts.keep(kA, {"one", "two"});
    drafts.keep(kA, {"one", "three"});
    EXPECT_EQ(changes, 1) << "typing on is no news";
    ASSERT_TRUE(drafts.find(kA));
    EXPECT_EQ(drafts.find(kA)->text, "three");
    drafts.keep(kA, {"one", "one"});
    EXPECT_TRUE(drafts.isEmpty());
    EXPECT_EQ(changes, 2);
}

} // namespace podloom::app
