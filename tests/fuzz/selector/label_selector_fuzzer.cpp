// Any bytes can be a label selector; what parses means what a plain reader of labels finds; an error names a
// column.
#include "core/manifest/selector_text.h"
#include "tests/unit/core/policy/naive_words.h"

#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

const std::array<podloom::Labels, 3> kLabels{{
    {},
    {{"app", "web"}, {"tier", "a"}},
    {{"app", "db"}, {"k8s.io/name", "web"}, {"empty", ""}},
}};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace podloom;
    const auto selector = parseLabelSelector({reinterpret_cast<const char *>(data), size});
    if (!selector) {
        const auto &arguments = selector.error().message.arguments;
        require(!arguments.empty() && std::strtoul(arguments[0].c_str(), nullptr, 10) >= 1);
        return 0;
    }
    for (const auto &labels : kLabels) {
        require(selector->matches(labels) == policy::naive::isTrueFor(*selector, labels));
        require(!selector->isEmpty() || selector->matches(labels));
    }
    require(!selector->toString().empty());
    return 0;
}
