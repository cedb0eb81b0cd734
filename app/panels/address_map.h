// app/panels/address_map.h: pools, their blocks and each address of them, as values; and when they run out.
#pragma once

#include "app/document/analysis.h"

#include <QString>

#include <optional>
#include <vector>

namespace podloom::app {

/// One address of a block.
struct AddressCell {
    enum class Kind {
        Used,     ///< a pod has it
        Held,     ///< the node of the block may hand it out
        Lent,     ///< another node may
        Free,     ///< nobody holds it
        Reserved, ///< never handed out: an IPReservation
    };
    Kind kind = Kind::Free;
    IpAddress address = IpAddress::v4(0);
    std::optional<ObjectId> pod{};
    std::string node{}; ///< that holds it
};

/// A block of a pool that a node has claimed.
struct BlockCell {
    std::size_t block = 0; ///< into Analysis::blocks
    std::size_t used = 0;
    double fill = 0;
};

/// Of the pool with that number in Analysis::pools, in the order of their prefixes.
std::vector<BlockCell> blocksOf(const Analysis &analysis, std::size_t pool);

/// In the order of the block; `block` as in BlockCell.
std::vector<AddressCell> addressesOf(const Analysis &analysis, std::size_t pool, std::size_t block);

/// What one address, or one block, is: "10.48.0.3 · shop/web-0 on node-1".
QString wordsOf(const AddressCell &cell);
QString wordsOf(const Analysis &analysis, const BlockCell &cell);

/// When the pool runs out if nodes and pods go on being added as they are now.
struct PoolForecast {
    QString words{};
    bool isSoon = false; ///< the next nodes will not find what they need
};
PoolForecast forecastOf(const Analysis &analysis, std::size_t pool);

} // namespace podloom::app
