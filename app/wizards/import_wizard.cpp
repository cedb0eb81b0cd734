#include "app/wizards/import_wizard.h"

#include "app/document/background.h"
#include "app/panels/words.h"
#include "app/theme/widgets.h"
#include "core/os/files.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QVBoxLayout>

#include <filesystem>

namespace podloom::app {

namespace {

/// Every file that may be a manifest or a topology. Errors: what could not be read.
Result<std::vector<InputFile>> readAll(const QStringList &paths)
{
    std::vector<InputFile> out;
    for (const auto &path : paths) {
        const auto files = manifestFiles(path.toStdString());
        if (!files)
            return wrap(files.error(), "import " + path.toStdString());
        for (const auto &file : *files) {
            auto bytes = readFile(file);
            if (!bytes)
                return wrap(std::move(bytes).error(), "import " + file.string());
            const bool isOfFolder = file != std::filesystem::path(path.toStdString());
            const auto name =
                isOfFolder ? file.lexically_relative(path.toStdString()).string() : file.filename().string();
            out.push_back({name, *std::move(bytes)});
        }
    }
    return out;
}

/// "dump.yaml: manifests, 3 objects".
QString lineOf(const ImportedFile &file)
{
    const auto name = QString::fromStdString(file.name);
    if (file.objects == 0)
        return ImportWizard::tr("%1: nothing of a design").arg(name);
    const auto what = file.format == ImportFormat::Containerlab
                        ? ImportWizard::tr("a topology of containerlab")
                    : file.format == ImportFormat::Netlab ? ImportWizard::tr("a topology of netlab")
                                                          : ImportWizard::tr("manifests");
    return file.objects == 1 ? ImportWizard::tr("%1: %2, 1 object").arg(name, what)
                             : ImportWizard::tr("%1: %2, %3 objects").arg(name, what).arg(file.objects);
}

QString lineOf(const ImportRemark &remark)
{
    const auto words = sentence(remark.message);
    return remark.place.empty() ? words : QString::fromStdString(remark.place) + QStringLiteral(": ") + words;
}

/// Below a head; of very many lines the first ones, and how many more there are.
QString partOf(const QString &head, const QStringList &lines)
{
    constexpr int kMost = 200;
    QStringList part{head};
    for (const auto &line : lines.mid(0, kMost))
        part << QStringLiteral("• ") + line;
    if (lines.size() > kMost)
        part << QStringLiteral("• ") + ImportWizard::tr("and %1 more").arg(lines.size() - kMost);
    return part.join(QLatin1Char('\n'));
}

} // namespace

ImportWizard::ImportWizard(Document &document, QWidget *parent)
    : WizardDialog(document, tr("Import"),
                   tr("Manifests from a cluster (kubectl get … -o yaml), a folder of them, or a topology of "
                      "containerlab or netlab. What the design has already stays as it is."),
                   tr("Import"), parent),
      m_chosen(label(tr("Nothing is chosen yet."), "small", this))
{
    setObjectName(QStringLiteral("import-wizard"));
    auto *file = new QPushButton(tr("Choose files…"), this);
    auto *folder = new QPushButton(tr("Choose a folder…"), this);
    below()->addWidget(file);
    below()->addWidget(folder);
    below()->addWidget(m_chosen);
    below()->addStretch();
    connect(file, &QPushButton::clicked, this, [this] {
        const auto paths = QFileDialog::getOpenFileNames(
            this, tr("Files to import"), {}, tr("Manifests and topologies (*.yaml *.yml *.json)"));
        if (!paths.isEmpty())
            read(paths);
    });
    connect(folder, &QPushButton::clicked, this, [this] {
        const auto path = QFileDialog::getExistingDirectory(this, tr("Folder to import"));
        if (!path.isEmpty())
            read({path});
    });
    refresh();
}

void ImportWizard::read(const QStringList &paths)
{
    QStringList names;
    for (const auto &path : paths)
        names << QFileInfo(path).fileName();
    m_chosen->setText(names.join(QStringLiteral(", ")));
    setReady(false);
    showLines({tr("Reading…")});
    auto compute = [paths, snapshot = document().snapshot(),
                    file = document().fileForFirst()]() -> Result<Read> {
        const auto files = readAll(paths);
        if (!files)
            return Failure{files.error()};
        auto report = importFiles(*files);
        if (!report)
            return Failure{std::move(report).error()};
        Read read{.report = *std::move(report)};
        read.edit = editOf(read.report, *snapshot, file);
        return read;
    };
    runInBackground(this, std::move(compute), [this, number = ++m_number](Result<Read> read) {
        if (number != m_number)
            return;
        m_read = read ? *std::move(read) : Read{};
        refresh();
        if (!read)
            showProblem(sentence(read.error()));
        emit reportShown();
    });
}

void ImportWizard::refresh()
{
    showHead(tr("What was understood, and what was not"));
    const auto &report = m_read.report;
    const auto count = m_read.edit.steps.size();
    setReady(count > 0);
    setFinishText(count == 0 ? tr("Import") : tr("Import %n objects", nullptr, static_cast<int>(count)));
    QStringList files;
    QStringList kinds;
    QStringList leftOut;
    for (const auto &file : report.files)
        files << lineOf(file);
    for (const auto &[kind, number] : report.kinds)
        kinds << QStringLiteral("%1 × %2").arg(number).arg(QString::fromStdString(kind));
    for (const auto &remark : report.leftOut)
        leftOut << lineOf(remark);
    QStringList parts;
    if (!files.isEmpty())
        parts << partOf(tr("Read:"), files);
    if (!kinds.isEmpty())
        parts << partOf(tr("Understood:"), {kinds.join(QStringLiteral(", "))});
    if (!leftOut.isEmpty())
        parts << partOf(tr("Not understood, changed or left out:"), leftOut);
    if (parts.isEmpty())
        parts << tr("Choose files or a folder: what is in them is shown here before anything is added.");
    else if (leftOut.isEmpty())
        parts << tr("Everything was understood.");
    showLines(parts);
}

bool ImportWizard::finish()
{
    const auto &edit = m_read.edit; // the dialog keeps the window from the keys: the design is as it was
    if (const auto done = document().apply(edit, tr("Import %1").arg(m_chosen->text())); !done) {
        showProblem(sentence(done.error()));
        return false;
    }
    emit said(tr("Imported %n objects", nullptr, static_cast<int>(edit.steps.size())));
    return true;
}

} // namespace podloom::app
