#include "app/main/compare_dialog.h"

#include "app/document/background.h"
#include "app/theme/colors.h"
#include "app/theme/theme.h"
#include "app/theme/widgets.h"
#include "app/tools/line_diff.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTextBlock>
#include <QVBoxLayout>

#include <algorithm>

namespace podloom::app {

namespace {

/// Of a portion: so many are added within a frame.
constexpr std::size_t kPortion = 400;
/// What is done sooner shows no progress.
constexpr int kPatienceMs = 300;

/// One's own side of a conflict, as a value for another thread.
struct Side {
    std::string name{};
    std::string theirs{};
    SnapshotPointer own{}; ///< null for what is no manifest
    std::size_t file = 0;
    std::string text{}; ///< without `own`

    std::string_view mine() const { return own ? own->bytes(file) : std::string_view(text); }
};

Side sideOf(const Document &document, const std::string &name, const std::string &theirs)
{
    const auto &snapshot = document.snapshot();
    for (std::size_t file = 0; file < snapshot->fileCount(); ++file) {
        if (snapshot->fileName(file) == name)
            return {name, theirs, snapshot, file, {}};
    }
    const auto layout = document.diskState().layoutFile.string();
    return {name, theirs, {}, 0, name == layout ? formatLayout(document.layout()) : std::string()};
}

} // namespace

CompareDialog::CompareDialog(const Document &document, QWidget *parent)
    : QDialog(parent),
      m_view(withRole(new QPlainTextEdit, "code")),
      m_doing(label(tr("Comparing…"), "dim")),
      m_progress(new QProgressBar)
{
    setWindowTitle(tr("Compare with the disk"));
    resize(820, 560);
    m_view->setReadOnly(true);
    m_view->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_view->setFont(app::font(TextRole::Mono));
    m_view->setAccessibleName(tr("Differences"));
    m_view->setUndoRedoEnabled(false);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(4);
    m_progress->setAccessibleName(m_doing->text());
    m_next.setInterval(0);
    connect(&m_next, &QTimer::timeout, this, &CompareDialog::showMore);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    const auto add = [&](const QString &text, const QString &help, const char *role, Answer answer) {
        auto *button = withRole(new QPushButton(text), role);
        button->setToolTip(help);
        buttons->addButton(button, QDialogButtonBox::AcceptRole);
        connect(button, &QPushButton::clicked, this, [this, answer] { done(answer); });
    };
    add(tr("Take theirs"), tr("The files as they are on the disk; undo brings your version back."),
        "secondary", TakeTheirs);
    add(tr("Overwrite"), tr("Saves your version; undo brings theirs back."), "primary", Overwrite);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 16);
    column->setSpacing(12);
    column->addWidget(label(windowTitle(), "title"));
    column->addWidget(label(tr("Lines with a minus stand only on the disk, where another program wrote them; "
                               "lines with a plus only "
                               "in your version."),
                            "dim"));
    column->addWidget(m_view, 1);
    column->addWidget(m_progress);
    column->addWidget(m_doing);
    column->addWidget(buttons);
    m_progress->hide();
    m_doing->hide();
    connect(&document, &Document::conflictsChanged, this, [this, &document] {
        if (document.conflicts().empty())
            reject(); // there is nothing to decide any more
        else
            compare(document);
    });
    compare(document);
}

void CompareDialog::compare(const Document &document)
{
    const auto number = ++m_number;
    m_next.stop();
    m_lines.clear();
    m_shown = 0;
    m_isDone = false;
    m_view->clear();
    m_progress->setRange(0, 0); // how long comparing takes is not known
    QTimer::singleShot(kPatienceMs, this, [this] {
        m_progress->setVisible(!m_isDone);
        m_doing->setVisible(!m_isDone);
    });
    std::vector<Side> sides;
    for (const auto &[name, theirs] : document.conflicts())
        sides.push_back(sideOf(document, name, theirs));
    const auto compute = [sides = std::move(sides)] {
        std::vector<Line> out;
        for (const auto &side : sides) {
            out.push_back({Line::Kind::Head, QString::fromStdString(side.name)});
            for (const auto &line : lineDiff(side.theirs, side.mine())) {
                const auto kind = line.kind == DiffLine::Kind::Removed ? Line::Kind::Removed
                                : line.kind == DiffLine::Kind::Added   ? Line::Kind::Added
                                : line.kind == DiffLine::Kind::Left    ? Line::Kind::Left
                                                                       : Line::Kind::Same;
                out.push_back({kind, QString::fromStdString(line.text)});
            }
        }
        return out;
    };
    runInBackground(this, compute, [this, number](std::vector<Line> lines) {
        if (number != m_number)
            return;
        m_lines = std::move(lines);
        m_progress->setRange(0, static_cast<int>(m_lines.size()));
        m_next.start();
    });
}

void CompareDialog::showMore()
{
    const auto end = std::min(m_lines.size(), m_shown + kPortion);
    for (; m_shown < end; ++m_shown)
        addLine(m_lines[m_shown]);
    m_progress->setValue(static_cast<int>(m_shown));
    if (m_shown < m_lines.size())
        return;
    m_next.stop();
    m_isDone = true;
    m_progress->hide();
    m_doing->hide();
}

void CompareDialog::addLine(const Line &line)
{
    using Kind = Line::Kind;
    QTextCharFormat look;
    auto text = QStringLiteral("  ") + line.text;
    if (line.kind == Kind::Head) {
        look.setFontWeight(QFont::Bold);
        text = line.text;
    } else if (line.kind == Kind::Removed) {
        look.setForeground(colors().down);
        text[0] = QLatin1Char('-');
    } else if (line.kind == Kind::Added) {
        look.setForeground(colors().up);
        text[0] = QLatin1Char('+');
    } else if (line.kind == Kind::Left) {
        look.setForeground(colors().dim);
        text = QStringLiteral("⋯");
    }
    // A cursor of its own: what is scrolled to and selected stays.
    QTextCursor cursor(m_view->document());
    cursor.movePosition(QTextCursor::End);
    if (m_shown > 0)
        cursor.insertBlock();
    cursor.insertText(text, look);
}

} // namespace podloom::app
