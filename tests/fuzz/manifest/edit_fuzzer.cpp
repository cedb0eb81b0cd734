// Edits of any file: the input is a pointer, a value and a file, with line feeds between them. An edit is
// refused with the file untouched, or can be undone and reads the same whole as in part.
#include "core/manifest/edit.h"
#include "tests/unit/core/manifest/same_snapshot.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace {

using namespace podloom;

std::string takeLine(std::string &text)
{
    const auto end = std::min(text.find('\n'), text.size());
    auto out = text.substr(0, end);
    text.erase(0, end + 1);
    return out;
}

template <class Step>
void tryEdit(const Snapshot &before, Step step)
{
    const auto applied = apply(before, Edit{{std::move(step)}});
    if (!applied)
        return;
    const auto fault = samples::faultOf(before, *applied);
    if (!fault.empty()) {
        std::fprintf(stderr, "%s\n", fault.c_str());
        std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    std::string text(reinterpret_cast<const char *>(data), size);
    const auto pointer = takeLine(text);
    const auto written = takeLine(text);
    const auto before = parseFiles({{"a.yaml", std::move(text)}});
    const auto value = parseYamlValue(written);
    std::size_t count = 0;
    for (const auto &id : before->objects()) {
        if (++count > 4)
            break;
        if (value)
            tryEdit(*before, SetValue{id, pointer, *value});
        tryEdit(*before, RemoveValue{id, pointer});
        tryEdit(*before, RemoveObject{id});
    }
    return 0;
}
