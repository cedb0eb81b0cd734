#include "app/panels/inspector_panel.h"

#include "app/panels/apply_draft.h"
#include "app/panels/fact_list.h"
#include "app/panels/fact_model.h"
#include "app/panels/manifest_pane.h"
#include "app/panels/object_facts.h"
#include "app/panels/panel_stack.h"
#include "app/panels/properties.h"
#include "app/panels/property_form.h"
#include "app/theme/state_mark.h"
#include "app/theme/widgets.h"

#include <QAbstractItemView>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <utility>

namespace podloom::app {

InspectorPanel::InspectorPanel(Document &document, Selection &selection, LabState &lab, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_selection(selection),
      m_lab(lab),
      m_title(label({}, "title")),
      m_subtitle(label({}, "subtitle")),
      m_mark(new StateMark),
      m_tabs(new QTabBar),
      m_pages(new QStackedWidget),
      m_form(new PropertyForm(document, selection)),
      m_pods(makeList(tr("Pods"))),
      m_bgp(makeList(tr("BGP sessions"))),
      m_routes(makeList(tr("Routes"))),
      m_manifest(new ManifestPane(document))
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    for (const auto &name : {tr("Properties"), tr("Pods"), tr("BGP"), tr("Routes"), tr("YAML")})
        m_tabs->addTab(name);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(false); // five words fit, or are cut
    m_tabs->setObjectName(QStringLiteral("parts"));
    m_tabs->setAccessibleName(tr("Parts of the inspector"));
    auto *tabRow = new QHBoxLayout;
    tabRow->setContentsMargins(16, 0, 8, 0);
    tabRow->addWidget(m_tabs);
    column->addLayout(tabRow);
    column->addWidget(hairline(Qt::Horizontal));
    m_pages->addWidget(m_form);
    for (const auto &tab : {m_pods, m_bgp, m_routes})
        m_pages->addWidget(tab.stack);
    m_pages->addWidget(m_manifest);
    column->addWidget(m_pages, 1);

    m_stack = new PanelStack(content);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);

    connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        if (tab == Routes && m_selection.primary())
            refreshLists(); // they may not have been asked for yet
    });
    connect(&m_selection, &Selection::changed, this, &InspectorPanel::refresh);
    connect(&m_selection, &Selection::sourceRequested, this, &InspectorPanel::showSource);
    connect(&m_document, &Document::analysisChanged, this, &InspectorPanel::refresh);
    connect(&m_document.drafts(), &Drafts::changed, this, [this] {
        if (m_text && !m_selection.primary())
            refresh(); // it may be gone with what was typed over it
    });
    connect(m_manifest, &ManifestPane::applied, this, [this](const SourceRef &at) {
        // It may be called otherwise now, or be the first that can be read here.
        if (const auto key = textAt(*m_document.snapshot(), at))
            showText(*key, 0);
    });
    connect(m_manifest, &ManifestPane::textRequested, this, [this](const TextKey &key) { showText(key, 0); });
    connect(&m_lab, &LabState::changed, this, [this] {
        if (m_selection.primary())
            refreshLists();
    });
    refresh();
}

QWidget *InspectorPanel::makeHead()
{
    auto *head = new QWidget;
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(16, 14, 16, 8);
    auto *names = new QVBoxLayout;
    names->setSpacing(2);
    names->addWidget(m_title);
    names->addWidget(m_subtitle);
    row->addLayout(names, 1);
    row->addWidget(m_mark, 0, Qt::AlignTop);
    return head;
}

InspectorPanel::ListTab InspectorPanel::makeList(const QString &name)
{
    ListTab tab{.model = new FactModel(this), .list = new FactList, .stack = nullptr};
    tab.list->setModel(tab.model);
    tab.list->setMostLines(3);
    tab.list->setAccessibleName(name);
    tab.stack = new PanelStack(tab.list);
    connect(tab.list, &FactList::chosen, this, [this, model = tab.model](const QModelIndex &index) {
        if (const auto object = model->fact(index.row()).object)
            m_selection.reveal(*object);
    });
    return tab;
}

void InspectorPanel::showTab(Tab tab)
{
    if (m_tabs->isTabVisible(tab))
        m_tabs->setCurrentIndex(tab);
}

void InspectorPanel::goToTab(Tab tab)
{
    showTab(tab);
    auto *page = m_pages->currentWidget();
    if (auto *list = page->findChild<QAbstractItemView *>())
        list->setFocus();
    else if (auto *text = page->findChild<QPlainTextEdit *>())
        text->setFocus();
    else
        m_tabs->setFocus();
}

QString InspectorPanel::tabTitle(Tab tab) const
{
    return m_tabs->tabText(tab);
}

bool InspectorPanel::hasTab(Tab tab) const
{
    return m_selection.primary() && m_tabs->isTabVisible(tab);
}

void InspectorPanel::editName()
{
    showTab(Properties);
    m_form->editName();
}

void InspectorPanel::showAside(const QString &title, const QString &words)
{
    const bool isNothing = title.isEmpty();
    if (m_selection.primary() || (isNothing && showBareText()))
        return;
    m_stack->showNotice(
        QStringLiteral("empty"),
        {QStringLiteral("info"),
         isNothing ? tr("Nothing is selected") : title,
         isNothing ? tr("Click a node, a pod, a pool or a policy to see everything about it.") : words,
         {}});
}

