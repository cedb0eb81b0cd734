#include "app/wizards/wizard_dialog.h"

#include "app/theme/theme.h"
#include "app/theme/widgets.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QVBoxLayout>

#include <utility>
#include <vector>

namespace podloom::app {

namespace {

constexpr int kWidth = 900;
constexpr int kHeight = 560;
constexpr int kQuestions = 340;

} // namespace

WizardDialog::WizardDialog(Document &document, const QString &title, const QString &sentence,
                           const QString &finish, QWidget *parent)
    : QDialog(parent),
      m_document(document),
      m_questions(new QWidget(this)),
      m_form(nullptr),
      m_below(nullptr),
      m_head(nullptr),
      m_lines(nullptr),
      m_scroll(nullptr),
      m_manifests(nullptr),
      m_problem(label({}, "bad", this)),
      m_cancel(new QPushButton(tr("Cancel"), this)),
      m_finish(withRole(new QPushButton(finish, this), "primary"))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    resize(kWidth, kHeight);

    m_questions->setFixedWidth(kQuestions);
    m_below = new QVBoxLayout(m_questions);
    m_below->setContentsMargins(24, 20, 24, 12);
    m_below->setSpacing(12);
    m_below->addWidget(label(title, "title", m_questions));
    m_below->addWidget(label(sentence, "dim", m_questions));
    m_form = new QFormLayout;
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    m_form->setVerticalSpacing(6);
    m_below->addLayout(m_form);

    auto *answer = withRole(new QFrame(this), "card");
    auto *text = new QVBoxLayout(answer);
    text->setContentsMargins(16, 14, 16, 14);
    text->setSpacing(10);
    m_head = sectionHead({}, answer);
    m_lines = label({}, "small", answer);
    m_lines->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_scroll = new QScrollArea(answer);
    m_scroll->setWidgetResizable(true);
    m_scroll->setWidget(m_lines);
    m_manifests = withRole(new QPlainTextEdit(answer), "code");
    m_manifests->setReadOnly(true);
    m_manifests->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_manifests->setAccessibleName(tr("Manifests"));
    m_manifests->hide();
    text->addWidget(m_head);
    text->addWidget(m_scroll, 2);
    text->addWidget(m_manifests, 3);

    auto *columns = new QHBoxLayout;
    columns->setContentsMargins(0, 0, 24, 0);
    columns->setSpacing(0);
    columns->addWidget(m_questions);
    auto *right = new QVBoxLayout;
    right->setContentsMargins(0, 20, 0, 0);
    right->addWidget(answer, 1);
    columns->addLayout(right, 1);

    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(24, 12, 24, 16);
    foot->setSpacing(10);
    foot->addWidget(m_problem, 1);
    foot->addWidget(m_cancel);
    foot->addWidget(m_finish);
    m_finish->setDefault(true);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(columns, 1);
    all->addLayout(foot);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_finish, &QPushButton::clicked, this, [this] {
        if (this->finish())
            accept();
    });
}

void WizardDialog::showHead(const QString &text)
{
    m_head->setText(text);
}

void WizardDialog::showLines(const QStringList &lines)
{
    m_lines->setText(lines.join(QStringLiteral("\n\n")));
    fitLines();
}

/// Above manifests the lines take what they need; alone they have everything.
void WizardDialog::fitLines()
{
    if (m_manifests->isHidden()) {
        m_scroll->setMaximumHeight(QWIDGETSIZE_MAX);
        return;
    }
    const auto needed = m_lines->heightForWidth(m_scroll->viewport()->width());
    m_scroll->setMaximumHeight(qBound(20, needed + 4, height() / 2));
}

void WizardDialog::resizeEvent(QResizeEvent *event)
{
    QDialog::resizeEvent(event);
    fitLines();
}

void WizardDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    if (!std::exchange(m_isOrdered, true))
        orderKeys();
}

/// Wizards make their questions after this dialog its buttons, and the keys would go in that order.
void WizardDialog::orderKeys()
{
    std::vector<QWidget *> order;
    for (auto *each : m_questions->findChildren<QWidget *>(Qt::FindDirectChildrenOnly)) {
        if (each->focusPolicy() & Qt::TabFocus)
            order.push_back(each);
    }
    for (auto *each : std::initializer_list<QWidget *>{m_scroll, m_manifests, m_cancel, m_finish})
        order.push_back(each);
    for (std::size_t at = 1; at < order.size(); ++at)
        setTabOrder(order[at - 1], order[at]);
    order.front()->setFocus(Qt::TabFocusReason);
}

void WizardDialog::showManifests(const QString &yaml)
{
    m_manifests->setPlainText(yaml);
    m_manifests->setVisible(!yaml.isEmpty());
    fitLines();
}

void WizardDialog::showProblem(const QString &sentence)
{
    m_problem->setText(sentence);
    m_finish->setEnabled(sentence.isEmpty());
}

void WizardDialog::setReady(bool isReady)
{
    m_problem->clear();
    m_finish->setEnabled(isReady);
    if (isReady && qobject_cast<QPushButton *>(focusWidget()) != nullptr)
        m_finish->setFocus(); // what was asked for by a button is there: Enter takes it
}

void WizardDialog::setFinishText(const QString &text)
{
    m_finish->setText(text);
}

} // namespace podloom::app
