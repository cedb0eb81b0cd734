// app/panels/reach_kinds.h: pods that one row of a reachability matrix can stand for.
#pragma once

#include "app/panels/reach_query.h"

#include <QString>

#include <cstdint>
#include <vector>

namespace podloom::app {

/// Pods of one namespace with the same labels, as replicas are; what tells replicas of a StatefulSet apart
/// does not count. A pod without labels is alone.
struct ReachKind {
    QString group{};  ///< the namespace, as in names of ends: "shop", "prod:shop"
    QString name{};   ///< "cart", as people know it by a label, or all labels where that is not enough
    QString labels{}; ///< "app=cart, tier=back"
    std::vector<std::uint32_t> members{};
    /// The members so that the first speak for all: one of each class that policies tell apart, then others,
    /// evenly spread.
    std::vector<std::uint32_t> speakers{};
};

/// Of all ends of an answer, in the order of their first members.
std::vector<ReachKind> reachKinds(const ReachAnswer &answer);

/// "app=cart", "tier=back" of an end, with those that tell replicas apart; none of an end that is no pod.
std::vector<QString> labelsOfEnd(const ReachAnswer &answer, std::size_t end);

/// What a cell between two kinds says.
struct ReachCell {
    std::size_t pairs = 0;   ///< that were looked at
    bool isSampled = false;  ///< not at all of them
    std::size_t allowed = 0; ///< by policies, and routes lead there and back
    std::size_t noWay = 0;   ///< allowed by policies alone
    std::size_t gained = 0;
    std::size_t lost = 0;
    /// The pair that speaks for the cell: the first that does not connect, if there is any. Nothing without
    /// pairs.
    std::uint32_t from = 0;
    std::uint32_t to = 0;
};
/// Of more than `most` members on one side so many speak for all. O(most²).
ReachCell reachCell(const ReachAnswer &answer, const ReachKind &from, const ReachKind &to, std::size_t most);

} // namespace podloom::app
