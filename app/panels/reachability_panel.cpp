#include "app/panels/reachability_panel.h"

#include "app/document/background.h"
#include "app/panels/panel_stack.h"
#include "app/panels/reach_view.h"
#include "app/panels/traffic.h"
#include "app/panels/words.h"
#include "app/theme/widgets.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <utility>

namespace podloom::app {

namespace {

/// Pairs of pods that are counted at once: milliseconds.
constexpr std::size_t kFewPairs = 20'000;

} // namespace

ReachabilityPanel::ReachabilityPanel(Document &document, Selection &selection, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_selection(selection),
      m_query(new ReachQuery(this)),
      m_model(new ReachModel(this)),
      m_traffic(new QComboBox),
      m_family(new QComboBox),
      m_base(new QComboBox),
      m_grouping(new QComboBox),
      m_from(new QLineEdit),
      m_to(new QLineEdit),
      m_summary(label({}, "dim")),
      m_hovered(label({}, "small")),
      m_view(new ReachView(m_model)),
      m_stack(new PanelStack(m_view))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(6);
    column->addWidget(makeBar());
    column->addWidget(m_stack, 1);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(14, 0, 14, 6);
    foot->setSpacing(16);
    // Where there is little room, the count keeps its.
    m_hovered->setWordWrap(false);
    m_hovered->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_summary->setWordWrap(false);
    foot->addWidget(m_hovered, 1);
    foot->addWidget(m_summary);
    column->addLayout(foot);

    connect(m_traffic, &QComboBox::currentTextChanged, this, [this] {
        m_isTrafficChosen = true;
        ask();
    });
    connect(&m_document, &Document::opened, this, [this] {
        m_isTrafficChosen = false;
        offerTraffic();
        ask();
    });
    connect(m_family, &QComboBox::currentIndexChanged, this, &ReachabilityPanel::ask);
    connect(m_base, &QComboBox::currentIndexChanged, this, &ReachabilityPanel::ask);
    connect(m_grouping, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_model->setGrouping(static_cast<ReachModel::Grouping>(index));
        m_isQuestionDue = true;
        showState();
        m_view->doItemsLayout();
        showQuestion();
    });
    connect(&m_document, &Document::saved, this, &ReachabilityPanel::ask);
    const auto filter = [this] {
        m_model->setFilters(m_from->text(), m_to->text());
        showState();
    };
    connect(m_from, &QLineEdit::textChanged, this, filter);
    connect(m_to, &QLineEdit::textChanged, this, filter);
    connect(m_model, &ReachModel::modelReset, this, &ReachabilityPanel::count);
    connect(m_query, &ReachQuery::answered, this, &ReachabilityPanel::showAnswer);
    connect(m_view, &ReachView::hovered, this, &ReachabilityPanel::showHovered);
    connect(m_view, &ReachView::chosen, this, &ReachabilityPanel::explain);
    connect(&m_selection, &Selection::asked, this, &ReachabilityPanel::followQuestion);
    connect(&m_document, &Document::loadingChanged, this, &ReachabilityPanel::showState);
    connect(&m_document, &Document::analysisChanged, this, [this] {
        offerTraffic();
        ask();
    });
    connect(m_stack, &PanelStack::actionClicked, this, [this](const QString &key) {
        if (key == QLatin1String("broken"))
            emit problemsRequested();
        m_from->clear();
        m_to->clear();
    });
    offerTraffic();
    ask();
    showHovered({});
}

