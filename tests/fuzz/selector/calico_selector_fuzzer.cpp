// Whatever parses keeps its meaning when it is written and parsed again, and means what a reader finds who
// decides while reading; an error names a column of the text.
#include "core/model/calico_selector.h"
#include "tests/unit/core/policy/naive_words.h"

#include <algorithm>
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

/// Labels that inputs are likely to ask for.
const std::array<podloom::Labels, 4> kLabels{{
    {},
    {{"a", "x"}, {"has", "all"}},
    {{"a", "xy"}, {"b", ""}, {"in", "x"}},
    {{"k8s.io/a-b_c", "x"}, {"b", "yx"}, {"not", "x"}, {"contains", "y"}},
}};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace podloom;
    const std::string text(reinterpret_cast<const char *>(data), size);
    const auto selector = CalicoSelector::parse(text);
    if (!selector) {
        const auto &arguments = selector.error().message.arguments;
        const auto column = arguments.empty() ? 0 : std::strtoul(arguments[0].c_str(), nullptr, 10);
        require(column >= 1 && column <= text.size() + 1);
        return 0;
    }
    constexpr std::size_t kMaxLength = 1024; // one form of all may be longer than what was written
    const bool isShort = selector->toString().size() <= kMaxLength;
    const auto again = CalicoSelector::parse(isShort ? selector->toString() : text);
    require(again && again->toString() == selector->toString());
    for (const auto &labels : kLabels) {
        const bool holds = selector->matches(labels);
        require(again->matches(labels) == holds);
        require(policy::naive::isTrueFor(text, {.labels = labels}) == holds);
        for (const bool isGlobal : {false, true})
            require(
                selector->matchesNamespace(labels, isGlobal)
                == policy::naive::isTrueFor(text, {.labels = labels, .all = !isGlobal, .global = isGlobal}));
        // A label without one of its values rules an object out.
        const auto anchor = selector->anchor();
        const auto found = anchor ? labels.find(std::string(anchor->label)) : labels.end();
        if (anchor && holds)
            require(found != labels.end()
                    && std::find(anchor->values->begin(), anchor->values->end(), found->second)
                           != anchor->values->end());
    }
    return 0;
}
