#include "app/wizards/cluster_wizard.h"

#include "app/panels/words.h"
#include "core/routing/network_template.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QFormLayout>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

namespace podloom::app {

namespace {

QSpinBox *number(int value, int most, QWidget *parent)
{
    auto *box = new QSpinBox(parent);
    box->setRange(1, most);
    box->setValue(value);
    box->setGroupSeparatorShown(true);
    return box;
}

QString freeName(const Design &design)
{
    const auto isTaken = [&](const QString &name) {
        return std::any_of(design.clusters.begin(), design.clusters.end(), [&](const Cluster &cluster) {
            return cluster.meta.id.name == name.toStdString();
        });
    };
    auto name = QStringLiteral("prod");
    for (int index = 2; isTaken(name); ++index)
        name = QStringLiteral("prod-%1").arg(index);
    return name;
}

} // namespace

ClusterWizard::ClusterWizard(Document &document, QWidget *parent)
    : WizardDialog(
        document, tr("New cluster"),
        tr("Say how large it shall be; Podloom chooses the numbers and says why. Everything can be "
           "changed afterwards, and one undo takes it all back."),
        tr("Add cluster"), parent),
      m_name(new QLineEdit(freeName(document.design()), this)),
      m_nodes(number(6, 2000, this)),
      m_pods(number(110, 1000, this)),
      m_racks(number(1, 200, this)),
      m_routing(new QComboBox(this))
{
    setObjectName(QStringLiteral("cluster-wizard"));
    m_name->setMaxLength(63);
    m_pods->setToolTip(tr("A kubelet runs 110 pods unless it is told otherwise"));
    m_routing->addItem(tr("What suits the size"), QString());
    for (const auto &each : networkTemplates())
        m_routing->addItem(QCoreApplication::translate("Message", each.summary), QLatin1String(each.name));
    m_routing->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_routing->setMinimumContentsLength(20);
    form()->addRow(tr("Name"), m_name);
    form()->addRow(tr("Nodes"), m_nodes);
    form()->addRow(tr("Pods a node at most"), m_pods);
    form()->addRow(tr("Racks, leaves or sites"), m_racks);
    form()->addRow(tr("How routes travel"), m_routing);
    below()->addStretch();
    showHead(tr("What it will be, and why"));
    connect(m_name, &QLineEdit::textChanged, this, [this] { refresh(); });
    for (auto *box : {m_nodes, m_pods, m_racks})
        connect(box, &QSpinBox::valueChanged, this, [this] { refresh(); });
    connect(m_routing, &QComboBox::currentIndexChanged, this, [this] { refresh(); });
    refresh();
}

ClusterWish ClusterWizard::wish() const
{
    return {.name = m_name->text().toStdString(),
            .nodes = m_nodes->value(),
            .podsPerNode = m_pods->value(),
            .racks = m_racks->value(),
            .routing = m_routing->currentData().toString().toStdString()};
}

void ClusterWizard::refresh()
{
    const auto plan = planCluster(wish(), *document().snapshot());
    if (!plan) {
        showProblem(sentence(plan.error()));
        return;
    }
    QStringList lines;
    for (const auto &reason : plan->reasons)
        lines << sentence(reason);
    showLines(lines);
    showProblem({});
}

bool ClusterWizard::finish()
{
    const auto plan = planCluster(wish(), *document().snapshot());
    if (!plan) {
        showProblem(sentence(plan.error()));
        return false;
    }
    const auto edit = editOf(*plan, *document().snapshot(), document().fileForFirst());
    const auto name = m_name->text();
    if (const auto done = document().apply(edit, tr("Add cluster %1").arg(name)); !done) {
        showProblem(sentence(done.error()));
        return false;
    }
    emit said(tr("Added cluster %1 with %n objects", nullptr, static_cast<int>(edit.steps.size())).arg(name));
    return true;
}

} // namespace podloom::app
