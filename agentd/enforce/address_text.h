// agentd/enforce/address_text.h: addresses, ports and names as nft text.
#pragma once

#include "core/net/port_set.h"
#include "core/net/prefix_set.h"

#include <string>
#include <string_view>
#include <vector>

namespace podloom {

/// "ip" or "ip6"; "ipv4" or "ipv6"; "ipv4_addr" or "ipv6_addr"; '4' or '6'.
std::string_view nftProtocol(Family family);
std::string_view nftFamily(Family family);
std::string_view nftAddressType(Family family);
char nftDigit(Family family);

/// The ranges of one family, each as the kernel lists it: an address, a prefix, or FIRST-LAST; ascending as
/// text.
std::vector<std::string> rangeTexts(const PrefixSet &set, Family family);
/// Whether the set has no address of the family, or all.
bool isEmptyIn(const PrefixSet &set, Family family);
bool isEverythingIn(const PrefixSet &set, Family family);

/// "80", "8000-8080" or "{ 80, 443-445 }".
std::string portsText(const PortSet &ports);

std::string quoted(std::string_view name);

} // namespace podloom
