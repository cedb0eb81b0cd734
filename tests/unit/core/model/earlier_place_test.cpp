#include "core/model/earlier_place.h"

#include "core/model/workload.h"

#include <gmock/gmock.h>

#include <random>

namespace podloom {
namespace {

std::shared_ptr<const Pod> podOf(int number)
{
    Pod pod;
    pod.meta.id = {"c", "", "Pod", "ns", "p" + std::to_string(number)};
    return std::make_shared<const Pod>(std::move(pod));
}

TEST(EarlierPlaceTest, TellsWhatIsSharedFromWhatIsNamedAlike)
{
    const auto a = podOf(1);
    const auto b = podOf(2);
    const auto other = podOf(2);
    const auto c = podOf(3);
    const auto earlier = Table<Pod>::fromUnsorted({a, b, c});
    EarlierPlace place(earlier);
    EXPECT_EQ(place.find(a), 0U);
    EXPECT_EQ(place.find(other), std::nullopt);
    EXPECT_EQ(place.findNamed(other), 1U);
    EXPECT_EQ(place.find(c), 2U);
    EXPECT_EQ(place.find(podOf(4)), std::nullopt);
    EXPECT_EQ(place.findNamed(podOf(4)), std::nullopt);
}

TEST(EarlierPlaceTest, FindsWhatSearchingFromTheBeginningFinds)
{
    std::mt19937 random(5);
    for (int round = 0; round < 200; ++round) {
        std::vector<std::shared_ptr<const Pod>> before;
        std::vector<std::shared_ptr<const Pod>> now;
        for (int number = 0; number < 30; ++number) {
            const auto pod = podOf(number);
            if (random() % 3 != 0)
                before.push_back(pod);
            if (random() % 3 != 0)
                now.push_back(random() % 4 == 0 ? podOf(number) : pod);
        }
        const auto earlier = Table<Pod>::fromUnsorted(before);
        const auto later = Table<Pod>::fromUnsorted(now);
        EarlierPlace place(earlier);
        for (std::size_t index = 0; index < later.size(); ++index) {
            const auto &object = later.pointer(index);
            std::optional<std::size_t> shared;
            std::optional<std::size_t> named;
            for (std::size_t each = 0; each < earlier.size(); ++each) {
                if (earlier.pointer(each) == object)
                    shared = each;
                else if (earlier[each].meta.id == object->meta.id)
                    named = each;
            }
            ASSERT_EQ(place.find(object), shared);
            if (!shared) {
                ASSERT_EQ(place.findNamed(object), named);
            }
        }
    }
}

} // namespace
} // namespace podloom
