// Whatever parses must be written and parsed again to the same value.
#include "core/base/json.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto value = podloom::parseJson({reinterpret_cast<const char *>(data), size});
    if (!value)
        return 0;
    const auto again = podloom::parseJson(value->dump());
    if (!again || !(again->dump() == value->dump()))
        std::abort();
    return 0;
}
