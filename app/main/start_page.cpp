#include "app/main/start_page.h"

#include "app/main/actions.h"
#include "app/theme/theme.h"
#include "app/theme/widgets.h"

#include <QAction>
#include <QDirIterator>
#include <QEvent>
#include <QFile>
#include <QPushButton>
#include <QVBoxLayout>

#include <string_view>

namespace podloom::app {

namespace {

constexpr int kWidth = 620;

QString folder()
{
    return QStringLiteral(":/examples/");
}

} // namespace

StartPage::StartPage(Document &document, const Actions &actions, QWidget *ground)
    : QFrame(ground),
      m_document(document)
{
    withRole(this, "popup");
    setObjectName(QStringLiteral("start"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(28, 24, 28, 24);
    column->setSpacing(12);
    column->addWidget(label(tr("Draw a cluster network, then run it"), "title", this));
    column->addWidget(
        label(tr("Drag a tile from the left onto the drawing, let a wizard begin, or look at an "
                 "example. Nothing is written until you save."),
              "dim", this));
    auto *row = new QHBoxLayout;
    row->setSpacing(10);
    for (const auto *name : {"new-cluster", "import", "open-folder", "open-file"}) {
        auto *action = actions.find(QString::fromLatin1(name));
        auto *button = withRole(new QPushButton(action->text(), this),
                                std::string_view(name) == "new-cluster" ? "primary" : "secondary");
        button->setObjectName(QStringLiteral("start-") + QString::fromLatin1(name));
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        row->addWidget(button);
    }
    row->addStretch();
    column->addLayout(row);
    column->addSpacing(6);
    column->addWidget(sectionHead(tr("Examples"), this));
    auto *examples = new QHBoxLayout;
    examples->setSpacing(10);
    addExample(*examples, QStringLiteral("minimal"), tr("Minimal"),
               tr("Two nodes, two workloads, one policy: the smallest design that is still a network."));
    addExample(*examples, QStringLiteral("shop"), tr("Shop"),
               tr("Two racks with routers, twenty pods in five namespaces, and the policies of a web shop."));
    addExample(
        *examples, QStringLiteral("fabric"), tr("Fabric"),
        tr("Spines and leaves, an AS a rack, six nodes: how routes of pods travel through a data centre."));
    column->addLayout(examples);
    ground->installEventFilter(this);
    connect(&document, &Document::snapshotChanged, this, &StartPage::follow);
    connect(&document, &Document::loadingChanged, this, &StartPage::follow);
    follow();
}

void StartPage::addExample(QLayout &row, const QString &name, const QString &title, const QString &sentence)
{
    auto *card = withRole(new QFrame(this), "card");
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(14, 12, 14, 12);
    column->setSpacing(6);
    column->addWidget(label(title, "strong", card));
    column->addWidget(label(sentence, "small", card), 1);
    auto *open = withRole(new QPushButton(tr("Open a copy"), card), "link");
    open->setObjectName(QStringLiteral("example-") + name);
    open->setAccessibleName(tr("Open a copy of %1").arg(title));
    column->addWidget(open);
    connect(open, &QPushButton::clicked, this, [this, name] { emit exampleChosen(name); });
    row.addWidget(card);
}

QStringList StartPage::exampleNames()
{
    return {QStringLiteral("minimal"), QStringLiteral("shop"), QStringLiteral("fabric")};
}

std::string StartPage::exampleText(const QString &name)
{
    QStringList files;
    QDirIterator all(folder() + name, {QStringLiteral("*.yaml")}, QDir::Files, QDirIterator::Subdirectories);
    while (all.hasNext())
        files << all.next();
    files.sort();
    std::string out;
    for (const auto &path : files) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const auto text = file.readAll().toStdString();
        if (!out.empty() && !text.starts_with("---"))
            out += "---\n";
        out += text;
        if (!out.ends_with('\n'))
            out += '\n';
    }
    return out;
}

void StartPage::follow()
{
    const bool isEmpty = m_document.paths().isEmpty() && m_document.snapshot()->objects().empty();
    const bool isShown = isEmpty && !m_document.isLoading();
    // The keys go to the drawing, not to whatever comes next in the window.
    if (const auto *focused = window()->focusWidget(); !isShown && focused && isAncestorOf(focused))
        parentWidget()->setFocus();
    setVisible(isShown);
    if (isVisible())
        place();
}

void StartPage::place()
{
    const auto room = parentWidget()->size();
    resize(qMin(kWidth, room.width() - 32), heightForWidth(qMin(kWidth, room.width() - 32)));
    move((room.width() - width()) / 2, qMax(12, (room.height() - height()) / 2));
    raise();
}

bool StartPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::Show)
        place();
    return QFrame::eventFilter(watched, event);
}

} // namespace podloom::app
