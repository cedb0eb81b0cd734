#include "app/panels/trace_panel.h"

#include "app/panels/fact_list.h"
#include "app/panels/fact_model.h"
#include "app/panels/panel_stack.h"
#include "app/panels/traffic.h"
#include "app/panels/words.h"
#include "app/theme/widgets.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <utility>

namespace podloom::app {

TracePanel::TracePanel(Document &document, Selection &selection, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_selection(selection),
      m_model(new FactModel(this)),
      m_title(label({}, "strong")),
      m_badge(new QLabel),
      m_list(new FactList)
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 10, 0, 0);
    column->setSpacing(6);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(16, 0, 16, 0);
    head->setSpacing(12);
    m_title->setWordWrap(false);
    head->addWidget(m_title);
    head->addWidget(m_badge);
    head->addStretch(1);
    column->addLayout(head);
    m_list->setModel(m_model);
    m_list->setLeadWidth(150);
    m_list->setAccessibleName(tr("Hops"));
    column->addWidget(m_list, 1);
    m_stack = new PanelStack(content);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
    connect(m_list, &FactList::chosen, this, [this](const QModelIndex &index) { open(index.row()); });
    connect(&m_selection, &Selection::asked, this, &TracePanel::refresh);
    connect(&m_document, &Document::analysisChanged, this, &TracePanel::refresh);
    refresh();
}

void TracePanel::refresh()
{
    const auto &question = m_selection.question();
    if (!question) {
        m_stack->showNotice(
            QStringLiteral("empty"),
            {QStringLiteral("link"),
             tr("Which packet?"),
             tr("Choose two pods (Ctrl and click) and “Trace between two pods”, or click a cell of "
                "the reachability matrix."),
             {}});
        return;
    }
    const auto &routes = m_document.analysis()->routes;
    if (!routes->areTablesReady()) {
        m_stack->showNotice(QStringLiteral("busy"),
                            {QStringLiteral("refresh"), tr("Following every route…"), {}, {}});
        if (std::exchange(m_awaited, routes) != routes)
            whenTablesAreReady(this, routes, [this] { refresh(); });
        return;
    }
    const auto path = traceOf(*m_document.analysis(), *question);
    if (path)
        show(*path);
    else
        m_stack->showNotice(
            QStringLiteral("failed"),
            {QStringLiteral("warning"), tr("There is no way to show"), sentence(path.error()), {}});
}

void TracePanel::show(const TracePath &path)
{
    const auto &question = path.question;
    m_title->setText(tr("%1 → %2, %3")
                         .arg(QString::fromStdString(question.from), QString::fromStdString(question.to),
                              QString::fromStdString(titleOf(question.traffic))));
    m_badge->setText(path.isDelivered ? tr("delivered") : tr("stopped"));
    withRole(m_badge, path.isDelivered ? "badge-good" : "badge-bad");
    repolish(m_badge);
    m_hops = path.hops;
    std::vector<Fact> facts;
    for (std::size_t index = 0; index < m_hops.size(); ++index) {
        const auto &hop = m_hops[index];
        const auto &files = m_document.analysis()->snapshot->design().files;
        facts.push_back({.mark = hop.state,
                         .lead = tr("%1  %2").arg(index + 1).arg(QString::fromStdString(hop.name)),
                         .text = hop.state == State::Unknown
                                   ? tr("never gets here: %1").arg(sentence(hop.message))
                                   : sentence(hop.message),
                         .link = placeText(hop.at, files),
                         .object = hop.object});
    }
    m_model->setFacts(std::move(facts));
    m_stack->showContent();
}

void TracePanel::open(int row)
{
    const auto hop = m_hops[static_cast<std::size_t>(row)];
    if (hop.policy)
        m_selection.select(*hop.policy);
    else if (hop.object)
        m_selection.reveal(*hop.object);
    if (hop.at.line > 0)
        m_selection.showSource(hop.at);
}

} // namespace podloom::app
