// Edits change the bytes of their value and nothing else.
#include "core/manifest/edit.h"

#include <gmock/gmock.h>

namespace podloom {
namespace {

using ::testing::HasSubstr;

const ObjectId kPolicy{"default", "networking.k8s.io", "NetworkPolicy", "default", "a"};

SnapshotPointer read(std::string text)
{
    return parseFiles({{"a.yaml", std::move(text)}});
}

std::string policy(const std::string &spec)
{
    return "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: a\n" + spec;
}

Json yaml(const std::string &text)
{
    return *parseYamlValue(text);
}

/// The text after one step; "ERROR: …" when it was refused.
template <class Step>
std::string after(const std::string &text, Step step)
{
    const auto before = read(text);
    const auto applied = apply(*before, Edit{{std::move(step)}});
    if (!applied)
        return "ERROR: " + applied.error().text();
    const auto back = applySplices(*applied->snapshot, applied->inverse);
    EXPECT_TRUE(back && back->snapshot->bytes(0) == text) << "the inverse must give the old bytes";
    return std::string(applied->snapshot->bytes(0));
}

std::string set(const std::string &text, const std::string &pointer, const std::string &value)
{
    return after(text, SetValue{kPolicy, pointer, yaml(value)});
}

std::string removed(const std::string &text, const std::string &pointer)
{
    return after(text, RemoveValue{kPolicy, pointer});
}

TEST(SetValue, AScalarChangesItsOwnBytesOnly)
{
    const auto text =
        policy("spec:\n  podSelector: {}\n  ingress:\n  - ports:   # db\n    - port:   5432   # pg\n");

    EXPECT_EQ(set(text, "/spec/ingress/0/ports/0/port", "5433"),
              policy("spec:\n  podSelector: {}\n  ingress:\n  - ports:   # db\n    - port:   5433   # pg\n"));
}

TEST(SetValue, KeepsTheQuotesOfATextAndQuotesWhatWouldBeReadAsSomethingElse)
{
    const auto text = policy("  labels: {a: 'x', b: \"y\", c: z}\n");

    EXPECT_EQ(set(text, "/metadata/labels/a", "v"), policy("  labels: {a: 'v', b: \"y\", c: z}\n"));
    EXPECT_EQ(set(text, "/metadata/labels/b", "v"), policy("  labels: {a: 'x', b: \"v\", c: z}\n"));
    EXPECT_EQ(set(text, "/metadata/labels/c", "'on'"), policy("  labels: {a: 'x', b: \"y\", c: \"on\"}\n"));
    EXPECT_EQ(set(text, "/metadata/labels/c", "'1e3'"), policy("  labels: {a: 'x', b: \"y\", c: \"1e3\"}\n"));
}

TEST(SetValue, CrlfByteOrderMarkAndCommentsStay)
{
    const std::string text =
        "\xEF\xBB\xBF# p\u00f6licy\r\napiVersion: networking.k8s.io/v1\r\nkind: NetworkPolicy\r\n"
        "metadata: {name: a} # \u00fcber\r\nspec:\r\n  podSelector: {}\r\n";
    auto wanted = text;
    wanted.replace(wanted.find("  podSelector: {}\r\n"), std::string::npos,
                   "  podSelector: {}\r\n  ingress:\r\n  - ports:\r\n    - port: 80\r\n");

    EXPECT_EQ(set(text, "/spec/ingress/0/ports/0/port", "80"), wanted);
}

TEST(SetValue, MissingParentsAreMadeInTheStyleAround)
{
    EXPECT_EQ(set(policy("spec:\n    ingress:\n        - {}\n"), "/spec/podSelector/matchLabels/app", "web"),
              policy("spec:\n    ingress:\n        - {}\n    podSelector:\n        matchLabels:\n            "
                     "app: web\n"));
    EXPECT_EQ(set(policy("spec: {ingress: [{}]}\n"), "/spec/podSelector/matchLabels/app", "web"),
              policy("spec: {ingress: [{}], podSelector: {matchLabels: {app: web}}}\n"));
    EXPECT_EQ(set(policy("spec:\n  podSelector: {}\n"), "/spec/podSelector/matchLabels/app", "web"),
              policy("spec:\n  podSelector:\n    matchLabels:\n      app: web\n"));
    EXPECT_EQ(set(policy("spec:\n"), "/spec/podSelector", "{}"), policy("spec:\n  podSelector: {}\n"));
}

TEST(SetValue, DashAppendsToListsOfEveryStyle)
{
    EXPECT_EQ(set(policy("spec:\n  policyTypes: [Ingress]\n"), "/spec/policyTypes/-", "Egress"),
              policy("spec:\n  policyTypes: [Ingress, Egress]\n"));
    EXPECT_EQ(
        set(policy("spec:\n  policyTypes:\n  - Ingress # in\n# end\n"), "/spec/policyTypes/-", "Egress"),
        policy("spec:\n  policyTypes:\n  - Ingress # in\n  - Egress\n# end\n"));
    EXPECT_EQ(set(policy("spec:\n  policyTypes:\n    - Ingress"), "/spec/policyTypes/-", "Egress"),
              policy("spec:\n  policyTypes:\n    - Ingress\n    - Egress"));
    EXPECT_EQ(set(policy("spec:\n  ingress:\n  - from:\n    - podSelector: {}\n"), "/spec/ingress/-",
                  "{ports: [{port: 80}]}"),
              policy("spec:\n  ingress:\n  - from:\n    - podSelector: {}\n  - ports:\n    - port: 80\n"));
    EXPECT_EQ(set(policy("spec:\n  policyTypes: []\n"), "/spec/policyTypes/-", "Egress"),
              policy("spec:\n  policyTypes:\n  - Egress\n"));
}

TEST(SetValue, JsonStaysJson)
{
    const std::string text = R"({
    "apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy",
    "metadata": {
        "name": "a"
    },
    "spec": {"podSelector": {}}
}
)";
    auto wanted = text;
    wanted.replace(wanted.find("\"a\"\n"), 4, "\"a\",\n        \"labels\": {\"tier\": \"web\"}\n");

