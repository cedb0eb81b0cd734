#include "agentd/daemon/object_choice.h"

#include <gmock/gmock.h>

namespace podloom {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const ObjectId kWeb{"", "networking.k8s.io", "NetworkPolicy", "shop", "web"};
const ObjectId kCalicoWeb{"", "projectcalico.org", "NetworkPolicy", "shop", "web"};
const ObjectId kCalicoDb{"", "projectcalico.org", "NetworkPolicy", "default", "db"};
const ObjectId kPool{"", "projectcalico.org", "IPPool", "", "four"};
const ObjectId kForeign{"", "example.org", "Widget", "shop", "one"};

const std::map<ObjectId, Json> &store()
{
    static const std::map<ObjectId, Json> kStore{
        {kWeb, Json()}, {kCalicoWeb, Json()}, {kCalicoDb, Json()}, {kPool, Json()}, {kForeign, Json()}};
    return kStore;
}

std::string refusal(const Result<ObjectId> &named, Errc code)
{
    EXPECT_FALSE(named);
    if (named)
        return {};
    EXPECT_EQ(named.error().code, code);
    return named.error().text();
}

TEST(ObjectChoice, FindsAKindInAllGroupsOrInOne)
{
    EXPECT_THAT(*objectsOfKind(store(), "NetworkPolicy"), SizeIs(3));
    EXPECT_THAT(*objectsOfKind(store(), "NetworkPolicy.networking.k8s.io"), ElementsAre(kWeb));
    EXPECT_THAT(*objectsOfKind(store(), "Widget"), ElementsAre(kForeign));
    EXPECT_THAT(*objectsOfKind(store(), "BGPPeer"), IsEmpty()) << "known, and none is there";
    EXPECT_THAT(*objectsOfKind(store(), ""), SizeIs(5));
}

TEST(ObjectChoice, RefusesAKindThatIsNoneAndNamesTheOneThatIsMeant)
{
    const std::pair<const char *, const char *> slips[] = {
        {"NetworkPolice", "did you mean NetworkPolicy?"},
        {"ippool", "did you mean IPPool?"},
        {"Bogus", "no kind Bogus"},
        {"IPPool.example.org", "IPPool.projectcalico.org"}};
    for (const auto &[written, words] : slips) {
        const auto found = objectsOfKind(store(), written);
        ASSERT_FALSE(found) << written;
        EXPECT_EQ(found.error().code, Errc::InvalidArgument);
        EXPECT_THAT(found.error().text(), HasSubstr(words));
    }
}

TEST(ObjectChoice, NeedsNoGroupAndNoNamespaceWhereOneObjectIsMeant)
{
    EXPECT_EQ(*objectNamed(store(), "NetworkPolicy/shop/web"), kWeb) << "Kubernetes' own goes first";
    EXPECT_EQ(*objectNamed(store(), "NetworkPolicy.projectcalico.org/shop/web"), kCalicoWeb);
    EXPECT_EQ(*objectNamed(store(), "NetworkPolicy/db"), kCalicoDb);
    EXPECT_EQ(*objectNamed(store(), "IPPool/four"), kPool);
    EXPECT_THAT(refusal(objectNamed(store(), "IPPool/five"), Errc::NotFound), HasSubstr("IPPool/five"));
    EXPECT_THAT(refusal(objectNamed(store(), "NetworkPolicy/web"), Errc::NotFound),
                HasSubstr("NetworkPolicy/web"));
    EXPECT_THAT(refusal(objectNamed(store(), "Pool/four"), Errc::InvalidArgument), HasSubstr("no kind Pool"));
    for (const auto *text : {"", "four", "/four", "IPPool/", "a/b/c/d"})
        refusal(objectNamed(store(), text), Errc::InvalidArgument);
}

} // namespace
} // namespace podloom