void InspectorPanel::refresh()
{
    const auto &chosen = m_selection.primary();
    if (m_text && (chosen ? chosenAs(m_text->object) != *chosen : !m_text->object.kind.empty()))
        m_text.reset();
    if (!chosen) {
        showAside({}, {});
        return;
    }
    const auto &analysis = *m_document.analysis();
    const auto head = titleFor(analysis, *chosen);
    m_title->setText(head.name);
    const auto more = static_cast<int>(m_selection.objects().size()) - 1;
    m_subtitle->setText(more > 0 ? tr("%1 · and %2 more selected").arg(head.subtitle).arg(more)
                                 : head.subtitle);
    m_form->show(*chosen, propertiesOf(analysis, *chosen));
    m_manifest->show(m_text.value_or(TextKey{.object = *chosen}));
    refreshLists();
    m_stack->showContent();
}

void InspectorPanel::refreshLists()
{
    const auto &id = *m_selection.primary();
    const auto &analysis = *m_document.analysis();
    const auto &lab = m_lab.picture();
    const auto live = liveState(analysis, lab, id);
    m_mark->setVisible(live.has_value());
    m_mark->setState(live.value_or(State::Unknown));
    m_pods.model->setFacts(podFacts(analysis, lab, id));
    const bool hasPods = id.kind == "Node" || m_pods.model->rowCount() > 0;
    m_bgp.model->setFacts(isMachine(id) ? sessionFacts(analysis, lab, id) : std::vector<Fact>());
    const bool isReady = analysis.routes->areTablesReady();
    m_routes.model->setFacts(isMachine(id) && isReady ? routeFacts(analysis, id) : std::vector<Fact>());
    if (isMachine(id) && !isReady && m_tabs->currentIndex() == Routes
        && std::exchange(m_awaited, analysis.routes) != analysis.routes)
        whenTablesAreReady(this, analysis.routes, [this] {
            if (m_selection.primary())
                refreshLists();
        });
    showTabs(hasPods, isMachine(id), true);
    showEmptyLists();
}

void InspectorPanel::showTabs(bool hasPods, bool isMachine, bool isObject)
{
    const std::map<int, bool> shown{
        {Properties, isObject}, {Pods, hasPods}, {Bgp, isMachine}, {Routes, isMachine}};
    // A tab that goes away leaves the first one in front.
    if (const auto front = shown.find(m_tabs->currentIndex()); front != shown.end() && !front->second)
        m_tabs->setCurrentIndex(isObject ? Properties : Yaml);
    // Only what changes: a tab bar forgets to close a gap when it is told again what it knows.
    for (const auto &[tab, isShown] : shown) {
        if (m_tabs->isTabVisible(tab) != isShown)
            m_tabs->setTabVisible(tab, isShown);
    }
}

/// A document without an object that could be chosen; false when none was asked for or it is gone, and what
/// was typed over it, too.
bool InspectorPanel::showBareText()
{
    if (!m_text || !m_text->object.kind.empty()
        || (!placeOf(*m_document.snapshot(), *m_text) && m_document.drafts().find(*m_text) == nullptr))
        return false;
    m_title->setText(titleOf(*m_text));
    m_subtitle->setText(tr("Text that is no object yet"));
    m_mark->hide();
    showTabs(false, false, false);
    m_manifest->show(*m_text);
    m_stack->showContent();
    return true;
}

void InspectorPanel::showEmptyLists()
{
    const auto show = [](const ListTab &tab, const PanelStack::Notice &whenEmpty) {
        if (tab.model->rowCount() > 0)
            tab.stack->showContent();
        else
            tab.stack->showNotice(QStringLiteral("empty"), whenEmpty);
    };
    show(
        m_pods,
        {QStringLiteral("pod"), tr("No pods here"), tr("No workload of the design places a pod on it."), {}});
    show(m_bgp, {QStringLiteral("router"),
                 tr("No BGP sessions"),
                 tr("Nothing in the design makes it peer: no mesh, no BGPPeer and no link to a router."),
                 {}});
    if (m_document.analysis()->routes->areTablesReady())
        show(m_routes, {QStringLiteral("router"),
                        tr("No routes"),
                        tr("Its table will hold nothing but the networks that it is connected to."),
                        {}});
    else
        m_routes.stack->showNotice(QStringLiteral("busy"),
                                   {QStringLiteral("refresh"), tr("Following every route…"), {}, {}});
}

void InspectorPanel::showSource(const SourceRef &place)
{
    const auto at = m_document.design().lines.inFile(place);
    if (const auto key = textAt(*m_document.snapshot(), at))
        showText(*key, static_cast<int>(at.line));
}

void InspectorPanel::showText(const TextKey &key, int line)
{
    m_text = key;
    if (key.object.kind.empty())
        m_selection.clear();
    else if (m_selection.primary() != chosenAs(key.object))
        m_selection.select(key.object);
    refresh();
    showTab(Yaml);
    if (line > 0)
        m_manifest->showLine(line);
}

} // namespace podloom::app