    EXPECT_EQ(set(text, "/metadata/labels/tier", "web"), wanted);
}

TEST(SetValue, ABlockBecomesAScalarAndBack)
{
    const auto block =
        policy("spec:\n  podSelector:\n    matchLabels:\n      app: web\n  policyTypes: [Ingress]\n");

    EXPECT_EQ(set(block, "/spec/podSelector", "{}"),
              policy("spec:\n  podSelector: {}\n  policyTypes: [Ingress]\n"));
    EXPECT_EQ(
        set(block, "/spec/podSelector", "{matchLabels: {a: b, c: d}}"),
        policy(
            "spec:\n  podSelector:\n    matchLabels:\n      a: b\n      c: d\n  policyTypes: [Ingress]\n"));
}

TEST(SetValue, WhatStandsBehindAnAnchorIsRefused)
{
    const auto text = policy("  labels: &l {a: b}\nspec:\n  podSelector:\n    matchLabels: *l\n");

    EXPECT_THAT(set(text, "/metadata/labels/a", "c"), HasSubstr("anchor"));
    EXPECT_THAT(set(text, "/spec/podSelector/matchLabels/a", "c"), HasSubstr("anchor"));
    EXPECT_THAT(set(text, "/spec/podSelector/matchLabels", "{}"), HasSubstr("anchor"));
    EXPECT_EQ(set(text, "/spec/policyTypes", "[Ingress]"),
              policy("  labels: &l {a: b}\nspec:\n  podSelector:\n    matchLabels: *l\n  policyTypes:\n  - "
                     "Ingress\n"));
}

TEST(SetValue, OtherDocumentsStayAsTheyAre)
{
    const auto first = std::string("# first\nkind:   Foo\napiVersion: x/v1\nmetadata: {name: b}\n---\n");
    const auto last = std::string("---\n\n\n# end\n");

    EXPECT_EQ(set(first + policy("spec: {}\n") + last, "/metadata/name", "b"),
              first
                  + "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: b\nspec: {}\n"
                  + last);
}

