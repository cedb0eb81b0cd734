// Any bytes can be opened; what was read stays true when it is asked for again.
#include "core/manifest/snapshot.h"
#include "tests/unit/core/manifest/same_snapshot.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string text(reinterpret_cast<const char *>(data), size);
    const auto snapshot = podloom::parseFiles({{"a.yaml", text}});
    if (snapshot->bytes(0) != text)
        std::abort();
    for (const auto &id : snapshot->objects()) {
        if (!snapshot->meta(id) || snapshot->manifestJson(id).isNull() || snapshot->manifestText(id).empty())
            std::abort();
    }
    for (const auto &each : snapshot->diagnostics()) {
        if (each.at.line == 0 || each.at.column == 0 || each.message.text().empty())
            std::abort();
    }
    if (!podloom::samples::difference(*snapshot, *podloom::samples::readAgain(*snapshot)).empty())
        std::abort();
    return 0;
}
