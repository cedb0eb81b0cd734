#include "app/panels/trace_panel.h"

#include "app/panels/fact_list.h"
#include "app/panels/fact_model.h"
#include "app/panels/lab_controller.h"
#include "app/panels/panel_frame.h"
#include "app/panels/panel_stack.h"
#include "app/panels/traffic.h"
#include "app/panels/words.h"
#include "app/theme/widgets.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace podloom::app {

namespace {

/// What TraceHop::kernel says.
QString kernelText(const std::string &word)
{
    if (word == "forward")
        return TracePanel::tr("kernel: sends it on");
    if (word == "deliver")
        return TracePanel::tr("kernel: delivers it");
    if (word == "no-route")
        return TracePanel::tr("kernel: has no route");
    if (word == "blackhole")
        return TracePanel::tr("kernel: drops it");
    if (word == "unreachable")
        return TracePanel::tr("kernel: next hop is not there");
    if (word == "loop")
        return TracePanel::tr("kernel: goes round in a loop");
    return {};
}

void showVerdict(QLabel *badge, const std::optional<bool> &verdict, const QString &yes, const QString &no)
{
    badge->setVisible(verdict.has_value());
    if (!verdict)
        return;
    badge->setText(*verdict ? yes : no);
    withRole(badge, *verdict ? "badge-good" : "badge-bad");
    repolish(badge);
}

} // namespace

TracePanel::TracePanel(Document &document, Selection &selection, PacketTrace &trace, LabController &lab,
                       LabState &state, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_selection(selection),
      m_trace(trace),
      m_lab(lab),
      m_state(state),
      m_model(new FactModel(this)),
      m_title(label({}, "strong")),
      m_badge(new QLabel),
      m_tables(new QLabel),
      m_probe(new QLabel),
      m_note(label({}, "dim")),
      m_again(withRole(new QPushButton(tr("Measure again")), "link")),
      m_list(new FactList),
      m_stack(new PanelStack(makeContent()))
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
    connect(m_list, &FactList::chosen, this, [this](const QModelIndex &index) { open(index.row()); });
    connect(m_again, &QPushButton::clicked, this, &TracePanel::measure);
    connect(&m_trace, &PacketTrace::changed, this, &TracePanel::refresh);
    connect(&m_selection, &Selection::asked, this, [this] {
        m_isMeasuring = false;
        m_trouble.clear();
        if (isVisible())
            measure();
    });
    connect(&m_lab, &LabController::traced, this, &TracePanel::takeMeasured);
    const auto measureAnew = [this] {
        forgetMeasured();
        measureWhenDue();
    };
    connect(&m_lab, &LabController::deployed, this, measureAnew);
    connect(&m_lab, &LabController::deploymentBroke, this, measureAnew);
    connect(&m_lab, &LabController::takenDown, this, &TracePanel::forgetMeasured);
    connect(&m_state, &LabState::changed, this, &TracePanel::followLab);
    followLab();
    refresh();
}

QWidget *TracePanel::makeContent()
{
    const auto [content, head, column] = makePanelFrame();
    m_title->setWordWrap(false);
    for (auto *each : {m_title, m_badge, m_tables, m_probe})
        head->addWidget(each);
    head->addWidget(m_note, 1);
    head->addWidget(m_again);
    m_list->setModel(m_model);
    m_list->setLeadWidth(150);
    m_list->setMostLines(3);
    m_list->setAccessibleName(tr("Hops"));
    column->addWidget(m_list, 1);
    return content;
}

void TracePanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    measureWhenDue();
}

void TracePanel::measureWhenDue()
{
    if (isVisible() && !m_trace.isMeasured() && !m_isMeasuring && m_trouble.isEmpty())
        measure();
}

void TracePanel::forgetMeasured()
{
    m_isMeasuring = false;
    m_trouble.clear();
    m_trace.forgetMeasured();
    showMeasuring();
}

void TracePanel::followLab()
{
    const auto &picture = m_state.picture();
    if (picture.name != m_of || picture.isUp != m_isUp) {
        m_of = picture.name;
        m_isUp = picture.isUp;
        forgetMeasured();
    }
    showMeasuring();
    measureWhenDue(); // only now may be known that the lab is up
}

