// What nobody edits keeps its bytes.
#include "core/manifest/edit.h"
#include "tests/unit/core/manifest/json_pointers.h"
#include "tests/unit/core/manifest/same_snapshot.h"
#include "tests/unit/core/manifest/sample_files.h"

#include <gtest/gtest.h>

namespace podloom {
namespace {

std::vector<InputFile> allFiles()
{
    auto out = samples::styleFiles();
    for (auto &files : {samples::exampleFiles(), samples::realFiles()})
        out.insert(out.end(), files.begin(), files.end());
    return out;
}

std::string withCrlf(const std::string &text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i)
        out += text[i] == '\n' && (i == 0 || text[i - 1] != '\r') ? std::string("\r\n")
                                                                  : std::string(1, text[i]);
    return out;
}

/// What of the file is not what it says; empty when all is well.
std::string faultOf(const InputFile &file)
{
    const auto snapshot = parseFiles({file});
    if (snapshot->bytes(0) != file.bytes)
        return "other bytes";
    const std::size_t stride = file.bytes.size() > 4096 ? 10 : 1;
    std::size_t number = 0;
    Edit edit;
    for (const auto &id : snapshot->objects()) {
        const auto manifest = snapshot->manifestJson(id);
        for (const auto &[pointer, value] : samples::placesIn(manifest)) {
            if (number++ % stride == 0)
                edit.steps.emplace_back(SetValue{id, pointer, *value});
        }
    }
    if (const auto applied = apply(*snapshot, edit); applied && applied->splices.empty())
        return {};
    std::string out;
    for (const auto &step : edit.steps) {
        const auto applied = apply(*snapshot, Edit{{step}});
        const auto &pointer = std::get<SetValue>(step).pointer;
        if (!applied && applied.error().message.id == "behind-anchor")
            continue;
        if (!applied)
            out += pointer + ": " + applied.error().text() + '\n';
        else if (!applied->splices.empty())
            out += pointer + ": \"" + applied->splices.front().oldText + "\" became \""
                 + applied->splices.front().newText + "\"\n";
    }
    return out;
}

TEST(OpenAndSave, NoFileChangesWhenValuesAreSetToWhatTheyAre)
{
    const auto files = allFiles();
    ASSERT_GE(files.size(), 25U);
    for (const auto &file : files)
        EXPECT_EQ(faultOf(file), "") << file.name;
}

TEST(OpenAndSave, TheSameHoldsForCrlfAndAByteOrderMark)
{
    for (auto file : samples::styleFiles()) {
        file.bytes = withCrlf(file.bytes);
        EXPECT_EQ(faultOf(file), "") << file.name << " with CRLF";
        if (!file.bytes.starts_with("\xEF\xBB\xBF"))
            file.bytes.insert(0, "\xEF\xBB\xBF");
        EXPECT_EQ(faultOf(file), "") << file.name << " with a byte order mark";
    }
}

TEST(OpenAndSave, StyleFilesHaveNoFaults)
{
    for (const auto &file : samples::styleFiles()) {
        const auto snapshot = parseFiles({file});
        EXPECT_FALSE(snapshot->objects().empty()) << file.name;
        for (const auto &each : snapshot->diagnostics())
            EXPECT_NE(each.severity, Severity::Error) << each.toString(snapshot->design().files);
    }
}

/// A changed scalar of the same type.
Json other(const Json &value)
{
    if (value.isString())
        return value.asString() + "x";
    if (value.isInt())
        return value.asInt() + 1;
    if (value.isBool())
        return !value.asBool();
    return "x";
}

TEST(OneEdit, OfAScalarChangesNothingElse)
{
    std::size_t number = 0;
    for (const auto &file : allFiles()) {
        const bool isLong = file.bytes.size() > 4096; // there, every 20th
        const auto before = parseFiles({file});
        for (const auto &id : before->objects()) {
            const auto manifest = before->manifestJson(id);
            for (const auto &[pointer, value] : samples::placesIn(manifest)) {
                const bool isIdentity = pointer == "/metadata/name" || pointer == "/metadata/namespace"
                                     || pointer == "/kind" || pointer == "/apiVersion";
                if (value->isArray() || value->isObject() || isIdentity || (isLong && ++number % 20 != 0))
                    continue;
                const auto wanted = other(*value);
                const auto applied = apply(*before, Edit{{SetValue{id, pointer, wanted}}});
                const auto where = file.name + ' ' + id.toString() + ' ' + pointer;
                if (!applied) {
                    EXPECT_EQ(applied.error().message.id, "behind-anchor") << where;
                    continue;
                }
                ASSERT_EQ(applied->splices.size(), 1U) << where;
                EXPECT_EQ(applied->snapshot->manifestJson(id), samples::changed(manifest, pointer, &wanted))
                    << where;
                EXPECT_EQ(samples::faultOf(*before, *applied), "") << where;
            }
        }
    }
}

} // namespace
} // namespace podloom
