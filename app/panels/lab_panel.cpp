#include "app/panels/lab_panel.h"

#include "app/panels/fact_list.h"
#include "app/panels/fact_model.h"
#include "app/panels/lab_controller.h"
#include "app/panels/lab_model.h"
#include "app/panels/lab_questions.h"
#include "app/panels/live_status.h"
#include "app/panels/panel_stack.h"
#include "app/panels/traffic.h"
#include "app/panels/words.h"
#include "app/theme/widgets.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableView>
#include <QVBoxLayout>

namespace podloom::app {

namespace {

/// More mismatches than this say nothing more to a person.
constexpr std::size_t kShownMismatches = 500;

policy::Traffic trafficOf(const Mismatch &mismatch)
{
    return {.protocol = mismatch.protocol, .port = mismatch.port, .family = mismatch.family};
}

Fact factOf(const Mismatch &mismatch)
{
    const auto word = [](bool isAllowed) {
        return isAllowed ? LabPanel::tr("allowed") : LabPanel::tr("denied");
    };
    return {.mark = State::Down,
            .text = LabPanel::tr("%1 → %2, %3 over %4: predicted %5, measured %6")
                        .arg(QString::fromStdString(mismatch.from), QString::fromStdString(mismatch.to),
                             QString::fromStdString(titleOf(trafficOf(mismatch))),
                             mismatch.family == Family::V4 ? LabPanel::tr("IPv4") : LabPanel::tr("IPv6"),
                             word(mismatch.predicted), word(mismatch.measured)),
            .link = LabPanel::tr("Explain")};
}

} // namespace

LabPanel::LabPanel(Document &document, Selection &selection, LabController &controller, LabState &state,
                   QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_selection(selection),
      m_controller(controller),
      m_state(state),
      m_nodes(new LabModel(this)),
      m_table(new QTableView),
      m_mismatches(new FactModel(this)),
      m_mismatchList(new FactList),
      m_lab(new QComboBox),
      m_summary(label({}, "dim")),
      m_result(label({}, "good")),
      m_power(withRole(new QPushButton, "secondary")),
      m_verify(withRole(new QPushButton(tr("Verify")), "secondary")),
      m_deploy(withRole(new QPushButton(tr("Deploy to lab")), "primary")),
      m_cancel(withRole(new QPushButton(tr("Cancel")), "secondary")),
      m_stack(new PanelStack(makeContent()))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(6);
    column->addWidget(makeBar());
    m_result->setContentsMargins(16, 0, 16, 0);
    column->addWidget(m_result);
    column->addWidget(m_stack, 1);

    connect(m_lab, &QComboBox::activated, this,
            [this](int index) { m_controller.chooseLab(m_lab->itemData(index).toString().toStdString()); });
    connect(m_power, &QPushButton::clicked, this, [this] {
        if (m_state.picture().isUp)
            m_controller.down();
        else
            m_controller.up();
    });
    connect(m_verify, &QPushButton::clicked, &m_controller, &LabController::verify);
    connect(m_deploy, &QPushButton::clicked, &m_controller, &LabController::deploy);
    connect(m_cancel, &QPushButton::clicked, &m_controller, &LabController::cancel);
    connect(m_stack, &PanelStack::actionClicked, &m_controller, &LabController::deploy);
    connect(&m_controller, &LabController::changed, this, &LabPanel::refresh);
    connect(&m_controller, &LabController::busyChanged, this, &LabPanel::refresh);
    connect(&m_controller, &LabController::hostKeyAsked, this, [this](quint64 question, const HostKey &key) {
        askHostKey(this, key,
                   [this, question](bool isRight) { m_controller.answerHostKey(question, isRight); });
    });
    connect(&m_controller, &LabController::secretAsked, this,
            [this](quint64 question, const SecretQuestion &about) {
                askSecret(this, about, [this, question](std::optional<std::string> secret) {
                    m_controller.answerSecret(question, secret);
                });
            });
    refresh();
}

QWidget *LabPanel::makeBar()
{
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(14, 0, 14, 0);
    row->setSpacing(8);
    m_lab->setAccessibleName(tr("Lab"));
    m_lab->setMinimumWidth(130);
    m_lab->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_lab->setToolTip(tr("The lab that this window is about"));
    m_verify->setToolTip(tr("Tries every connection from inside the pods and compares with the prediction"));
    m_deploy->setToolTip(tr("Brings the lab up if need be and makes it what the design says"));
    m_summary->setWordWrap(false);
    row->addWidget(m_lab);
    row->addWidget(m_summary, 1);
    for (auto *button : {m_cancel, m_power, m_verify, m_deploy})
        row->addWidget(button);
    return bar;
}

QWidget *LabPanel::makeContent()
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(6, 0, 6, 0);
    column->setSpacing(4);
    m_table->setModel(m_nodes);
    m_table->setItemDelegate(new MarkedDelegate(m_table));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QTableView::SelectRows);
    m_table->setSelectionMode(QTableView::SingleSelection);
    m_table->setEditTriggers(QTableView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setAccessibleName(tr("Nodes of the lab"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(28);
    auto *header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setStretchLastSection(true);
    header->setSectionsClickable(false);
    const int widths[]{150, 170, 120, 120};
    for (int section = 0; section < 4; ++section)
        header->resizeSection(section, widths[section]);
    column->addWidget(m_table, 3);
    m_mismatchList->setModel(m_mismatches);
    m_mismatchList->setAccessibleName(tr("Connections that are not as predicted"));
    column->addWidget(m_mismatchList, 2);
    connect(m_table, &QTableView::activated, this,
            [this](const QModelIndex &index) { m_selection.reveal(m_nodes->node(index.row())); });
    connect(m_table, &QTableView::clicked, this,
            [this](const QModelIndex &index) { m_selection.reveal(m_nodes->node(index.row())); });
    connect(m_mismatchList, &FactList::chosen, this,
            [this](const QModelIndex &index) { explain(index.row()); });
    return content;
}

void LabPanel::refresh()
{
    m_nodes->show(m_state.picture(), m_controller);
    showLabs();
    showButtons();
    showResult();
    showState();
}

void LabPanel::showLabs()
{
    std::map<QString, bool> names{{QString::fromStdString(m_controller.lab()), false}};
    names.emplace(m_document.name(), false);
    for (const auto &lab : m_controller.labs())
        names[QString::fromStdString(lab.name)] = true;
    const QSignalBlocker quiet(m_lab);
    m_lab->clear();
    for (const auto &[name, isUp] : names)
        m_lab->addItem(isUp ? tr("%1 · running").arg(name) : name, name);
    m_lab->setCurrentIndex(m_lab->findData(QString::fromStdString(m_controller.lab())));
}

void LabPanel::showButtons()
{
    const bool isBusy = m_controller.isBusy();
    const bool isUp = m_state.picture().isUp;
    m_lab->setEnabled(!isBusy);
    m_cancel->setVisible(isBusy);
    m_power->setText(isUp ? tr("Take down") : tr("Bring up"));
    for (auto *button : {m_power, m_verify, m_deploy})
        button->setVisible(!isBusy);
    m_verify->setEnabled(isUp);
}

void LabPanel::showResult()
{
    QString text;
    const char *role = "good";
    const auto &report = m_controller.report();
    const QLocale locale;
    if (const auto &error = m_controller.error()) {
        text = sentence(*error);
        role = "bad";
    } else if (report) {
        const auto agreeing = report->checked - report->mismatches.size();
        const auto numbers =
            tr("%1 of %2 pairs").arg(locale.toString(agreeing), locale.toString(report->checked));
        text = report->mismatches.empty() ? tr("prediction = measurement: %1").arg(numbers)
                                          : tr("prediction ≠ measurement: only %1 agree").arg(numbers);
        if (!report->tables.isProof())
            text = sentence(differenceErrors(report->tables).front());
        role = report->isProof() ? "good" : "bad";
    }
    withRole(m_result, role);
    repolish(m_result);
    m_result->setText(text);
    m_result->setVisible(!text.isEmpty());
    std::vector<Fact> facts;
    for (const auto &mismatch : report ? report->mismatches : std::vector<Mismatch>()) {
        if (facts.size() < kShownMismatches)
            facts.push_back(factOf(mismatch));
    }
    m_mismatchList->setVisible(!facts.empty());
    m_mismatches->setFacts(std::move(facts));
}

void LabPanel::showState()
{
    const auto &picture = m_state.picture();
    const auto ready = nodeCount(picture.nodes);
    if (m_controller.isBusy())
        m_summary->setText(m_controller.jobText());
    else if (picture.isUp)
        m_summary->setText(ready.isWhole() ? tr("%1 nodes ready").arg(ready.all)
                                           : tr("%1 of %2 nodes ready").arg(ready.up).arg(ready.all));
    else
        m_summary->setText(m_controller.hasLooked() ? tr("not running") : tr("looking for labs…"));
    if (picture.isUp || !picture.nodes.empty()) {
        m_stack->showContent();
        return;
    }
    const auto name = QString::fromStdString(m_controller.lab());
    if (m_controller.isBusy())
        m_stack->showNotice(QStringLiteral("busy"),
                            {QStringLiteral("lab"),
                             m_controller.jobText(),
                             tr("Its machines appear here as soon as they are there."),
                             {}});
    else
        m_stack->showNotice(
            QStringLiteral("down"),
            {QStringLiteral("lab"), tr("The lab “%1” is not running").arg(name),
             tr("Deploying starts a machine on this computer for each node of the design, wires them "
                "as drawn and runs its pods. Nothing touches the network of this computer."),
             tr("Deploy to lab")});
}

void LabPanel::explain(int mismatch)
{
    const auto &report = m_controller.report();
    if (!report)
        return;
    const auto &which = report->mismatches[static_cast<std::size_t>(mismatch)];
    m_selection.ask({which.from, which.to, trafficOf(which)});
}

} // namespace podloom::app