QWidget *ReachabilityPanel::makeBar()
{
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(14, 0, 14, 0);
    row->setSpacing(8);
    m_traffic->setEditable(true);
    m_traffic->setInsertPolicy(QComboBox::NoInsert);
    m_traffic->setMinimumWidth(104);
    m_traffic->setAccessibleName(tr("Protocol and port"));
    m_traffic->setToolTip(tr("Every port that the design names; others can be typed: TCP 80, UDP 53, ICMP"));
    m_traffic->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_family->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_family->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_family->addItem(tr("IPv4 or IPv6"));
    m_family->addItem(tr("IPv4"));
    m_family->addItem(tr("IPv6"));
    m_family->setAccessibleName(tr("Address family"));
    m_family->setToolTip(tr("IPv4 or IPv6: the one that both ends share, IPv4 first"));
    m_base->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_base->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_base->addItem(tr("No comparison"));
    m_base->addItem(tr("Against the saved files"));
    m_base->addItem(tr("With staged policies"));
    m_base->setAccessibleName(tr("Compared with"));
    m_base->setToolTip(
        tr("▲ gained, ▼ lost: since the design was saved, or if staged policies were in force"));
    m_grouping->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_grouping->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_grouping->addItem(tr("Each pod"));
    m_grouping->addItem(tr("By labels"));
    m_grouping->setAccessibleName(tr("Rows and columns"));
    m_grouping->setToolTip(tr("A row and a column for each pod, or for all pods of a namespace with the same "
                              "labels"));
    for (auto *field : {m_from, m_to}) {
        field->setToolTip(tr("Words of names, or labels: app=cart"));
        field->setClearButtonEnabled(true);
        field->setMaximumWidth(220);
    }
    m_from->setPlaceholderText(tr("From…"));
    m_from->setAccessibleName(tr("Filter sources"));
    m_to->setPlaceholderText(tr("To…"));
    m_to->setAccessibleName(tr("Filter destinations"));
    row->addWidget(m_traffic);
    row->addWidget(m_family);
    row->addWidget(m_base);
    row->addWidget(m_grouping);
    row->addWidget(m_from, 1);
    row->addWidget(m_to, 1);
    row->addStretch();
    return bar;
}

void ReachabilityPanel::offerTraffic()
{
    QStringList offered;
    for (const auto &traffic : trafficNamedBy(m_document.analysis()->placed))
        offered.append(QString::fromStdString(titleOf(traffic)));
    const QSignalBlocker quiet(m_traffic);
    const auto before = m_traffic->currentText();
    m_traffic->clear();
    m_traffic->addItems(offered);
    m_traffic->setCurrentText(
        m_isTrafficChosen ? before
                          : QString::fromStdString(titleOf(mainTrafficOf(m_document.analysis()->placed))));
}

void ReachabilityPanel::setTraffic(const QString &text)
{
    m_traffic->setCurrentText(text);
}

void ReachabilityPanel::setBase(ReachBase base)
{
    m_base->setCurrentIndex(static_cast<int>(base));
}

void ReachabilityPanel::setGrouped(bool isGrouped)
{
    m_grouping->setCurrentIndex(isGrouped ? 1 : 0);
}

bool ReachabilityPanel::isGrouped() const
{
    return m_grouping->currentIndex() == 1;
}

bool ReachabilityPanel::isBusy() const
{
    return m_query->isBusy();
}

void ReachabilityPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_isUnasked)
        ask();
}

void ReachabilityPanel::ask()
{
    // The whole matrix of a large design is work; nobody waits for it behind another tab.
    m_isUnasked = !isVisible();
    if (m_isUnasked)
        return;
    auto traffic = parseTraffic(m_traffic->currentText().toStdString());
    m_trafficError = traffic ? std::nullopt : std::optional(traffic.error());
    if (traffic && m_document.analysis()->isWhole) {
        if (m_family->currentIndex() > 0)
            traffic->family = m_family->currentIndex() == 1 ? Family::V4 : Family::V6;
        const auto base = static_cast<ReachBase>(m_base->currentIndex());
        m_query->ask({m_document.analysis(), *traffic, base,
                      base == ReachBase::Saved ? m_document.savedFiles() : std::vector<InputFile>()});
    }
    showState();
}

void ReachabilityPanel::showAnswer()
{
    const QPoint place(m_view->horizontalScrollBar()->value(), m_view->verticalScrollBar()->value());
    m_model->setAnswer(m_query->answer());
    showState();
    m_view->doItemsLayout(); // so that the bars reach as far as the new matrix does
    if (showQuestion())
        return;
    m_view->horizontalScrollBar()->setValue(place.x());
    m_view->verticalScrollBar()->setValue(place.y());
}

/// The matrix is about the same traffic as the explanation.
void ReachabilityPanel::followQuestion()
{
    const auto asked = QString::fromStdString(titleOf(m_selection.question()->traffic));
    if (asked != m_traffic->currentText())
        m_traffic->setCurrentText(asked);
    m_isQuestionDue = true;
    showQuestion();
}

/// Marks the cell of the explained connection, as far as the matrix has it, and brings it into sight once.
/// Whether it did the latter.
bool ReachabilityPanel::showQuestion()
{
    const auto &question = m_selection.question();
    if (!question || !m_model->answer() || titleOf(m_model->answer()->traffic) != titleOf(question->traffic))
        return false;
    const auto row = m_model->rowOf(question->from);
    const auto column = m_model->columnOf(question->to);
    const auto cell = m_model->index(row, column);
    if (row < 0 || column < 0)
        return false;
    const bool isChosenThere = cell == m_view->currentIndex();
    m_view->setCurrentIndex(cell);
    if (!std::exchange(m_isQuestionDue, false))
        return false;
    if (!isChosenThere)
        m_view->scrollTo(cell, QAbstractItemView::PositionAtCenter);
    return true;
}

