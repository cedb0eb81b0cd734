// Random edits of files in every style: what must hold after each of them.
#include "core/manifest/edit.h"
#include "core/manifest/trial.h"
#include "tests/unit/core/manifest/json_pointers.h"
#include "tests/unit/core/manifest/same_snapshot.h"
#include "tests/unit/core/manifest/sample_files.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

namespace podloom {
namespace {

/// Edits like those of forms, gestures and scripts, and stranger ones.
class RandomEdits {
public:
    explicit RandomEdits(std::uint32_t seed) : m_random(seed) {}

    std::size_t below(std::size_t limit)
    {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(m_random);
    }

    template <class List>
    const auto &oneOf(const List &list)
    {
        return list[below(list.size())];
    }

    Json value(int depth = 0)
    {
        static const std::vector<Json> kScalars{nullptr,
                                                true,
                                                false,
                                                0,
                                                -1,
                                                65535,
                                                1.5,
                                                "",
                                                "web",
                                                "two words",
                                                "on",
                                                "no",
                                                "~",
                                                "null",
                                                "0x10",
                                                "1e3",
                                                "a: b",
                                                "a #b",
                                                "#c",
                                                "- x",
                                                "? k",
                                                "*x",
                                                "&x",
                                                "!x",
                                                "%x",
                                                "@x",
                                                "`x",
                                                "{",
                                                "]",
                                                ",",
                                                "a,b",
                                                "[x",
                                                "'q'",
                                                "\"q\"",
                                                "a\\b",
                                                " lead",
                                                "trail ",
                                                "x:",
                                                ":x",
                                                "---",
                                                "...",
                                                "<<",
                                                "one\ntwo",
                                                "one\ntwo\n",
                                                "\n",
                                                "\n\na",
                                                "a\n\n\n",
                                                " a\nb",
                                                "tab\there",
                                                "\ttab",
                                                "cr\rlf\r\n",
                                                "\x01",
                                                "\xC3\xBC",
                                                "\xC2\x85",
                                                "\xE2\x80\xA8x",
                                                "\xEF\xBB\xBF",
                                                "\xF0\x9F\x90\xB3",
                                                "=",
                                                "2020-01-01",
                                                "a\n  b\n c\n",
                                                "a \nb",
                                                "#\n#\n"};
        const auto kind = depth > 2 ? 0 : below(6);
        if (kind < 4)
            return oneOf(kScalars);
        if (kind == 4) {
            auto out = Json::array();
            for (auto count = below(4); count > 0; --count)
                out.append(value(depth + 1));
            return out;
        }
        auto out = Json::object();
        for (auto count = below(4); count > 0; --count)
            out.set(key(), value(depth + 1));
        return out;
    }

    std::string key()
    {
        static const std::vector<std::string> kKeys{"app",  "a b", "on",       "1", "x: y", "#", "{a",
                                                    "k~t",  "k/s", "null",     "-", "? q",  "'", "\"",
                                                    "a\nb", "<<",  "\xC3\xA9", "",  "y",    "0"};
        return oneOf(kKeys);
    }

    /// A place of the manifest, or one that is not there yet.
    std::string pointer(const Json &manifest)
    {
        const auto places = samples::placesIn(manifest);
        std::string out;
        const auto *value = &manifest;
        if (!places.empty() && below(8) > 0) {
            const auto &place = oneOf(places);
            out = place.pointer;
            value = place.value;
        }
        for (auto more = below(3) == 0 ? 1 + below(2) : 0; more > 0; --more) {
            if (value && value->isArray())
                out += below(2) == 0 ? "/-" : '/' + std::to_string(below(value->items().size() + 1));
            else
                out += '/' + escaped(key());
            value = nullptr;
        }
        return out.empty() ? "/metadata/labels/new" : out;
    }

private:
    static std::string escaped(const std::string &key)
    {
        std::string out;
        for (const char c : key)
            out += c == '~' ? std::string("~0") : c == '/' ? std::string("~1") : std::string(1, c);
        return out;
    }

