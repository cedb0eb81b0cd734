#include "core/model/cluster.h"

namespace podloom {

std::vector<Prefix> defaultPodCidrs()
{
    return {Prefix::of(IpAddress::v4(0x0A300000U), 16),
            Prefix::of(IpAddress::v6({0xFD00004800000000U, 0}), 48)};
}

std::vector<Prefix> defaultServiceCidrs()
{
    return {Prefix::of(IpAddress::v4(0x0A600000U), 16)};
}

std::vector<Prefix> defaultNodeCidrs()
{
    return {Prefix::of(IpAddress::v4(0xAC1F0000U), 16),
            Prefix::of(IpAddress::v6({0xFD00003100000000U, 0}), 64)};
}

} // namespace podloom
