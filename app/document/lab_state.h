// app/document/lab_state.h: what is known of the running lab of a design, as a picture that windows show.
#pragma once

#include "core/model/object.h"
#include "core/net/address.h"

#include <QDateTime>
#include <QObject>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace podloom::app {

/// Of a node, a pod or an end of a session. Each has a colour and a shape (app/theme/state_mark.h).
enum class State { Unknown, Changing, Down, Up };

/// One end of a BGP session as its node reports it.
struct LiveSession {
    std::string peer{}; ///< node or router name, or "ip:ADDR", as BgpSession::peerName
    Family family = Family::V4;
    State state = State::Unknown;
    std::string text{}; ///< "Established · 12 in · 4 out"
    bool operator==(const LiveSession &) const = default;
};

struct LiveNode {
    State state = State::Unknown;
    std::string text{}; ///< "ready", or why it is not
    std::vector<LiveSession> sessions{};
    std::map<std::string, State> pods{}; ///< by "namespace/name"
    bool operator==(const LiveNode &) const = default;
};

/// What deploying would do to one object or machine; drawn as a ghost or an outline.
struct PlanMark {
    enum class Action { Create, Change, Remove };
    Action action = Action::Create;
    std::string text{}; ///< "will be created · no disruption"
    bool operator==(const PlanMark &) const = default;
};

struct LabPicture {
    /// Outcome of the last comparison of prediction and measurement.
    struct Verified {
        std::size_t checked = 0;
        std::size_t mismatches = 0;
        QDateTime at{};
        bool operator==(const Verified &) const = default;
    };

    std::string name{};
    bool isUp = false;
    std::vector<std::string> others{};      ///< names of further labs that run
    std::map<ObjectId, LiveNode> nodes{};   ///< by the identity in Design::nodes
    std::optional<std::size_t> planSteps{}; ///< nothing while it is not known
    std::map<ObjectId, PlanMark> planned{};
    std::optional<Verified> verified{};
    std::string job{}; ///< a sentence while something runs
    bool operator==(const LabPicture &) const = default;
};

/// Written by whoever drives the lab, on the window's thread and at most ten times a second; read by the
/// rest.
class LabState : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    const LabPicture &picture() const { return m_picture; }
    /// Says `changed` only when something is different.
    void set(LabPicture picture);

signals:
    void changed();

private:
    LabPicture m_picture;
};

} // namespace podloom::app