void TracePanel::measure()
{
    const auto &question = m_selection.question();
    if (!question || !m_state.picture().isUp)
        return;
    m_isMeasuring = true;
    m_trouble.clear();
    m_lab.trace({question->from, question->to, question->traffic});
    showMeasuring();
}

void TracePanel::takeMeasured(const TraceQuestion &question, const Trace &trace, const QString &why)
{
    if (!m_isMeasuring || !m_selection.question()
        || *m_selection.question() != Selection::Question{question.from, question.to, question.traffic})
        return;
    m_isMeasuring = false;
    m_trouble = why;
    m_trace.setMeasured(question, why.isEmpty() ? std::optional(trace) : std::nullopt);
    showMeasuring();
}

void TracePanel::refresh()
{
    if (!m_selection.question()) {
        m_stack->showNotice(
            QStringLiteral("empty"),
            {QStringLiteral("link"),
             tr("Which packet?"),
             tr("Choose two pods (Ctrl and click) and “Trace between two pods”, or click a cell of "
                "the reachability matrix."),
             {}});
        return;
    }
    const auto &way = m_trace.way();
    if (!way)
        m_stack->showNotice(QStringLiteral("busy"),
                            {QStringLiteral("refresh"), tr("Following every route…"), {}, {}});
    else if (*way)
        show(**way);
    else
        m_stack->showNotice(
            QStringLiteral("failed"),
            {QStringLiteral("warning"), tr("There is no way to show"), sentence(way->error()), {}});
}

void TracePanel::show(const PacketWay &way)
{
    const auto &question = way.question;
    m_title->setText(tr("%1 → %2, %3")
                         .arg(QString::fromStdString(question.from), QString::fromStdString(question.to),
                              QString::fromStdString(titleOf(question.traffic))));
    const bool isMeasured = way.isRouted || way.isAnswered;
    showVerdict(m_badge, way.isDelivered, isMeasured ? tr("predicted: delivered") : tr("delivered"),
                isMeasured ? tr("predicted: stopped") : tr("stopped"));
    showVerdict(m_tables, way.isRouted, tr("kernels: there and back"), tr("kernels: no way"));
    showVerdict(m_probe, way.isAnswered, tr("probe: answered"), tr("probe: no answer"));
    m_stops = way.stops;
    const auto &files = m_document.analysis()->snapshot->design().files;
    std::vector<Fact> facts;
    for (std::size_t index = 0; index < m_stops.size(); ++index) {
        const auto &stop = m_stops[index];
        facts.push_back({.mark = stop.state,
                         .lead = tr("%1  %2").arg(index + 1).arg(QString::fromStdString(stop.name)),
                         .text = stop.state == State::Unknown
                                   ? tr("never gets here: %1").arg(sentence(stop.message))
                                   : sentence(stop.message),
                         .link = placeText(stop.at, files),
                         .note = kernelText(stop.kernel),
                         .isWarning = !stop.isAsPredicted,
                         .object = stop.object});
    }
    if (!way.reason.id.empty())
        facts.push_back(
            {.mark = way.isDelivered ? State::Unknown : State::Down, .text = sentence(way.reason)});
    m_model->setFacts(std::move(facts));
    showMeasuring();
    m_stack->showContent();
}

/// What the lab is doing about the question.
void TracePanel::showMeasuring()
{
    const bool isUp = m_state.picture().isUp;
    m_note->setText(m_isMeasuring ? tr("asking the lab…") : isUp ? m_trouble : QString());
    m_again->setVisible(isUp && !m_isMeasuring);
}

void TracePanel::open(int row)
{
    if (static_cast<std::size_t>(row) >= m_stops.size())
        return;
    const auto stop = m_stops[static_cast<std::size_t>(row)];
    if (stop.policy)
        m_selection.select(*stop.policy);
    else if (stop.object)
        m_selection.reveal(*stop.object);
    if (stop.at.line > 0)
        m_selection.showSource(stop.at);
}

} // namespace podloom::app
