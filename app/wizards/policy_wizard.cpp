#include "app/wizards/policy_wizard.h"

#include "app/document/background.h"
#include "app/panels/words.h"
#include "core/manifest/encode.h"
#include "core/policy/diff.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace podloom::app {

namespace {

QString qs(const std::string &text)
{
    return QString::fromStdString(text);
}

struct Effect {
    std::optional<Error> refused{}; ///< why the edit cannot be made
    std::size_t gained = 0;
    std::size_t lost = 0;
    QStringList examples{};
    std::size_t withoutDns = 0;
};

QString connectionText(const policy::Connections &each)
{
    return QStringLiteral("%1 → %2").arg(qs(each.from), qs(each.to));
}

Effect effectOf(const Analysis &before, const Snapshot &snapshot, const Edit &edit)
{
    Effect effect;
    const auto applied = apply(snapshot, edit);
    if (!applied) {
        effect.refused = applied.error();
        return effect;
    }
    const auto after = analyse(applied->snapshot, before.revision + 1);
    const auto difference = policy::difference(before.program, after->program);
    std::set<std::pair<std::string, std::string>> gained;
    std::set<std::pair<std::string, std::string>> lost;
    for (const auto &each : difference.added)
        gained.emplace(each.from, each.to);
    for (const auto &each : difference.removed)
        lost.emplace(each.from, each.to);
    constexpr qsizetype kExamples = 6;
    for (const auto &each : difference.removed) {
        if (const auto text = connectionText(each);
            effect.examples.size() < kExamples && !effect.examples.contains(text))
            effect.examples << text;
    }
    effect.gained = gained.size();
    effect.lost = lost.size();
    effect.withoutDns = difference.withoutDns.size();
    return effect;
}

} // namespace

QString nameOf(Recipe recipe)
{
    switch (recipe) {
    case Recipe::AllowFromWorkload: return PolicyWizard::tr("Let a workload in");
    case Recipe::DenyIngress: return PolicyWizard::tr("Let nothing in");
    case Recipe::AllowIngress: return PolicyWizard::tr("Let everything in");
    case Recipe::DenyEgress: return PolicyWizard::tr("Let nothing out");
    case Recipe::AllowEgress: return PolicyWizard::tr("Let everything out");
    case Recipe::DenyAll: return PolicyWizard::tr("Let nothing in and nothing out");
    case Recipe::AllowFromNamespace: return PolicyWizard::tr("Let a whole namespace in");
    case Recipe::AllowDns: return PolicyWizard::tr("Let names be asked for (DNS)");
    case Recipe::AllowFromLoadBalancer: break;
    }
    return PolicyWizard::tr("Let outside ranges in (load balancer)");
}

PolicyWizard::PolicyWizard(Document &document, const Selection &selection, QWidget *parent)
    : WizardDialog(
        document, tr("New policy"),
        tr("Who may reach whom, on which ports. At the right stand the manifests and what they change."),
        tr("Add policy"), parent),
      m_recipe(new QComboBox(this)),
      m_namespace(new QComboBox(this)),
      m_workload(new QComboBox(this)),
      m_from(new QComboBox(this)),
      m_fromNamespace(new QComboBox(this)),
      m_ranges(new QLineEdit(this)),
      m_ports(new QLineEdit(this)),
      m_pause(new QTimer(this)),
      m_bothSides(new QCheckBox(tr("Let it go out there, too"), this))
{
    setObjectName(QStringLiteral("policy-wizard"));
    constexpr int kPauseMs = 200;
    m_pause->setSingleShot(true);
    m_pause->setInterval(kPauseMs);
    connect(m_pause, &QTimer::timeout, this, &PolicyWizard::askEffect);
    for (const auto recipe : kRecipes)
        m_recipe->addItem(nameOf(recipe), static_cast<int>(recipe));
    const bool hasSeveral = document.design().clusterNames().size() > 1;
    for (const auto &each : document.design().namespaces) {
        const auto name = qs(each.meta.id.name);
        const QStringList place{qs(each.meta.id.cluster), name};
        m_namespace->addItem(hasSeveral ? place.join(QLatin1Char(':')) : name, place);
        if (m_fromNamespace->findText(name) < 0)
            m_fromNamespace->addItem(name);
    }
    for (const auto &each : document.design().workloads) {
        if (!each.owner)
            m_from->addItem(titleOf(each.meta.id), QVariant::fromValue(each.meta.id));
    }
    m_ranges->setPlaceholderText(QStringLiteral("192.0.2.0/24, 2001:db8::/32"));
    m_ports->setPlaceholderText(tr("TCP 80, 443, UDP 53; empty: every port"));
    m_bothSides->setToolTip(
        tr("Where a policy isolates the other side for what goes out, it has to be allowed there as well"));
    form()->addRow(tr("What it shall do"), m_recipe);
    form()->addRow(tr("Namespace"), m_namespace);
    form()->addRow(tr("For whom"), m_workload);
    form()->addRow(tr("Who may come in"), m_from);
    form()->addRow(tr("Which namespace may come in"), m_fromNamespace);
    form()->addRow(tr("Which ranges may come in"), m_ranges);
    form()->addRow(tr("Ports"), m_ports);
    form()->addRow(QString(), m_bothSides);
    below()->addStretch();
    showHead(tr("What it changes"));
    choose(selection);
    connect(m_namespace, &QComboBox::currentTextChanged, this, [this] {
        fillWorkloads();
        refresh();
    });
    connect(m_recipe, &QComboBox::currentIndexChanged, this, [this] {
        showQuestions();
        refresh();
    });
    for (auto *box : {m_workload, m_from, m_fromNamespace})
        connect(box, &QComboBox::currentIndexChanged, this, [this] { refresh(); });
    for (auto *field : {m_ranges, m_ports})
        connect(field, &QLineEdit::textChanged, this, [this] { refresh(); });
    connect(m_bothSides, &QCheckBox::toggled, this, [this] { refresh(); });
    showQuestions();
    refresh();
}

