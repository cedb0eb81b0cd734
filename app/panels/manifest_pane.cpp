#include "app/panels/manifest_pane.h"

#include "app/panels/words.h"
#include "app/theme/widgets.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace podloom::app {

namespace {

/// The one change that turns `before` into `after`, without what they share at both ends.
Splice spliceBetween(std::uint32_t file, std::size_t offset, std::string_view before, std::string_view after)
{
    const auto isContinuation = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
    std::size_t head = 0;
    while (head < before.size() && head < after.size() && before[head] == after[head])
        ++head;
    while (head > 0
           && ((head < before.size() && isContinuation(before[head]))
               || (head < after.size() && isContinuation(after[head]))))
        --head;
    std::size_t tail = 0;
    const auto most = std::min(before.size(), after.size()) - head;
    while (tail < most && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    while (tail > 0 && isContinuation(before[before.size() - tail]))
        --tail;
    return {file, offset + head, std::string(before.substr(head, before.size() - head - tail)),
            std::string(after.substr(head, after.size() - head - tail))};
}

} // namespace

ManifestPane::ManifestPane(Document &document, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_editor(new ManifestEdit),
      m_bar(new QWidget),
      m_where(label({}, "dim")),
      m_error(label({}, "bad"))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 12);
    column->setSpacing(6);
    m_where->setContentsMargins(4, 0, 4, 0);
    column->addWidget(m_where);
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
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), this, nullptr, nullptr,
                          Qt::WidgetWithChildrenShortcut),
            &QShortcut::activated, this, &ManifestPane::applyText);
    connect(take, &QPushButton::clicked, this, &ManifestPane::applyText);
    connect(revert, &QPushButton::clicked, this, &ManifestPane::load);
    connect(m_editor->document(), &QTextDocument::modificationChanged, this, &ManifestPane::showChanged);
    showChanged(false);
    m_error->hide();
}

std::optional<ManifestPane::Place> ManifestPane::placeOf(const ObjectId &object) const
{
    const auto &snapshot = *m_document.snapshot();
    const auto text = snapshot.manifestText(object);
    for (std::size_t file = 0; file < snapshot.fileCount() && !text.empty(); ++file) {
        const auto bytes = snapshot.bytes(file);
        const std::less<const char *> isBefore;
        if (isBefore(text.data(), bytes.data())
            || isBefore(bytes.data() + bytes.size(), text.data() + text.size()))
            continue;
        const auto offset = static_cast<std::size_t>(text.data() - bytes.data());
        const auto line =
            1 + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(offset), '\n');
        return Place{static_cast<std::uint32_t>(file), offset, std::string(text), static_cast<int>(line)};
    }
    return std::nullopt;
}

void ManifestPane::show(const ObjectId &object)
{
    const bool isSame = object == m_object;
    m_object = object;
    if (!isSame || !m_editor->document()->isModified())
        load();
}

void ManifestPane::load()
{
    const auto before = m_place;
    m_place = placeOf(m_object);
    m_error->hide();
    if (!m_place) {
        m_where->setText(tr("This object has no manifest of its own: another one makes it."));
        m_editor->clear();
        m_editor->setReadOnly(true);
        m_editor->document()->setModified(false);
        return;
    }
    const auto &files = m_document.design().files;
    m_where->setText(placeText({m_place->file, static_cast<std::uint32_t>(m_place->firstLine), 1}, files));
    const auto text = QString::fromStdString(m_place->text);
    m_hasCrLf = text.contains(QLatin1String("\r\n"));
    if (!before || before->text != m_place->text || m_editor->document()->isModified())
        m_editor->setPlainText(text);
    m_editor->setFirstLine(m_place->firstLine);
    // Text that would not come back byte for byte is shown, not edited.
    auto again = m_editor->toPlainText();
    if (m_hasCrLf)
        again.replace(QLatin1Char('\n'), QLatin1String("\r\n"));
    m_editor->setReadOnly(again.toStdString() != m_place->text);
    m_editor->document()->setModified(false);
    std::map<int, ManifestEdit::Mark> marks;
    for (const auto &finding : m_document.analysis()->findings) {
        if (finding.at.file == m_place->file)
            marks.emplace(static_cast<int>(finding.at.line),
                          ManifestEdit::Mark{finding.severity, sentence(finding.message)});
    }
    m_editor->setMarks(std::move(marks));
}

void ManifestPane::applyText()
{
    if (!m_place || !m_editor->document()->isModified())
        return;
    auto text = m_editor->toPlainText();
    if (m_hasCrLf)
        text.replace(QLatin1Char('\n'), QLatin1String("\r\n"));
    const auto splice = spliceBetween(m_place->file, m_place->offset, m_place->text, text.toStdString());
    m_editor->document()->setModified(false);
    const auto done = m_document.applyText({splice}, tr("Edit %1").arg(titleOf(m_object)));
    if (done)
        return;
    m_editor->document()->setModified(true);
    m_error->setText(done.error().code == Errc::Conflict
                         ? tr("The file has changed meanwhile at this place. Discard to see it.")
                         : sentence(done.error()));
    m_error->show();
}

void ManifestPane::showChanged(bool isChanged)
{
    m_bar->setVisible(isChanged);
}

} // namespace podloom::app
