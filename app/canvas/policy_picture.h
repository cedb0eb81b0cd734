// app/canvas/policy_picture.h: what the Policies lens shows, as values: label groups, their gates, and
// arrows.
#pragma once

#include "app/document/analysis.h"
#include "app/document/layout.h"

#include <QPointF>
#include <QRectF>
#include <QString>

#include <string>
#include <vector>

namespace podloom::app {

inline constexpr std::string_view kPoliciesLens = "policies";

/// Pods of one workload; a host endpoint; what is known by address alone; or everybody.
struct PolicyGroup {
    enum class Kind { Pods, Host, Net, AnyPod, Anywhere };
    /// A Service whose selector selects the pods.
    struct Front {
        ObjectId id{};
        QString text{}; ///< "dns · 53, 53/UDP"
    };

    Kind kind = Kind::Pods;
    ObjectId id{}; ///< of the workload, pod or HostEndpoint; empty for the others
    std::string key{};
    QString name{};
    QString labels{};              ///< "app=frontend", or the net
    QString count{};               ///< "web · 3 pods"
    QString among{};               ///< what its pods may do to each other; empty = nothing that a rule names
    std::vector<Front> services{}; ///< by name
    bool isInGated = false;        ///< a gate on the left: some policy isolates ingress
    bool isOutGated = false;       ///< a gate on the right
    bool isOutOpen = false;        ///< its policies let everything out
    std::vector<policy::EndpointIndex> members{};
    QRectF rect{};
};

/// Something that a rule of a policy says about two groups.
struct PolicyArrow {
    std::size_t from = 0;
    std::size_t to = 0;
    bool isAllowed = true;          ///< what the whole of all policies decides
    bool isStoppedAtSource = false; ///< a denial is the egress gate's
    QString ports{};                ///< "TCP 8080"
    ObjectId policy{};              ///< whose rule it is
    std::vector<QPointF> path{};    ///< cubic Bézier: a start, then three points a piece
    QPointF label{};
};

struct PolicyPicture {
    std::vector<PolicyGroup> groups{};
    std::vector<PolicyArrow> arrows{};
};

/// Everything but places. Arrows stand for rules that name a group; what everybody may do is one arrow from
/// "any pod" or "anywhere" and not one from each group.
PolicyPicture describePolicies(const Analysis &analysis);

/// Fills in the places: saved ones from `layout`, all others laid out in columns.
void layOut(PolicyPicture &picture, const Layout &layout);

/// Arrows anew after cards have moved; `bends` by arrow, as far as known.
void routeArrows(PolicyPicture &picture, const std::vector<std::vector<QPointF>> &bends = {});

} // namespace podloom::app
