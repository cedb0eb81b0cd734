// Any bytes can be a file of observed connections; what is read of them is whole, sorted and without
// duplicates, and is the same when it is written as JSON and read again.
#include "core/base/json.h"
#include "core/policy/observed_flows.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using podloom::Json;
using podloom::policy::WantedFlow;

void require(bool holds)
{
    if (!holds)
        std::abort();
}

std::string toJsonText(const std::vector<WantedFlow> &flows)
{
    auto list = Json::array();
    for (const auto &flow : flows)
        list.append(Json::object({{"from", flow.from},
                                  {"to", flow.to},
                                  {"protocol", std::string(podloom::toString(flow.protocol))},
                                  {"port", static_cast<std::int64_t>(flow.port)}}));
    return list.dump();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto flows = podloom::policy::parseFlows({reinterpret_cast<const char *>(data), size});
    if (!flows) {
        require(!flows.error().text().empty());
        return 0;
    }
    require(std::is_sorted(flows->begin(), flows->end()));
    require(std::adjacent_find(flows->begin(), flows->end()) == flows->end());
    for (const auto &flow : *flows) {
        require(!flow.from.empty() && !flow.to.empty());
        require(podloom::hasPorts(flow.protocol) == (flow.port != 0));
    }
    const auto again = podloom::policy::parseFlows(toJsonText(*flows));
    require(again && *again == *flows);
    return 0;
}
