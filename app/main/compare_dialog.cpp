#include "app/main/compare_dialog.h"

#include "app/theme/colors.h"
#include "app/theme/theme.h"
#include "app/theme/widgets.h"
#include "app/tools/line_diff.h"

#include <QDialogButtonBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextBlock>
#include <QVBoxLayout>

namespace podloom::app {

namespace {

using Kind = DiffLine::Kind;

/// One's own bytes of a file of the conflicts.
std::string ownBytes(const Document &document, const std::string &name)
{
    const auto &snapshot = *document.snapshot();
    for (std::size_t file = 0; file < snapshot.fileCount(); ++file) {
        if (snapshot.fileName(file) == name)
            return std::string(snapshot.bytes(file));
    }
    return formatLayout(document.layout());
}

void addLine(QPlainTextEdit &view, const QString &text, const QTextCharFormat &look)
{
    QTextCursor cursor(view.document());
    cursor.movePosition(QTextCursor::End);
    if (!view.document()->isEmpty())
        cursor.insertBlock();
    cursor.insertText(text, look);
}

void addDiff(QPlainTextEdit &view, const std::vector<DiffLine> &lines)
{
    for (const auto &line : lines) {
        QTextCharFormat look;
        auto sign = QLatin1String("  ");
        if (line.kind == Kind::Removed) {
            sign = QLatin1String("- ");
            look.setForeground(colors().down);
        } else if (line.kind == Kind::Added) {
            sign = QLatin1String("+ ");
            look.setForeground(colors().up);
        } else if (line.kind == Kind::Left) {
            look.setForeground(colors().dim);
        }
        addLine(view,
                line.kind == Kind::Left ? QStringLiteral("⋯") : sign + QString::fromStdString(line.text),
                look);
    }
}

} // namespace

CompareDialog::CompareDialog(const Document &document, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("Compare with the disk"));
    resize(820, 560);
    auto *view = withRole(new QPlainTextEdit, "code");
    view->setReadOnly(true);
    view->setLineWrapMode(QPlainTextEdit::NoWrap);
    view->setFont(app::font(TextRole::Mono));
    view->setAccessibleName(tr("Differences"));
    for (const auto &[name, theirs] : document.conflicts()) {
        QTextCharFormat head;
        head.setFontWeight(QFont::Bold);
        addLine(*view, QString::fromStdString(name), head);
        addDiff(*view, lineDiff(theirs, ownBytes(document, name)));
    }
    view->moveCursor(QTextCursor::Start);
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
    column->addWidget(view, 1);
    column->addWidget(buttons);
}

} // namespace podloom::app