void ReachabilityPanel::showState()
{
    showSummary();
    if (m_document.isLoading() || !m_query->answer()) {
        m_stack->showNotice(QStringLiteral("loading"),
                            {QStringLiteral("reachability"), tr("Working out who reaches whom…"), {}, {}});
    }
    if (!m_document.analysis()->isWhole) {
        m_stack->showNotice(QStringLiteral("broken"),
                            {QStringLiteral("warning"), tr("The design has errors"),
                             tr("With a policy or pod that could not be read, a matrix would be a guess."),
                             tr("Show problems")});
    } else if (m_query->answer() && m_query->answer()->relation.ends().empty()) {
        m_stack->showNotice(QStringLiteral("empty"), {QStringLiteral("reachability"),
                                                      tr("No pods yet"),
                                                      tr("Add a workload, and the matrix shows who reaches "
                                                         "it and whom it reaches."),
                                                      {}});
    } else if (m_query->answer() && (m_model->rowCount() == 0 || m_model->columnCount() == 0)) {
        m_stack->showNotice(QStringLiteral("filtered"),
                            {QStringLiteral("search"), tr("No pod matches the filter"),
                             tr("A filter keeps what has each of its words in names or labels."),
                             tr("Clear filters")});
    } else if (m_query->answer() && !m_document.isLoading()) {
        m_stack->showContent();
    }
}

/// What a large matrix sums up to comes later, so that the window never waits for a number.
void ReachabilityPanel::count()
{
    ++m_matrix;
    m_count.reset();
    m_isCountDue = m_model->pairs() > kFewPairs && m_model->pairs() <= ReachModel::kCountedCells;
    if (m_model->pairs() <= kFewPairs)
        m_count = m_model->count();
    else if (m_isCountDue && !m_isCounting)
        startCounting();
}

void ReachabilityPanel::startCounting()
{
    m_isCounting = true;
    m_isCountDue = false;
    runInBackground(this, m_model->counting(), [this, matrix = m_matrix](const ReachModel::Count &count) {
        m_isCounting = false;
        if (matrix == m_matrix) {
            m_count = count;
            showSummary();
        } else if (m_isCountDue) {
            startCounting();
        }
    });
}

void ReachabilityPanel::showSummary()
{
    QString text;
    const char *role = "dim";
    if (m_trafficError) {
        text = sentence(*m_trafficError);
        role = "bad";
    } else if (m_query->isBusy()) {
        text = tr("Predicting…");
    } else if (m_query->answer()) {
        const auto &count = m_count;
        if (count && m_query->answer()->other)
            text = count->gained + count->lost == 0
                     ? tr("Nothing gained or lost")
                     : tr("▲ %L1 gained · ▼ %L2 lost").arg(count->gained).arg(count->lost);
        else if (count && isGrouped())
            text = tr("%L1 of %L2 pairs of workloads connect · %L3 in part")
                       .arg(count->allowed)
                       .arg(count->all)
                       .arg(count->partly);
        else if (count && count->noWay > 0)
            text = tr("%L1 of %L2 connections work · %L3 more are allowed without a route")
                       .arg(count->allowed)
                       .arg(count->all)
                       .arg(count->noWay);
        else if (count)
            text = tr("%L1 of %L2 connections allowed").arg(count->allowed).arg(count->all);
        else
            text = tr("%L1 sources × %L2 destinations").arg(m_model->rowCount()).arg(m_model->columnCount());
    }
    withRole(m_summary, role);
    repolish(m_summary);
    m_summary->setText(text);
}

void ReachabilityPanel::showHovered(const QModelIndex &index)
{
    m_hovered->setText(index.isValid()
                           ? index.data(Qt::ToolTipRole).toString()
                           : tr("Rows are sources, columns destinations. Click a cell to see why."));
}

void ReachabilityPanel::explain(const QModelIndex &index)
{
    const auto [from, to] = m_model->endsAt(index.row(), index.column());
    m_selection.ask({from.toStdString(), to.toStdString(), m_model->answer()->traffic});
}

} // namespace podloom::app