TEST(SetValue, ItemsOfAListAreEditedInTheirList)
{
    const std::string text =
        "apiVersion: v1\nkind: List\nitems:\n- apiVersion: networking.k8s.io/v1\n  kind: NetworkPolicy\n"
        "  metadata:\n    name: b\n  spec: {}\n- apiVersion: networking.k8s.io/v1\n  kind: NetworkPolicy\n"
        "  metadata:\n    name: a\n  spec: {}\n";
    auto wanted = text;
    wanted.replace(wanted.rfind("{}"), 2, "{policyTypes: [Egress]}");
    auto got = set(text, "/spec", "{policyTypes: [Egress]}");

    EXPECT_EQ(got, text.substr(0, text.rfind(" {}")) + "\n    policyTypes:\n    - Egress\n");
}

TEST(SetValue, LongTextsBecomeLiteralBlocks)
{
    const auto text = policy("  annotations:\n    note: short\nspec: {}\n");

    EXPECT_EQ(set(text, "/metadata/annotations/note", R"("one\ntwo\n")"),
              policy("  annotations:\n    note: |\n      one\n      two\nspec: {}\n"));
    EXPECT_EQ(set(policy("  annotations:\n    note: |\n      one\n\n      two\n\nspec: {}\n"),
                  "/metadata/annotations/note", "short"),
              policy("  annotations:\n    note: short\n\nspec: {}\n"));
}

TEST(RemoveValue, TakesTheWholeLineAndLeavesComments)
{
    const auto text = policy("spec:\n  podSelector: {}\n  # types\n  policyTypes: # all\n  - Ingress\n  - "
                             "Egress # out\n  ingress: []\n");

    EXPECT_EQ(removed(text, "/spec/policyTypes"),
              policy("spec:\n  podSelector: {}\n  # types\n  ingress: []\n"));
    EXPECT_EQ(
        removed(text, "/spec/policyTypes/0"),
        policy(
            "spec:\n  podSelector: {}\n  # types\n  policyTypes: # all\n  - Egress # out\n  ingress: []\n"));
}

TEST(RemoveValue, TheLastOneLeavesAnEmptyCollection)
{
    EXPECT_EQ(removed(policy("spec:\n  podSelector:\n    matchLabels:\n      app: web\n"),
                      "/spec/podSelector/matchLabels"),
              policy("spec:\n  podSelector: {}\n"));
    EXPECT_EQ(removed(policy("spec:\n  policyTypes:\n  - Egress\n"), "/spec/policyTypes/0"),
              policy("spec:\n  policyTypes: []\n"));
    EXPECT_EQ(removed(policy("spec: {policyTypes: [Egress]}\n"), "/spec/policyTypes"), policy("spec: {}\n"));
}

TEST(SetValue, CommentsBehindTheKeyStay)
{
    const auto text = policy("spec:\n  policyTypes: # types\n  # first\n  - Ingress # in\n");

    EXPECT_EQ(set(text, "/spec/policyTypes", "[]"),
              policy("spec:\n  policyTypes: [] # types\n  # first # in\n"));
    EXPECT_EQ(set(policy("spec:\n  ingress:\n  - from:\n    - podSelector: {} # all\n"),
                  "/spec/ingress/0/from/0", "{podSelector: {a: \"b\\nc\\n\"}}"),
              policy("spec:\n  ingress:\n  - from:\n    - podSelector:\n        a: \"b\\nc\\n\" # all\n"));
}

TEST(SetValue, AListAsFarLeftAsItsKeyBecomesAMapping)
{
    EXPECT_EQ(set(policy("spec:\n  egress:\n  - {}\n"), "/spec/egress", "{a: b}"),
              policy("spec:\n  egress:\n    a: b\n"));
}

TEST(SetValue, WorksBesideAMergeKey)
{
    const auto text = policy("  labels: &l {a: b}\n  annotations:\n    <<: *l\n    own: x\n");

    EXPECT_EQ(set(text, "/metadata/annotations/new", "z"), text + "    new: z\n");
    EXPECT_THAT(set(text, "/metadata/annotations/a", "y"), HasSubstr("merge key"));
}

TEST(RemoveValue, TheFirstMemberOfAnItemMakesRoomForTheNext)
{
    EXPECT_EQ(removed(policy("spec:\n  ingress:\n  - from: []\n    ports: []\n"), "/spec/ingress/0/from"),
              policy("spec:\n  ingress:\n  - ports: []\n"));
    EXPECT_EQ(removed(policy("spec: {policyTypes: [Ingress, Egress], ingress: []}\n"), "/spec/policyTypes/1"),
              policy("spec: {policyTypes: [Ingress], ingress: []}\n"));
}

