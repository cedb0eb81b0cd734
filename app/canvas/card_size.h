// app/canvas/card_size.h: measures of what is drawn, in scene units (pixels at 100 %).
#pragma once

#include <QtGlobal>

#include <cmath>
#include <cstddef>

namespace podloom::app {

inline constexpr qreal kCardWidth = 216;
inline constexpr qreal kSpeakerWidth = 176; ///< of a node in the BGP lens
inline constexpr qreal kCardInset = 14;     ///< from the border of a card to its text
inline constexpr qreal kCardHeader = 58;    ///< above the pods of a node
inline constexpr qreal kCardFooter = 28;    ///< below them, with the pool bars
inline constexpr qreal kChipHeight = 20;
inline constexpr qreal kChipGap = 6;
inline constexpr int kMaxChipRows = 4;
inline constexpr qreal kCardGap = 32;
inline constexpr qreal kRackInset = 20;
inline constexpr qreal kRackGap = 12;
inline constexpr qreal kRackHeader = 40;
inline constexpr qreal kClusterInset = 20;
inline constexpr qreal kClusterHeader = 46;
inline constexpr qreal kClusterFooter = 36; ///< below the nodes, with the words about the cluster
inline constexpr qreal kClusterGap = 56;
inline constexpr qreal kRouterHeight = 48;
inline constexpr qreal kRouterGap = 40;
inline constexpr qreal kRouterRise = 72; ///< from a row of routers to what is below it

/// Of the grid in which so many cards stand together.
inline int columnsFor(std::size_t count)
{
    if (count <= 2)
        return static_cast<int>(count);
    return static_cast<int>(std::ceil(std::sqrt(static_cast<double>(count) * 0.75)));
}

} // namespace podloom::app
