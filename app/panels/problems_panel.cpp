#include "app/panels/problems_panel.h"

#include "app/panels/fact_list.h"
#include "app/panels/panel_frame.h"
#include "app/panels/panel_stack.h"
#include "app/panels/problems_model.h"
#include "app/panels/words.h"
#include "app/theme/widgets.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QVBoxLayout>

namespace podloom::app {

ProblemsPanel::ProblemsPanel(Document &document, Selection &selection, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_selection(selection),
      m_model(new ProblemsModel(this)),
      m_list(new FactList),
      m_filter(new QLineEdit),
      m_counts(label({}, "dim"))
{
    const auto [content, bar, column] = makePanelFrame();
    m_counts->setWordWrap(false);
    m_filter->setPlaceholderText(tr("Filter problems"));
    m_filter->setAccessibleName(tr("Filter problems"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(260);
    bar->addWidget(m_counts);
    bar->addStretch(1);
    bar->addWidget(m_filter);
    m_list->setModel(m_model);
    m_list->setAccessibleName(tr("Problems"));
    m_list->setMostLines(3);
    m_list->setEndReserved(true);
    column->addWidget(m_list, 1);

    m_stack = new PanelStack(content);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);

    connect(m_filter, &QLineEdit::textChanged, m_model, &ProblemsModel::setFilter);
    connect(m_list, &FactList::chosen, this, [this](const QModelIndex &index) { open(index.row()); });
    connect(m_list, &FactList::acted, this, [this](const QModelIndex &index) { mend(index.row(), 0); });
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_list, &QWidget::customContextMenuRequested, this, &ProblemsPanel::showMenu);
    connect(&m_document, &Document::analysisChanged, this, &ProblemsPanel::refresh);
    connect(&m_document, &Document::loadingChanged, this, &ProblemsPanel::showState);
    connect(&m_document, &Document::openFailed, this, [this](const Error &error) {
        m_openError = error;
        showState();
    });
    connect(&m_document, &Document::opened, this, [this] {
        m_openError.reset();
        showState();
    });
    connect(m_stack, &PanelStack::actionClicked, this, [this] { m_filter->clear(); });
    refresh();
}

QString ProblemsPanel::title() const
{
    const auto count =
        m_model->count(Severity::Error) + m_model->count(Severity::Warning) + m_model->count(Severity::Info);
    return count == 0 ? tr("Problems") : tr("Problems %1").arg(count);
}

void ProblemsPanel::refresh()
{
    m_model->setAnalysis(m_document.analysis());
    const auto errors = m_model->count(Severity::Error);
    const auto warnings = m_model->count(Severity::Warning);
    const auto notes = m_model->count(Severity::Info);
    const QStringList counts{errors == 1 ? tr("1 error") : tr("%1 errors").arg(errors),
                             warnings == 1 ? tr("1 warning") : tr("%1 warnings").arg(warnings),
                             notes == 1 ? tr("1 note") : tr("%1 notes").arg(notes)};
    m_counts->setText(counts.join(QStringLiteral(" · ")));
    showState();
    emit titleChanged(title());
}

void ProblemsPanel::showState()
{
    const bool hasAny = !m_document.analysis()->findings.empty();
    if (m_openError) {
        m_stack->showNotice(
            QStringLiteral("failed"),
            {QStringLiteral("warning"), tr("The design could not be opened"), sentence(*m_openError), {}});
    } else if (m_document.isLoading()) {
        m_stack->showNotice(QStringLiteral("loading"), {QStringLiteral("refresh"),
                                                        tr("Reading the design…"),
                                                        tr("Problems appear as soon as its files are read."),
                                                        {}});
    } else if (!hasAny) {
        m_stack->showNotice(QStringLiteral("none"),
                            {QStringLiteral("check"),
                             tr("No problems"),
                             tr("Every manifest was understood and every check of the design passes."),
                             {}});
    } else {
        m_stack->showContent();
    }
}

void ProblemsPanel::open(int row)
{
    const auto &finding = m_model->finding(row);
    if (finding.object)
        m_selection.reveal(*finding.object);
    if (finding.at.line > 0)
        m_selection.showSource(finding.at);
}

void ProblemsPanel::mend(int row, std::size_t number)
{
    const auto &fixes = m_model->fixes(row);
    if (number >= fixes.size())
        return;
    const auto fix = fixes[number]; // the model's goes when the design changes
    const auto done = m_document.apply(fix.edit, fix.text);
    emit said(done ? tr("%1: done; Ctrl Z takes it back").arg(fix.text) : sentence(done.error()));
}

void ProblemsPanel::mendChosen()
{
    const auto row = m_list->currentIndex().row();
    if (row < 0 || m_model->fixes(row).empty())
        emit said(tr("Choose a problem that has a blue verb: that mends it"));
    else
        mend(row, 0);
}

void ProblemsPanel::showMenu(QPoint at)
{
    const auto index = m_list->indexAt(at);
    if (!index.isValid())
        return;
    QMenu menu;
    const auto &fixes = m_model->fixes(index.row());
    for (std::size_t number = 0; number < fixes.size(); ++number)
        menu.addAction(fixes[number].text, this, [this, row = index.row(), number] { mend(row, number); });
    if (!fixes.empty())
        menu.addSeparator();
    menu.addAction(tr("Show where it is"), this, [this, row = index.row()] { open(row); });
    menu.exec(m_list->viewport()->mapToGlobal(at));
}

} // namespace podloom::app