void PolicyWizard::choose(const Selection &selection)
{
    const auto &design = document().design();
    const auto workloadOf = [&](const ObjectId &id) {
        const auto *pod = design.pods.find(id);
        return design.workloads.find(pod && pod->owner ? *pod->owner : id);
    };
    const auto *subject = selection.primary() ? workloadOf(*selection.primary()) : nullptr;
    if (subject != nullptr)
        m_namespace->setCurrentIndex(
            m_namespace->findData(QStringList{qs(subject->meta.id.cluster), qs(subject->meta.id.ns)}));
    fillWorkloads();
    if (subject != nullptr)
        m_workload->setCurrentIndex(m_workload->findText(qs(subject->meta.id.name)));
    for (const auto &id : selection.objects()) {
        const auto *other = workloadOf(id);
        if (other != nullptr && other != subject)
            m_from->setCurrentIndex(m_from->findText(titleOf(other->meta.id)));
    }
}

void PolicyWizard::fillWorkloads()
{
    const QSignalBlocker quiet(m_workload);
    m_workload->clear();
    m_workload->addItem(tr("All pods of the namespace"));
    for (const auto &each : document().design().workloads) {
        const QStringList place{qs(each.meta.id.cluster), qs(each.meta.id.ns)};
        if (!each.owner && place == m_namespace->currentData().toStringList())
            m_workload->addItem(qs(each.meta.id.name), QVariant::fromValue(each.meta.id));
    }
}

void PolicyWizard::showQuestions()
{
    const auto recipe = static_cast<Recipe>(m_recipe->currentData().toInt());
    form()->setRowVisible(m_from, hasFrom(recipe));
    form()->setRowVisible(m_bothSides, hasFrom(recipe));
    form()->setRowVisible(m_fromNamespace, hasFromNamespace(recipe));
    form()->setRowVisible(m_ranges, hasRanges(recipe));
    form()->setRowVisible(m_ports, hasPorts(recipe));
}

PolicyWish PolicyWizard::wish() const
{
    const auto idOf = [](const QComboBox *box) {
        const auto chosen = box->currentData();
        return chosen.canConvert<ObjectId>() ? std::optional(chosen.value<ObjectId>()) : std::nullopt;
    };
    return {.recipe = static_cast<Recipe>(m_recipe->currentData().toInt()),
            .cluster = m_namespace->currentData().toStringList().value(0).toStdString(),
            .ns = m_namespace->currentData().toStringList().value(1).toStdString(),
            .workload = idOf(m_workload),
            .from = idOf(m_from),
            .fromNamespace = m_fromNamespace->currentText().toStdString(),
            .ranges = m_ranges->text().toStdString(),
            .ports = m_ports->text().toStdString(),
            .opensTheOtherSide = m_bothSides->isChecked()};
}

Edit PolicyWizard::edit(const std::vector<Json> &policies) const
{
    Edit out;
    for (const auto &policy : policies)
        out.steps.emplace_back(AddObject{policy, {}});
    return out;
}

void PolicyWizard::refresh()
{
    ++m_asked;
    const auto policies = policiesFor(wish(), document().design());
    if (!policies) {
        showLines({});
        showManifests({});
        showProblem(sentence(policies.error()));
        return;
    }
    QStringList texts;
    for (const auto &policy : *policies)
        texts << qs(toYaml(policy));
    showManifests(texts.join(QStringLiteral("---\n")));
    showProblem({});
    showLines({tr("Comparing…")});
    m_pause->start(); // one comparison when the typing has ended
}

void PolicyWizard::askEffect()
{
    const auto policies = policiesFor(wish(), document().design());
    if (!policies)
        return;
    auto compute = [edit = edit(*policies), snapshot = document().snapshot(),
                    before = document().analysis()] { return effectOf(*before, *snapshot, edit); };
    runInBackground(this, std::move(compute), [this, number = m_asked](const Effect &effect) {
        if (number != m_asked)
            return;
        QStringList lines;
        if (effect.refused) {
            showLines({});
            showProblem(sentence(*effect.refused));
            return;
        }
        if (effect.gained == 0 && effect.lost == 0)
            lines << tr("No connection changes: other policies say the same already, or overrule it.");
        if (effect.lost > 0)
            lines << tr("%n pairs lose connections.", nullptr, static_cast<int>(effect.lost))
                         + QLatin1Char('\n') + effect.examples.join(QLatin1Char('\n'))
                         + (effect.lost > static_cast<std::size_t>(effect.examples.size())
                                ? QStringLiteral("\n…")
                                : QString());
        if (effect.gained > 0)
            lines << tr("%n pairs gain connections.", nullptr, static_cast<int>(effect.gained));
        if (effect.withoutDns > 0)
            lines << tr("%n pods can no longer ask for names: add the DNS recipe as well.", nullptr,
                        static_cast<int>(effect.withoutDns));
        showLines(lines);
    });
}

bool PolicyWizard::finish()
{
    const auto policies = policiesFor(wish(), document().design());
    if (!policies) {
        showProblem(sentence(policies.error()));
        return false;
    }
    const auto name = qs((*policies)[0]["metadata"]["name"].asString());
    if (const auto done = document().apply(edit(*policies), tr("Add policy %1").arg(name)); !done) {
        showProblem(sentence(done.error()));
        return false;
    }
    emit said(tr("Added policy %1").arg(name));
    return true;
}

} // namespace podloom::app