    std::mt19937 m_random;
};

bool touchesIdentity(const std::string &pointer)
{
    return pointer == "/metadata" || pointer.starts_with("/metadata/name") || pointer.starts_with("/kind")
        || pointer.starts_with("/apiVersion") || pointer.starts_with("/items")
        || pointer.starts_with("/metadata/labels");
}

/// Changes the files again and again, and says what does not hold.
class Trial {
public:
    Trial(InputFile file, std::uint32_t seed)
        : m_name(file.name + " with seed " + std::to_string(seed)),
          m_snapshot(parseFiles({std::move(file)})),
          m_edits(seed)
    {}

    void run(int steps, std::map<std::string, int> &outcomes)
    {
        for (int i = 0; i < steps && !::testing::Test::HasFailure(); ++i)
            step(outcomes);
    }

private:
    void step(std::map<std::string, int> &outcomes)
    {
        const auto objects = m_snapshot->objects();
        const auto kind = m_edits.below(20);
        if (objects.empty() || kind == 0)
            return tryEdit(AddObject{newObject(), ""}, "add", outcomes, nullptr);
        const auto &id = m_edits.oneOf(objects);
        if (std::count(objects.begin(), objects.end(), id) > 1)
            return;
        if (kind == 1)
            return tryEdit(RemoveObject{id}, "remove " + id.toString(), outcomes, nullptr);
        const auto manifest = m_snapshot->manifestJson(id);
        const auto pointer = m_edits.pointer(manifest);
        const bool isSet = kind < 15;
        const auto value = m_edits.value();
        const auto places = samples::placesIn(manifest);
        const bool isThere = std::any_of(places.begin(), places.end(),
                                         [&](const auto &place) { return place.pointer == pointer; });
        if (!isSet && !isThere)
            return;
        const auto what = id.toString() + ' ' + pointer + (isSet ? " = " + value.dump() : " removed");
        const auto check = [&](const Snapshot &after) {
            if (touchesIdentity(pointer))
                return;
            EXPECT_EQ(samples::sorted(after.manifestJson(id)).dump(),
                      samples::sorted(samples::changed(manifest, pointer, isSet ? &value : nullptr)).dump())
                << m_name << ": " << what << '\n'
                << m_snapshot->bytes(0) << "\n--- became\n"
                << after.bytes(0);
        };
        if (isSet)
            tryEdit(SetValue{id, pointer, value}, what, outcomes, check);
        else
            tryEdit(RemoveValue{id, pointer}, what, outcomes, check);
    }

    Json newObject()
    {
        return Json::object({{"apiVersion", "v1"},
                             {"kind", "Namespace"},
                             {"metadata", Json::object({{"name", "new-" + std::to_string(m_edits.below(100))},
                                                        {"annotations", m_edits.value()}})}});
    }

    template <class Step>
    void tryEdit(Step step, const std::string &what, std::map<std::string, int> &outcomes,
                 const std::function<void(const Snapshot &)> &check)
    {
        const Edit edit{{std::move(step)}};
        const auto applied = apply(*m_snapshot, edit);
        ASSERT_EQ(static_cast<bool>(tryApply(*m_snapshot, edit)), static_cast<bool>(applied));
        ++outcomes[applied ? "done" : applied.error().message.id];
        if (!applied)
            return;
        EXPECT_EQ(samples::faultOf(*m_snapshot, *applied), "") << m_name << ": " << what << '\n'
                                                               << m_snapshot->bytes(0) << "\n--- became\n"
                                                               << applied->snapshot->bytes(0);
        if (check)
            check(*applied->snapshot);
        m_snapshot = applied->snapshot;
    }

    std::string m_name;
    SnapshotPointer m_snapshot;
    RandomEdits m_edits;
};

TEST(RandomEditsOfEveryStyle, KeepWhatTheyDoNotTouchAndCanBeUndone)
{
    std::map<std::string, int> outcomes;
    for (const auto &file : samples::styleFiles()) {
        for (std::uint32_t seed = 0; seed < 10; ++seed)
            Trial(file, seed).run(25, outcomes);
    }
    int all = 0;
    for (const auto &[outcome, count] : outcomes) {
        RecordProperty(outcome, count);
        all += count;
    }
    EXPECT_GE(outcomes["done"], all * 8 / 10) << "most edits must be possible";
    EXPECT_LE(outcomes["not-editable"], all / 100);
}

} // namespace
} // namespace podloom
