#include "app/panels/apply_draft.h"

#include "app/panels/words.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace podloom::app {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(podloom::app::ManifestPane)
};

} // namespace

std::optional<DraftFault> applyDraft(Document &document, const TextKey &key)
{
    const auto *draft = document.drafts().find(key);
    if (draft == nullptr)
        return std::nullopt;
    const auto trial = tryText(*document.snapshot(), key, *draft);
    if (!trial)
        return DraftFault{key, 0, sentence(trial.error())};
    if (trial->fault)
        return DraftFault{key, static_cast<int>(trial->fault->at.line), sentence(*trial->fault)};
    const auto done = document.applyText(trial->splices, Words::tr("Edit %1").arg(titleOf(key)));
    if (!done)
        return DraftFault{key, 0, sentence(done.error())};
    document.drafts().drop(key);
    return std::nullopt;
}

std::optional<DraftFault> applyDrafts(Document &document)
{
    const auto drafts = document.drafts().all(); // applying takes them out of it
    for (const auto &[key, draft] : drafts) {
        if (auto fault = applyDraft(document, key))
            return fault;
    }
    return std::nullopt;
}

QString titleOf(const TextKey &key)
{
    return key.object.kind.empty() ? QFileInfo(QString::fromStdString(key.file)).fileName()
                                   : titleOf(key.object);
}

QString sentence(const Diagnostic &finding)
{
    const auto words = sentence(finding.message);
    return finding.at.line == 0 ? words : Words::tr("Line %1: %2").arg(finding.at.line).arg(words);
}

} // namespace podloom::app
