#include "core/lab/machine_addresses.h"

#include "core/base/text.h"

#include <algorithm>
#include <optional>

namespace podloom {

namespace {

constexpr auto kScript = R"sh(
for family in -4 -6; do
    ip $family -o route show default | sed -n 's/^default.* dev \([^ ]*\).*/default \1/p' | head -n 1
done
ip -o addr show scope global | grep -v -e ' temporary' -e ' deprecated' -e ' tentative' |
    while read -r number name family address rest; do echo "address $name $address"; done
)sh";

struct Found {
    std::string interface {};
    InterfaceAddress address;
};

} // namespace

std::vector<InterfaceAddress> chooseAddresses(std::string_view lines, const std::string &reachedAs)
{
    std::string chosen; // interface
    std::vector<Found> all;
    for (const auto line : split(lines, '\n')) {
        const auto words = split(line, ' ');
        if (words.size() == 2 && words[0] == "default" && chosen.empty())
            chosen = words[1];
        if (words.size() != 3 || words[0] != "address")
            continue;
        const auto address = InterfaceAddress::parse(words[2]);
        if (address && !address->address.isLinkLocal())
            all.push_back({std::string(words[1]), *address});
    }
    const auto target = IpAddress::parse(reachedAs);
    std::optional<InterfaceAddress> reached;
    for (const auto &each : all) {
        if (target && each.address.address == *target) {
            reached = each.address;
            chosen = each.interface;
        }
    }
    const bool isKnown =
        std::any_of(all.begin(), all.end(), [&](const Found &each) { return each.interface == chosen; });
    if (!isKnown && !all.empty())
        chosen = all.front().interface;
    std::vector<InterfaceAddress> out;
    for (const auto family : {Family::V4, Family::V6}) {
        if (reached && reached->address.family() == family) {
            out.push_back(*reached);
            continue;
        }
        const auto first = std::find_if(all.begin(), all.end(), [&](const Found &each) {
            return each.interface == chosen && each.address.address.family() == family;
        });
        if (first != all.end())
            out.push_back(first->address);
    }
    return out;
}

Result<std::vector<InterfaceAddress>> askForAddresses(RemoteHost &host, const std::string &reachedAs,
                                                      const std::stop_token &stop)
{
    const auto output = runChecked(host, {{"sh", "-c", kScript}, {}, std::chrono::seconds(30), false}, stop);
    if (!output)
        return wrap(output.error(), "look at its addresses");
    auto addresses = chooseAddresses(output->standardOutput, reachedAs);
    if (addresses.empty())
        return fail(
            Errc::NotFound, "machine-address",
            "the machine has no address that the other nodes could reach: give it one, or write one into the "
            "Node of the design");
    return addresses;
}

} // namespace podloom
