#include "app/panels/manifest_pane.h"

#include "app/document/background.h"
#include "app/panels/apply_draft.h"
#include "app/panels/words.h"
#include "app/theme/widgets.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QShortcut>
#include <QTimer>
#include <QVBoxLayout>

namespace podloom::app {

namespace {

constexpr int kPauseMilliseconds = 150;
constexpr const char *kCalicoGroup = "projectcalico.org";

/// A node may have a manifest of Kubernetes and one of Calico; that of the two which `key` is not.
std::optional<TextKey> otherManifest(const Snapshot &snapshot, const TextKey &key)
{
    if (key.object.kind != "Node")
        return std::nullopt;
    TextKey other{.object = key.object};
    other.object.group = key.object.group.empty() ? kCalicoGroup : "";
    const auto *own = snapshot.meta(key.object);
    const auto *found = snapshot.meta(other.object);
    if (own == nullptr || found == nullptr || own->id == found->id)
        return std::nullopt;
    return other;
}

} // namespace

ManifestPane::ManifestPane(Document &document, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_pause(new QTimer(this)),
      m_editor(new ManifestEdit),
      m_bar(new QWidget),
      m_where(label({}, "dim")),
      m_other(withRole(new QPushButton, "link")),
      m_error(label({}, "bad"))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 12);
    column->setSpacing(6);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(4, 0, 4, 0);
    head->addWidget(m_where, 1);
    head->addWidget(m_other, 0, Qt::AlignTop);
    column->addLayout(head);
    column->addWidget(m_editor, 1);
    column->addWidget(m_error);
    auto *row = new QHBoxLayout(m_bar);
    row->setContentsMargins(0, 0, 0, 0);
    auto *revert = withRole(new QPushButton(tr("Discard")), "secondary");
    auto *take = withRole(new QPushButton(tr("Apply changes")), "primary");
    take->setToolTip(tr("Ctrl+Return"));
    row->addStretch(1);
    row->addWidget(revert);
    row->addWidget(take);
    column->addWidget(m_bar);
    m_editor->setAccessibleName(tr("Manifest"));
    m_pause->setSingleShot(true);
    m_pause->setInterval(kPauseMilliseconds);
    connect(m_pause, &QTimer::timeout, this, &ManifestPane::check);
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), this, nullptr, nullptr,
                          Qt::WidgetWithChildrenShortcut),
            &QShortcut::activated, this, &ManifestPane::applyText);
    connect(take, &QPushButton::clicked, this, &ManifestPane::applyText);
    connect(revert, &QPushButton::clicked, this, &ManifestPane::discard);
    connect(m_editor, &QPlainTextEdit::textChanged, this, &ManifestPane::keepDraft);
    connect(m_other, &QPushButton::clicked, this, [this] {
        if (const auto other = otherManifest(*m_document.snapshot(), m_key))
            emit textRequested(*other);
    });
    // Whoever saves applies what is typed here, too.
    connect(&m_document.drafts(), &Drafts::changed, this, &ManifestPane::load);
    m_bar->hide();
    m_other->hide();
    m_error->hide();
}

void ManifestPane::show(const TextKey &key)
{
    m_key = key;
    load();
}

void ManifestPane::load()
{
    if (m_isFilling)
        return;
    m_place = placeOf(*m_document.snapshot(), m_key);
    const auto *draft = m_document.drafts().find(m_key);
    m_bar->setVisible(draft != nullptr);
    showHead();
    if (!m_place && draft == nullptr) {
        fill({});
        m_editor->setReadOnly(true);
        showFault({});
        return;
    }
    const auto &base = draft != nullptr ? draft->base : m_place->text;
    m_hasCrLf = base.find("\r\n") != std::string::npos;
    fill(draft != nullptr ? draft->text : m_place->text);
    // Text that would not come back byte for byte is shown, not edited.
    m_editor->setReadOnly(draft == nullptr && bytes() != m_place->text);
    if (draft != nullptr)
        check();
    else
        showFindings();
}

