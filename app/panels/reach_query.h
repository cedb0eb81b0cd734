// app/panels/reach_query.h: asks who reaches whom, off the thread of the window.
#pragma once

#include "app/document/ways.h"
#include "core/policy/relation.h"

#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace podloom::app {

/// What a matrix is compared with.
enum class ReachBase {
    None,
    Saved,  ///< the files as they lie on the disk: what the edits since have changed
    Staged, ///< the same design with its staged policies in force: what that would change
};

/// Another state of the design, for the same traffic.
struct ReachOther {
    ReachBase base = ReachBase::None;
    std::vector<InputFile> files{}; ///< of Saved
    std::shared_ptr<const policy::Program> program{};
    policy::Relation relation;
    std::vector<std::uint32_t> ends{}; ///< by end of the first relation; kNone where it is not there
};

/// Who reaches whom with one kind of traffic; the ends are all pods, in the order of the program.
struct ReachAnswer {
    enum class Change { None, Gained, Lost };

    AnalysisPointer analysis{};
    policy::Traffic traffic{};
    policy::Relation relation;
    std::shared_ptr<const ReachOther> other{}; ///< null without a comparison
    std::shared_ptr<const Ways> ways{};
    std::vector<Ways::End> ends{}; ///< by end of the relation

    /// Whether routes lead there and back, whatever policies say.
    bool hasWay(std::size_t from, std::size_t to) const
    {
        return ways->lead(ends[from], ends[to], traffic.family);
    }
    /// What is new against the saved state, or would be new with staged policies.
    Change change(std::size_t from, std::size_t to) const;
};
using ReachAnswerPointer = std::shared_ptr<const ReachAnswer>;

struct ReachQuestion {
    AnalysisPointer analysis{};
    policy::Traffic traffic{};
    ReachBase base = ReachBase::None;
    std::vector<InputFile> saved{}; ///< for ReachBase::Saved
    bool operator==(const ReachQuestion &other) const;
};

/// O(classes of ends squared): seconds for the largest designs. `before`: an earlier answer or null; what it
/// knows of the other state is taken over where that is the same.
ReachAnswerPointer computeReach(const ReachQuestion &question, const ReachAnswerPointer &before = nullptr);

/// Answers one question at a time on another thread. While it thinks only the newest question waits, and an
/// answer that is no longer the newest is dropped: the last one stays readable until the right one is there.
class ReachQuery final : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    void ask(ReachQuestion question);
    /// Null until the first answer.
    const ReachAnswerPointer &answer() const { return m_answer; }
    bool isBusy() const { return m_isRunning; }

signals:
    void answered();

private:
    void start();
    void settle(const ReachQuestion &asked, ReachAnswerPointer answer);

    ReachQuestion m_wanted;
    ReachAnswerPointer m_answer;
    bool m_isRunning = false;
};

} // namespace podloom::app
