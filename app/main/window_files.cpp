// How designs come into a window and out of it: opening, saving, recent ones, and what a crash left.
#include "app/canvas/canvas_view.h"
#include "app/canvas/drawing_sheet.h"
#include "app/canvas/note_editor.h"
#include "app/document/background.h"
#include "app/document/file_watch.h"
#include "app/document/journal.h"
#include "app/main/actions.h"
#include "app/main/main_window.h"
#include "app/main/notice_bar.h"
#include "app/main/recent_designs.h"
#include "app/main/save_dialog.h"
#include "app/main/start_page.h"
#include "app/main/status_line.h"
#include "app/panels/inspector_panel.h"
#include "app/panels/words.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QMessageBox>
#include <QPrintDialog>
#include <QPrinter>

#include <utility>

namespace podloom::app {

using Group = Actions::Group;

void MainWindow::makeFileActions()
{
    auto &all = *m_actions;
    all.add(Group::File, QStringLiteral("new"), tr("New design"), QKeySequence::New,
            [this] { openDesign({}); });
    all.add(Group::File, QStringLiteral("open-folder"), tr("Open folder…"), QKeySequence::Open,
            [this] { openPath(true); });
    all.add(Group::File, QStringLiteral("open-file"), tr("Open file…"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O), [this] { openPath(false); });
    auto *reload = all.add(Group::File, QStringLiteral("reload"), tr("Read the files again"),
                           QKeySequence(Qt::Key_F5), [this] { readAgain(); });
    all.addSeparator(Group::File);
    auto *save = all.add(Group::File, QStringLiteral("save"), tr("Save"), QKeySequence::Save,
                         [this] { this->save(); });
    auto *copy = all.add(Group::File, QStringLiteral("save-copy"), tr("Save a copy…"),
                         QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S), [this] { saveCopy(); });
    Actions::setNeeds(*reload, tr("The design has no files yet"));
    Actions::setNeeds(*save, tr("Nothing has changed"));
    Actions::setNeeds(*copy, tr("The design is empty"));
    all.addSeparator(Group::File);
    makePaperActions();
    for (int number = 1; number <= kMostRecent; ++number) {
        auto *action = all.add(Group::File, QStringLiteral("recent-%1").arg(number), {}, {}, [this, number] {
            openDesign(m_recent[static_cast<std::size_t>(number - 1)]->data().toStringList());
        });
        m_recent.push_back(action);
    }
    all.addSeparator(Group::File);
    makeTabActions();
    const auto follow = [this, reload, save, copy] {
        const bool isEmpty = m_document.snapshot()->fileCount() == 0;
        reload->setEnabled(!m_document.paths().isEmpty());
        save->setEnabled(m_document.isModified() || !m_document.drafts().isEmpty()
                         || (m_document.paths().isEmpty() && !isEmpty));
        copy->setEnabled(!isEmpty);
    };
    connect(&m_document, &Document::snapshotChanged, this, follow);
    connect(&m_document, &Document::opened, this, follow);
    connect(&m_document, &Document::modifiedChanged, this, follow);
    connect(&m_document.drafts(), &Drafts::changed, this, follow);
    follow();
    showRecent();
}

void MainWindow::makePaperActions()
{
    auto &all = *m_actions;
    all.add(Group::File, QStringLiteral("export-picture"), tr("Export the drawing…"),
            QKeySequence(Qt::CTRL | Qt::Key_E), [this] { exportPicture(); });
    all.add(Group::File, QStringLiteral("print"), tr("Print…"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_P),
            [this] { print(); });
    all.addSeparator(Group::File);
}

void MainWindow::exportPicture()
{
    const auto path = askWhereToSave(this, tr("Export the drawing, its legend and the addresses"),
                                     m_document.name() + QStringLiteral(".pdf"),
                                     tr("Pictures (*.pdf *.svg *.png)")
                                         + QStringLiteral(";;PDF (*.pdf);;SVG (*.svg);;PNG (*.png)"));
    if (path.isEmpty())
        return;
    exportTo(path);
}

void MainWindow::exportTo(const QString &path)
{
    auto sheet = sheetFor(path, m_document, *m_canvas->canvas());
    if (!sheet) {
        m_notices->add({.key = QStringLiteral("export"), .sentence = sentence(sheet.error()), .isBad = true});
        return;
    }
    drawOnPaper(
        QStringLiteral("export ") + path, tr("Drawing %1…").arg(path),
        [sheet = *std::move(sheet), path](const std::stop_token &stop) {
            return exportSheet(sheet, path, stop);
        },
        tr("Exported %1").arg(path));
}

