#include "app/main/compare_dialog.h"

#include "app/document/background.h"
#include "app/theme/colors.h"
#include "app/theme/theme.h"
#include "app/theme/widgets.h"
#include "app/tools/line_diff.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
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
      m_summary(label({}, "small")),
      m_where(label({}, "dim")),
      m_previous(withRole(new QPushButton(tr("Previous change")), "link")),
      m_following(withRole(new QPushButton(tr("Next change")), "link")),
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
    column->addWidget(makeWays());
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
    m_changes.clear();
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
                out.push_back({kind, kind == Line::Kind::Left ? QString::number(line.line)
                                                              : QString::fromStdString(line.text)});
            }
        }
        return out;
    };
    runInBackground(this, compute, [this, number](std::vector<Line> lines) {
        if (number == m_number)
            take(std::move(lines));
    });
}

void CompareDialog::take(std::vector<Line> lines)
{
    m_lines = std::move(lines);
    m_progress->setRange(0, static_cast<int>(m_lines.size()));
    m_next.start();
    const auto isChange = [](const Line &line) {
        return line.kind == Line::Kind::Removed || line.kind == Line::Kind::Added;
    };
    qsizetype removed = 0;
    qsizetype added = 0;
    for (std::size_t each = 0; each < m_lines.size(); ++each) {
        removed += m_lines[each].kind == Line::Kind::Removed ? 1 : 0;
        added += m_lines[each].kind == Line::Kind::Added ? 1 : 0;
        if (isChange(m_lines[each]) && !isChange(m_lines[each - 1])) // a head stands first
            m_changes.push_back(static_cast<int>(each));
    }
    const QLocale locale;
    m_summary->setText(tr("Lines only on the disk: %1 · only in your version: %2")
                           .arg(locale.toString(removed), locale.toString(added)));
    showWhere();
}

/// What there is in all, and the ways from change to change.
QWidget *CompareDialog::makeWays()
{
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    for (auto *text : {m_summary, m_where})
        text->setWordWrap(false);
    row->addWidget(m_summary, 1);
    row->addWidget(m_where);
    row->addWidget(m_previous);
    row->addWidget(m_following);
    m_following->setShortcut(Qt::Key_F3);
    m_previous->setShortcut(Qt::SHIFT | Qt::Key_F3);
    for (auto *button : {m_previous, m_following}) {
        button->setAutoDefault(false);
        button->setToolTip(button->shortcut().toString(QKeySequence::NativeText));
    }
    connect(m_previous, &QPushButton::clicked, this, [this] { goToChange(-1); });
    connect(m_following, &QPushButton::clicked, this, [this] { goToChange(1); });
    connect(m_view, &QPlainTextEdit::cursorPositionChanged, this, &CompareDialog::showWhere);
    return bar;
}

void CompareDialog::goToChange(int step)
{
    const auto at = m_view->textCursor().blockNumber();
    const auto next = step > 0 ? std::upper_bound(m_changes.begin(), m_changes.end(), at)
                               : std::lower_bound(m_changes.begin(), m_changes.end(), at);
    if (step > 0 ? next == m_changes.end() : next == m_changes.begin())
        return;
    const auto block = m_view->document()->findBlockByNumber(step > 0 ? *next : *std::prev(next));
    if (!block.isValid())
        return; // it is not shown yet
    m_view->setTextCursor(QTextCursor(block));
    m_view->centerCursor();
}

void CompareDialog::showWhere()
{
    const auto at = m_view->textCursor().blockNumber();
    const auto passed = std::upper_bound(m_changes.begin(), m_changes.end(), at) - m_changes.begin();
    const QLocale locale;
    m_where->setText(passed == 0 ? QString()
                                 : tr("Change %1 of %2")
                                       .arg(locale.toString(qlonglong(passed)),
                                            locale.toString(qlonglong(m_changes.size()))));
    m_previous->setEnabled(!m_changes.empty() && at > m_changes.front());
    m_following->setEnabled(!m_changes.empty() && at < m_changes.back());
}

void CompareDialog::showMore()
{
    const auto end = std::min(m_lines.size(), m_shown + kPortion);
    const bool isFirst = m_shown == 0;
    for (; m_shown < end; ++m_shown)
        addLine(m_lines[m_shown]);
    if (isFirst)
        m_view->moveCursor(QTextCursor::Start); // it went along with what was added where it stood
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
        const bool isLast = m_shown + 1 == m_lines.size() || m_lines[m_shown + 1].kind == Kind::Head;
        text = isLast ? QStringLiteral("⋯") : QStringLiteral("⋯  ") + tr("line %1").arg(line.text);
    }
    // A cursor of its own: what is scrolled to and selected stays.
    QTextCursor cursor(m_view->document());
    cursor.movePosition(QTextCursor::End);
    if (m_shown > 0)
        cursor.insertBlock();
    cursor.insertText(text, look);
}

} // namespace podloom::app
