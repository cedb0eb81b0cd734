// app/document/routes.h: what BGP will do in a design: who speaks at once, the tables when they are asked
// for.
#pragma once

#include "core/model/diagnostic.h"
#include "core/routing/predict.h"

#include <QObject>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace podloom::app {

/// Machines, sessions and what checks say about them are there from the beginning. Tables cost seconds and
/// hundreds of megabytes for the largest designs, which most who open one never ask for. Immutable for all
/// that can be seen: safe to share between threads.
class Routes {
public:
    /// Of `placed`, which is `design` with its pods placed.
    Routes(const Design &design, Design placed, NodeBlocks blocks);

    const Underlay &wires() const { return m_wires; }
    const std::vector<BgpSession> &sessions() const { return m_sessions; }
    /// What checks say about the sessions and the objects of BGP.
    const Diagnostics &findings() const { return m_findings; }

    bool areTablesReady() const { return m_isReady; }
    /// Works them out the first time; other threads that ask meanwhile wait. Not for the thread of the window
    /// unless they are ready.
    const RoutePrediction &tables() const;

private:
    Design m_design;
    NodeBlocks m_blocks;
    Underlay m_wires;
    std::vector<BgpSession> m_sessions;
    Diagnostics m_findings;
    mutable std::once_flag m_once;
    mutable std::optional<RoutePrediction> m_tables;
    mutable std::atomic<bool> m_isReady = false;
};

using RoutesPointer = std::shared_ptr<const Routes>;

/// Calls `then` on the thread of `context` once the tables are ready: never before this returns.
void whenTablesAreReady(QObject *context, RoutesPointer routes, std::function<void()> then);

} // namespace podloom::app