void MainWindow::print()
{
    const auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    printer->setPageOrientation(QPageLayout::Landscape);
    printer->setDocName(m_document.title());
    QPrintDialog dialog(printer.get(), this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    drawOnPaper(
        QStringLiteral("print %1").arg(++m_prints), tr("Printing…"),
        [printer, sheet = DrawingSheet(m_document, *m_canvas->canvas(), pageOf(*printer))](
            const std::stop_token &stop) -> Status {
            if (printSheet(sheet, *printer, stop) || stop.stop_requested())
                return {};
            return fail(Errc::Unavailable, "print-refused",
                        "the printer takes nothing: choose another one, or export the drawing as a PDF");
        },
        tr("Printed"));
}

/// Beside the work in the window, until it is done or somebody stops it. A newer one of the same key stops
/// it, too, and says alone how it ended.
void MainWindow::drawOnPaper(const QString &key, const QString &doing,
                             std::function<Status(const std::stop_token &)> draw, const QString &done)
{
    const auto stop = std::make_shared<std::stop_source>();
    if (const auto older = std::exchange(m_drawing[key], stop))
        older->request_stop();
    m_notices->add(
        {.key = key, .sentence = doing, .answers = {{tr("Cancel"), [stop] { stop->request_stop(); }}}});
    runInBackground(
        this, [draw = std::move(draw), stop] { return draw(stop->get_token()); },
        [this, key, done, stop](const Status &drawn) {
            const auto own = m_drawing.find(key);
            if (own == m_drawing.end() || own->second != stop)
                return;
            m_drawing.erase(own);
            m_notices->withdraw(key);
            if (drawn && !stop->stop_requested())
                m_status->say(done);
            else if (drawn || drawn.error().code == Errc::Cancelled)
                m_status->say(tr("Cancelled"));
            else
                m_notices->add({.key = key, .sentence = sentence(drawn.error()), .isBad = true});
        });
}

void MainWindow::makeTabActions()
{
    auto &all = *m_actions;
    if (m_isHosted) {
        all.add(Group::File, QStringLiteral("next-tab"), tr("Next design"),
                QKeySequence(Qt::CTRL | Qt::Key_PageDown), [this] { emit tabStepRequested(1); });
        all.add(Group::File, QStringLiteral("previous-tab"), tr("Previous design"),
                QKeySequence(Qt::CTRL | Qt::Key_PageUp), [this] { emit tabStepRequested(-1); });
        all.add(Group::File, QStringLiteral("close"), tr("Close this design"),
                QKeySequence(Qt::CTRL | Qt::Key_W), [this] { emit closeRequested(); });
    }
    all.add(Group::File, QStringLiteral("quit"), tr("Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q), [this] {
        if (m_isHosted)
            emit quitRequested();
        else
            close();
    });
}

void MainWindow::connectFiles()
{
    connect(&m_document, &Document::openFailed, this, [this](const Error &error) {
        endRestore();
        m_notices->add({.key = QStringLiteral("open"), .sentence = sentence(error), .isBad = true});
    });
    connectDisk();
    connect(&m_document, &Document::copyFailed, this, [this](const Error &error) {
        m_notices->add({.key = QStringLiteral("copy"),
                        .sentence = tr("The copy was not saved: %1").arg(sentence(error)),
                        .isBad = true});
    });
    connect(&m_document, &Document::copySaved, this,
            [this](const QString &path) { m_status->say(tr("Saved a copy as %1").arg(path)); });
    connect(&m_document, &Document::opened, this, [this] {
        m_notices->withdraw(QStringLiteral("open"));
        m_notices->withdraw(QStringLiteral("save"));
        m_notices->withdraw(QStringLiteral("settle"));
        m_notices->withdraw(QStringLiteral("joined"));
        if (!m_isStill)
            rememberDesign(m_document.paths());
        showRecent();
    });
    if (m_isStill)
        return;
    connect(&m_document, &Document::opened, this, [this] {
        // A save to a first file says opened, too, while what is restored is still being read.
        if (m_restored && !m_document.isLoading())
            m_restoredRevision = m_document.revision();
    });
    connect(&m_document, &Document::restored, this, &MainWindow::showRestoredDraft);
    new FileWatch(m_document, this);
    m_journal = new Journal(m_document, Journal::standardFolder(), this);
    connect(m_journal, &Journal::failed, this, [this](const Error &error) {
        m_notices->add(
            {.key = QStringLiteral("journal"),
             .sentence = tr("Unsaved edits would not outlive a crash now: %1").arg(sentence(error)),
             .isBad = true});
    });
    connect(m_journal, &Journal::kept, this, [this](quint64 revision) {
        if (!m_restored || !m_restoredRevision || revision < *m_restoredRevision)
            return;
        Journal::discard(*m_restored);
        m_restored.reset();
    });
}

void MainWindow::showRecent()
{
    const auto designs = m_isStill ? QList<QStringList>() : recentDesigns();
    for (std::size_t index = 0; index < m_recent.size(); ++index) {
        const auto paths = designs.value(static_cast<int>(index));
        m_recent[index]->setVisible(!paths.isEmpty());
        m_recent[index]->setData(paths);
        m_recent[index]->setText(paths.isEmpty() ? QString() : tr("Open %1").arg(nameOfDesign(paths)));
    }
}

void MainWindow::openPath(bool isFolder)
{
    const auto path = isFolder ? QFileDialog::getExistingDirectory(this, tr("Open the folder of a design"))
                               : QFileDialog::getOpenFileName(this, tr("Open a file of manifests"), {},
                                                              tr("Manifests (*.yaml *.yml *.json)"));
    if (!path.isEmpty())
        openDesign({path});
}

void MainWindow::openDesign(const QStringList &paths)
{
    if (m_isHosted)
        emit openElsewhere(paths);
    else
        openHere(paths);
}

void MainWindow::tellJoined()
{
    constexpr int kMostNames = 4;
    const auto paths = m_document.paths();
    if (paths.size() < 2)
        return;
    QStringList names;
    for (const auto &path : paths.mid(0, kMostNames))
        names << QFileInfo(QDir::cleanPath(path)).fileName();
    if (paths.size() > kMostNames)
        names << tr("%1 more").arg(paths.size() - kMostNames);
    Notice notice{.key = QStringLiteral("joined"),
                  .sentence = tr("%1 are one design here, of %2 files together.")
                                  .arg(names.join(QStringLiteral(", ")))
                                  .arg(m_document.snapshot()->fileCount())};
    if (m_isHosted)
        notice.answers = {{tr("Open each by itself"), [this, paths] {
                               openHere({paths.front()});
                               for (const auto &path : paths.mid(1))
                                   openDesign({path});
                           }}};
    m_notices->add(std::move(notice));
}

void MainWindow::openExample(const QString &name)
{
    if (!mayClose())
        return;
    endRestore();
    m_document.openText(StartPage::exampleText(name));
    m_canvas->forgetPlaces();
}

void MainWindow::openHere(const QStringList &paths)
{
    if (!mayClose())
        return;
    endRestore();
    if (paths != m_document.paths())
        m_canvas->forgetPlaces();
    m_document.open(paths);
}

void MainWindow::saveCopy()
{
    const bool isFolder = m_document.snapshot()->fileCount() > 1;
    const auto name = isFolder ? m_document.name() + QStringLiteral("-copy")
                               : m_document.name() + QStringLiteral("-copy.yaml");
    const auto path = isFolder ? QFileDialog::getSaveFileName(this, tr("Save a copy in a new folder"), name)
                               : askWhereToSave(this, tr("Save a copy"), name, tr("Manifests (*.yaml)"));
    if (!path.isEmpty())
        m_document.saveCopy(path);
}

bool MainWindow::saveAndWait()
{
    save();
    return m_document.waitForSave() && !m_document.isModified() && m_document.drafts().isEmpty();
}

bool MainWindow::mayClose()
{
    NoteEditor::keepAll(*this);
    // What failed is still modified, and asked about.
    static_cast<void>(m_document.waitForSave());
    if (!m_document.isModified() && m_document.drafts().isEmpty())
        return true;
    QMessageBox question(QMessageBox::NoIcon, tr("Podloom"),
                         tr("Save the changes to %1?").arg(m_document.title()),
                         QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, this);
    question.setDefaultButton(QMessageBox::Save);
    const auto answer = question.exec();
    return answer == QMessageBox::Discard || (answer == QMessageBox::Save && saveAndWait());
}

void MainWindow::offerLeftBehind()
{
    if (!m_journal)
        return;
    m_journal->findLeftBehind([this](std::vector<LeftBehind> found) {
        for (auto &each : found)
            offer(std::make_shared<LeftBehind>(std::move(each)));
    });
}

void MainWindow::offer(const std::shared_ptr<LeftBehind> &left)
{
    const auto &unsaved = left->unsaved;
    const auto name = unsaved.paths.isEmpty() ? tr("a design without a file") : nameOfDesign(unsaved.paths);
    auto sentence = tr("Podloom ended before edits of %1 were saved (%2).")
                        .arg(name, QLocale().toString(unsaved.at, QLocale::ShortFormat));
    if (left->isOutdated)
        sentence += QLatin1Char(' ')
                  + tr("Its files were changed by another program since: restoring shows your version of "
                       "them, and undo brings theirs back.");
    m_notices->add({.key = left->file,
                    .sentence = sentence,
                    .answers = {{tr("Restore"), [this, left] { restore(left); }},
                                {tr("Discard"), [left] { Journal::discard(*left); }}}});
}

void MainWindow::restore(const std::shared_ptr<LeftBehind> &left)
{
    if (!mayClose()) {
        offer(left);
        return;
    }
    endRestore();
    m_restored = left;
    m_document.restoreUnsaved(left->unsaved);
}

/// What was typed over a manifest and is not applied is nowhere else to be seen.
void MainWindow::showRestoredDraft()
{
    const auto &drafts = m_document.drafts().all();
    if (drafts.empty())
        return;
    m_inspector->show();
    m_inspector->showText(drafts.begin()->first, 0);
    m_status->say(tr("Text that you typed over manifests is here again, not applied yet"));
}

void MainWindow::endRestore()
{
    const auto left = std::exchange(m_restored, nullptr);
    const bool wasOpened = std::exchange(m_restoredRevision, std::nullopt).has_value();
    // What never came into the document is in its own journal alone: it stays there, and on offer. What came
    // into it has been saved since, or given up by an answer to "Save the changes?".
    if (left && !wasOpened)
        offer(left);
    else if (left)
        Journal::discard(*left);
}

} // namespace podloom::app
