// core/lab/table_check.h: predicted tables and sessions against those that the machines of a lab have. Pure.
#pragma once

#include "core/lab/lab_tables.h"
#include "core/routing/predict.h"

namespace podloom {

/// A predicted route that a machine's kernel has not, or has otherwise.
struct MissingRoute {
    std::string node{}; ///< or a router
    Prefix prefix = Prefix::all(Family::V4);
    std::optional<IpAddress> nextHop{}; ///< as predicted
    std::string interface {};           ///< as predicted; or "blackhole", "unreachable"
    std::string from{};                 ///< the peer that should tell of it
    std::optional<IpAddress> found{};   ///< the next hop that it has instead
    std::string reason{};               ///< why, as far as the machines' own tables tell
    bool operator==(const MissingRoute &) const = default;
};

/// A route of BGP or of the agent that nothing predicts, or one of somebody else that goes before a predicted
/// one: to the same prefix, or to a part of a node's block.
struct SurplusRoute {
    std::string node{}; ///< or a router
    KernelEntry entry{};
    bool operator==(const SurplusRoute &) const = default;
};

/// A session that is up and should not be, or is not and should.
struct SessionMismatch {
    std::string node{}; ///< or a router
    std::string peer{};
    Family family = Family::V4;
    bool isPredictedUp = true;
    std::string state{};     ///< empty: the machine knows no such session
    std::string lastError{}; ///< may be empty
    bool operator==(const SessionMismatch &) const = default;
};

/// A machine whose tables could not be read: nothing of it was compared.
struct UnreadTable {
    std::string node{}; ///< or a router
    std::string reason{};
    bool operator==(const UnreadTable &) const = default;
};

struct TableReport {
    NodeBlocks blocks{};           ///< that nodes had when it was made
    std::size_t checkedRoutes = 0; ///< predicted entries that were looked for in kernels
    std::size_t checkedSessions = 0;
    std::vector<Prefix> undecided{}; ///< of which no single outcome is predicted: they are not compared
    std::vector<MissingRoute> missing{};
    std::vector<SurplusRoute> surplus{};
    std::vector<SessionMismatch> sessions{};
    std::vector<UnreadTable> unread{};

    std::size_t differences() const
    {
        return missing.size() + surplus.size() + sessions.size() + unread.size();
    }
    bool isProof() const { return differences() == 0; }
};

/// Compares every entry of every machine that `tables` has, by prefix, next hop, interface and writer: what
/// the lab or somebody else wrote is no answer for a route of BGP or of the agent.
TableReport compareTables(const Design &placed, const RoutePrediction &prediction, const LabTables &tables);

/// As errors for a person.
Error missingError(const MissingRoute &route);
Error surplusError(const SurplusRoute &route);
Error mismatchError(const SessionMismatch &session);
Error unreadError(const UnreadTable &table);
/// All of a report: sessions first, for they explain the rest.
std::vector<Error> differenceErrors(const TableReport &report);

/// {"node","prefix","nextHop","from","found","interface","reason"}.
Json toJson(const MissingRoute &route);
/// {"node","prefix","nextHop","interface","owner"}.
Json toJson(const SurplusRoute &route);
/// {"node","peer","family","predicted","state","lastError"}.
Json toJson(const SessionMismatch &session);
/// {"node","reason"}.
Json toJson(const UnreadTable &table);

} // namespace podloom
