// app/panels/explanation.h: why a connection is allowed or denied, as lines to show.
#pragma once

#include "app/document/analysis.h"
#include "app/document/selection.h"
#include "core/policy/explain.h"

#include <QString>

#include <optional>
#include <vector>

namespace podloom::app {

/// One line of an explanation.
struct ExplanationStep {
    /// Nearly: the rule would have matched but for one thing; it stands below the step that says so.
    enum class Kind { Allowed, Denied, Passed, NoMatch, Nearly };
    Kind kind = Kind::NoMatch;
    policy::Direction direction = policy::Direction::Egress;
    QString tier{}; ///< with the host endpoint, where it is one; empty where no tier stands behind it
    Message message{};
    std::optional<ObjectId> policy{};
    SourceRef at{}; ///< of the rule, else of the policy; line 0 = nowhere
};

struct Explanation {
    Selection::Question question{};
    std::optional<Family> family{}; ///< that the connection was judged for; nothing when the ends share none
    bool isAllowed = false;
    bool egressAllows = false;
    bool ingressAllows = false;
    std::vector<ExplanationStep> steps{}; ///< egress first, each in the order of evaluation
    bool hasWay = true;                   ///< false: whatever policies say, no route leads there and back
    AnalysisPointer analysis{};
};

/// O(rules of the two ends). Errors: NotFound or InvalidArgument when an end is not of the design any more.
Result<Explanation> explain(const AnalysisPointer &analysis, const Selection::Question &question);

/// One sentence with the whole answer: "web-0 reaches db-0 with TCP 5432: both ends allow it".
QString verdictSentence(const Explanation &explanation);

} // namespace podloom::app