void ManifestPane::fill(const std::string &text)
{
    const QScopedValueRollback filling(m_isFilling, true);
    const int line = m_place ? m_place->firstLine : 1;
    if (bytes() == text && m_editor->firstLine() == line)
        return; // the line that is shown stays so
    if (bytes() != text)
        m_editor->setPlainText(QString::fromStdString(text));
    m_editor->setFirstLine(line);
}

void ManifestPane::showHead()
{
    const bool isDraft = m_document.drafts().find(m_key) != nullptr;
    auto words = tr("This object has no manifest of its own: another one makes it.");
    if (m_place)
        words = placeText({m_place->file, static_cast<std::uint32_t>(m_place->firstLine), 1},
                          m_document.design().files);
    else if (isDraft)
        words = titleOf(m_key);
    m_where->setText(isDraft ? tr("%1 · not applied yet").arg(words) : words);
    const auto other = otherManifest(*m_document.snapshot(), m_key);
    m_other->setVisible(other.has_value());
    if (other)
        m_other->setText(other->object.group.empty() ? tr("Kubernetes' Node") : tr("Calico's Node"));
}

std::string ManifestPane::bytes() const
{
    auto text = m_editor->toPlainText();
    if (m_hasCrLf)
        text.replace(QLatin1Char('\n'), QLatin1String("\r\n"));
    return text.toStdString();
}

void ManifestPane::keepDraft()
{
    if (m_isFilling)
        return;
    const auto *before = m_document.drafts().find(m_key);
    if (before == nullptr && !m_place)
        return;
    {
        const QScopedValueRollback typing(m_isFilling, true);
        m_document.drafts().keep(m_key, {before != nullptr ? before->base : m_place->text, bytes()});
    }
    if (m_document.drafts().find(m_key) == nullptr) {
        m_pause->stop();
        load(); // the manifest may have been changed elsewhere since the typing began
        return;
    }
    m_bar->show();
    showHead();
    m_pause->start();
}

void ManifestPane::check()
{
    const auto number = ++m_checkNumber;
    const auto *draft = m_document.drafts().find(m_key);
    if (draft == nullptr) {
        showFindings();
        return;
    }
    runInBackground(
        this,
        [snapshot = m_document.snapshot(), key = m_key, draft = *draft] {
            return tryText(*snapshot, key, draft);
        },
        [this, number](const Result<TextTrial> &trial) {
            if (number == m_checkNumber)
                showTrial(trial);
        });
}

void ManifestPane::showTrial(const Result<TextTrial> &trial)
{
    if (!trial) {
        m_editor->setMarks({});
        showFault(sentence(trial.error()));
        return;
    }
    std::map<int, ManifestEdit::Mark> marks;
    const Diagnostic *worst = trial->fault ? &*trial->fault : nullptr;
    for (const auto &finding : trial->findings) {
        marks.emplace(static_cast<int>(finding.at.line),
                      ManifestEdit::Mark{finding.severity, sentence(finding.message)});
        if (worst == nullptr && finding.severity == Severity::Error)
            worst = &finding;
    }
    m_editor->setMarks(std::move(marks));
    showFault(worst != nullptr ? sentence(*worst) : QString());
}

void ManifestPane::showFault(const QString &sentence)
{
    m_error->setText(sentence);
    m_error->setVisible(!sentence.isEmpty());
}

void ManifestPane::showFindings()
{
    ++m_checkNumber; // what is being checked is not shown any more
    std::map<int, ManifestEdit::Mark> marks;
    for (const auto &finding : m_document.analysis()->findings) {
        if (m_place && finding.at.file == m_place->file)
            marks.emplace(static_cast<int>(finding.at.line),
                          ManifestEdit::Mark{finding.severity, sentence(finding.message)});
    }
    m_editor->setMarks(std::move(marks));
    showFault({});
}

void ManifestPane::applyText()
{
    if (m_document.drafts().find(m_key) == nullptr)
        return;
    const auto place = m_place;
    if (const auto fault = applyDraft(m_document, m_key)) {
        check();
        showFault(fault->sentence);
        if (fault->line > 0)
            m_editor->showLine(fault->line);
        return;
    }
    if (place)
        emit applied({place->file, static_cast<std::uint32_t>(place->firstLine), 1});
}

void ManifestPane::discard()
{
    m_document.drafts().drop(m_key);
}

} // namespace podloom::app
