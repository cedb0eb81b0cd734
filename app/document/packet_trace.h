// app/document/packet_trace.h: the way of the packet that somebody asks about, hop by hop, with what each hop
// decides about it: as predicted, and as a lab was measured.
#pragma once

#include "app/document/document.h"
#include "app/document/lab_state.h"
#include "app/document/selection.h"
#include "core/trace/trace.h"

#include <optional>
#include <vector>

namespace podloom::app {

/// A gate of a pod, or a machine that forwards.
struct PacketStop {
    std::optional<ObjectId> object{}; ///< the pod or machine; nothing outside of the design
    std::string name{};
    Message message{};
    State state = State::Up; ///< Down: it ends here; Unknown: it never gets here
    std::optional<ObjectId> policy{};
    SourceRef at{};       ///< of the rule that decided
    std::string kernel{}; ///< as TraceHop::kernel
    /// Whether the kernel goes the predicted way, as far as it was asked.
    bool isAsPredicted = true;
    bool operator==(const PacketStop &) const = default;
};

struct PacketWay {
    Selection::Question question{};
    std::vector<PacketStop> stops{};
    bool isDelivered = false;         ///< as predicted, and so is its answer
    Message reason{};                 ///< why not, where it is no gate that says so
    std::optional<bool> isRouted{};   ///< by the tables of kernels, there and back; nothing = not asked
    std::optional<bool> isAnswered{}; ///< a probe; nothing = not asked
    bool operator==(const PacketWay &) const = default;
};

/// Policies at both ends, predicted tables in between, and beside them what was `measured` without a
/// prediction. Waits for the tables: not for the thread of the window. Errors: those of endByName(),
/// InvalidArgument for a design with errors.
Result<PacketWay> packetWay(const Analysis &analysis, const Selection::Question &question,
                            const std::optional<Trace> &measured);

/// Answers Selection::question(), for drawing and panel alike, and follows the design: after an edit the same
/// question is asked again. What was measured stays, for the lab is not edited, until another question comes
/// or forgetMeasured() says that the lab is not what it was.
class PacketTrace final : public QObject {
    Q_OBJECT

public:
    PacketTrace(Document &document, Selection &selection, QObject *parent = nullptr);

    /// Nothing while nobody has asked, or while the first answer is being worked out.
    const std::optional<Result<PacketWay>> &way() const { return m_way; }

    /// Dropped when it is not about the question of now.
    void setMeasured(const TraceQuestion &question, std::optional<Trace> measured);
    bool isMeasured() const { return m_measured.has_value(); }
    /// The way is then as predicted alone, a moment later.
    void forgetMeasured();

signals:
    void changed();

private:
    void follow();
    void askAnew();

    Document &m_document;
    Selection &m_selection;
    std::optional<Selection::Question> m_question; ///< that m_way and m_measured are about
    std::optional<Result<PacketWay>> m_way;
    std::optional<Trace> m_measured;
    quint64 m_newest = 0; ///< number of the answer that is waited for
};

} // namespace podloom::app
