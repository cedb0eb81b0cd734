// app/panels/reach_query.h: asks who reaches whom, off the thread of the window.
#pragma once

#include "app/document/analysis.h"
#include "core/policy/relation.h"

#include <QObject>

#include <memory>
#include <optional>

namespace podloom::app {

/// Who reaches whom with one kind of traffic; the ends are all pods, in the order of the program.
struct ReachAnswer {
    AnalysisPointer analysis{};
    policy::Traffic traffic{};
    policy::Relation relation;
};
using ReachAnswerPointer = std::shared_ptr<const ReachAnswer>;

/// O(classes of ends squared): seconds for the largest designs.
ReachAnswerPointer computeReach(AnalysisPointer analysis, const policy::Traffic &traffic);

/// Answers one question at a time on another thread. While it thinks only the newest question waits, and an
/// answer that is no longer the newest is dropped: the last one stays readable until the right one is there.
class ReachQuery final : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    void ask(AnalysisPointer analysis, const policy::Traffic &traffic);
    /// Null until the first answer.
    const ReachAnswerPointer &answer() const { return m_answer; }
    bool isBusy() const { return m_isRunning; }

signals:
    void answered();

private:
    struct Question {
        AnalysisPointer analysis{};
        policy::Traffic traffic{};
        bool operator==(const Question &) const = default;
    };
    void start();
    void settle(const Question &asked, ReachAnswerPointer answer);

    Question m_wanted;
    ReachAnswerPointer m_answer;
    bool m_isRunning = false;
};

} // namespace podloom::app