TEST(AddObject, ComesBehindItsNearestSibling)
{
    const auto before =
        parseFiles({{"a.yaml", policy("spec: {}")},
                    {"b.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {}\n"}});
    const auto manifest =
        yaml("{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: new}, "
             "spec: {podSelector: {}}}");
    const auto applied = apply(*before, Edit{{AddObject{manifest, ""}}});

    ASSERT_TRUE(applied) << applied.error().text();
    EXPECT_EQ(applied->snapshot->bytes(0),
              policy("spec: {}\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n"
                     "metadata:\n  name: new\nspec:\n  podSelector: {}\n"));
    EXPECT_EQ(applied->snapshot->bytes(1), before->bytes(1));
    EXPECT_EQ(applied->snapshot->design().networkPolicies.size(), 2u);
}

TEST(RemoveObject, TakesItsDocument)
{
    const auto text =
        policy("spec: {}\n") + "---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {}\n";

    EXPECT_EQ(after(text, RemoveObject{kPolicy}),
              "---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {}\n");
    EXPECT_EQ(after(text, RemoveObject{{"default", "", "Pod", "default", "p"}}), policy("spec: {}\n"));
}

TEST(Apply, WhatIsNotTouchedIsShared)
{
    const auto text =
        policy("spec: {}\n") + "---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {}\n";
    const auto before = read(text);
    const auto sameLines = apply(*before, Edit{{SetValue{kPolicy, "/metadata/name", "b"}}});
    ASSERT_TRUE(sameLines);

    EXPECT_EQ(sameLines->snapshot->design().pods.pointer(0), before->design().pods.pointer(0));
}

TEST(Apply, DocumentsBehindAnEditThatMovesTheirLinesAreShared)
{
    const auto text =
        policy("spec: {}\n") + "---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {}\n";
    const auto before = read(text);
    const auto pod = before->design().pods.pointer(0);

    const auto longer = apply(*before, Edit{{SetValue{kPolicy, "/metadata/labels/a", "b"}}});
    ASSERT_TRUE(longer);
    EXPECT_EQ(longer->snapshot->design().pods.pointer(0), pod);

    const auto fewer = apply(*longer->snapshot, Edit{{RemoveObject{kPolicy}}});
    ASSERT_TRUE(fewer);
    EXPECT_EQ(fewer->snapshot->design().pods.pointer(0), pod);
    EXPECT_EQ(fewer->snapshot->design().lines.inFile(pod->meta.at).line, 2U);
}

TEST(Apply, PlacesBehindTheEditMove)
{
    const auto text =
        policy("spec: {}\n") + "---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {}\n";
    const auto moved = apply(*read(text), Edit{{SetValue{kPolicy, "/metadata/labels/a", "b"}}});
    ASSERT_TRUE(moved);

    const auto &design = moved->snapshot->design();
    const auto again = read(std::string(moved->snapshot->bytes(0)));
    EXPECT_EQ(design.lines.inFile(design.pods[0].meta.at),
              again->design().lines.inFile(again->design().pods[0].meta.at));
    EXPECT_EQ(design.lines.inFile(design.pods[0].meta.at).line, 9U);
}

TEST(Apply, SentencesThatNameLinesMoveToo)
{
    const auto text = policy("spec: {}\n") + "---\n{a: [1\nb: 2}\n";
    const auto moved = apply(*read(text), Edit{{SetValue{kPolicy, "/metadata/labels/a", "b"}}});
    ASSERT_TRUE(moved);

    EXPECT_EQ(moved->snapshot->diagnostics(), read(std::string(moved->snapshot->bytes(0)))->diagnostics());
}

TEST(Apply, ASpliceThatExpectsOtherTextIsAConflict)
{
    const auto applied = applySplices(*read("a: b\n"), std::vector<Splice>{{0, 3, "x", "y"}});

    ASSERT_FALSE(applied);
    EXPECT_EQ(applied.error().code, Errc::Conflict);
}

} // namespace
} // namespace podloom
