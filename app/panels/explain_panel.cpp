#include "app/panels/explain_panel.h"

#include "app/panels/fact_list.h"
#include "app/panels/panel_frame.h"
#include "app/panels/panel_stack.h"
#include "app/panels/traffic.h"
#include "app/panels/words.h"
#include "app/theme/theme.h"
#include "app/theme/widgets.h"

#include <QFontMetrics>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace podloom::app {

namespace {

using Kind = ExplanationStep::Kind;

QVariant markOf(Kind kind)
{
    switch (kind) {
    case Kind::Allowed: return QVariant::fromValue(State::Up);
    case Kind::Denied: return QVariant::fromValue(State::Down);
    case Kind::Passed: return QVariant::fromValue(State::Changing);
    default: return QVariant::fromValue(State::Unknown);
    }
}

QString leadOf(const ExplanationStep &step)
{
    if (step.kind == Kind::Nearly)
        return ExplainPanel::tr("nearly");
    return step.direction == policy::Direction::Egress ? ExplainPanel::tr("egress")
                                                       : ExplainPanel::tr("ingress");
}

} // namespace

void ExplanationModel::setExplanation(std::optional<Explanation> explanation)
{
    beginResetModel();
    m_explanation = std::move(explanation);
    endResetModel();
}

const ExplanationStep &ExplanationModel::step(int row) const
{
    return m_explanation->steps[static_cast<std::size_t>(row)];
}

int ExplanationModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_explanation ? 0 : static_cast<int>(m_explanation->steps.size());
}

QVariant ExplanationModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !m_explanation)
        return {};
    const auto &here = step(index.row());
    switch (role) {
    case Qt::DisplayRole: {
        const auto text = sentence(here.message);
        return here.tier.isEmpty() || here.kind == Kind::Nearly ? text : tr("%1 / %2").arg(here.tier, text);
    }
    case MarkRole: return markOf(here.kind);
    case LeadRole: return leadOf(here);
    case LinkRole: return placeText(here.at, m_explanation->analysis->snapshot->design().files);
    case Qt::AccessibleTextRole: return leadOf(here) + QStringLiteral(": ") + sentence(here.message);
    default: return {};
    }
}

ExplainPanel::ExplainPanel(Document &document, Selection &selection, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_selection(selection),
      m_model(new ExplanationModel(this)),
      m_title(label({}, "strong")),
      m_traffic(label({}, "strong")),
      m_badge(new QLabel),
      m_sentence(label({}, "dim")),
      m_list(new FactList)
{
    const auto [content, head, column] = makePanelFrame();
    m_title->setWordWrap(false);
    m_traffic->setWordWrap(false);
    head->addWidget(m_title);
    head->addWidget(m_traffic);
    head->addWidget(m_badge, 0, Qt::AlignVCenter);
    head->addWidget(m_sentence, 1);
    m_list->setModel(m_model);
    const QFontMetrics small(app::font(TextRole::Small));
    m_list->setLeadWidth(
        16
        + std::max({small.horizontalAdvance(tr("egress")), small.horizontalAdvance(tr("ingress")),
                    small.horizontalAdvance(tr("nearly"))}));
    m_list->setMostLines(3);
    m_list->setAccessibleName(tr("Steps of the decision"));
    column->addWidget(m_list, 1);

    m_stack = new PanelStack(content);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);

    connect(m_list, &FactList::chosen, this, [this](const QModelIndex &index) { open(index.row()); });
    connect(&m_selection, &Selection::asked, this, &ExplainPanel::refresh);
    connect(&m_document, &Document::analysisChanged, this, &ExplainPanel::refresh);
    refresh();
}

void ExplainPanel::refresh()
{
    const auto &question = m_selection.question();
    if (!question) {
        m_stack->showNotice(QStringLiteral("empty"), {QStringLiteral("explain"),
                                                      tr("Which connection?"),
                                                      tr("Click a cell of the reachability matrix and every "
                                                         "rule that decides about it stands here."),
                                                      {}});
        return;
    }
    if (!m_document.analysis()->isWhole) {
        m_stack->showNotice(QStringLiteral("broken"),
                            {QStringLiteral("warning"),
                             tr("The design has errors"),
                             tr("With a policy or pod that could not be read, an explanation would be a "
                                "guess. Fix the errors in Problems first."),
                             {}});
        return;
    }
    auto explanation = explain(m_document.analysis(), *question);
    if (explanation)
        show(*std::move(explanation));
    else
        m_stack->showNotice(QStringLiteral("gone"), {QStringLiteral("explain"),
                                                     tr("No such connection any more"),
                                                     sentence(explanation.error()),
                                                     {}});
}

void ExplainPanel::show(Explanation explanation)
{
    const auto &question = explanation.question;
    m_title->setText(QString::fromStdString(question.from) + QStringLiteral("  →  ")
                     + QString::fromStdString(question.to));
    auto traffic = QString::fromStdString(titleOf(question.traffic));
    if (explanation.family)
        traffic += explanation.family == Family::V4 ? tr(", IPv4") : tr(", IPv6");
    m_traffic->setText(traffic);
    const bool isCarried = explanation.isAllowed && explanation.hasWay;
    m_badge->setText(isCarried               ? tr("allowed")
                     : explanation.isAllowed ? tr("allowed, no route")
                                             : tr("denied"));
    withRole(m_badge, isCarried ? "badge-good" : "badge-bad");
    repolish(m_badge);
    m_sentence->setText(verdictSentence(explanation));
    m_model->setExplanation(std::move(explanation));
    m_stack->showContent();
}

void ExplainPanel::open(int row)
{
    const auto &step = m_model->step(row);
    if (step.policy)
        m_selection.reveal(*step.policy);
    if (step.at.line > 0)
        m_selection.showSource(step.at);
}

} // namespace podloom::app
