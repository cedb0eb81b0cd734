#include "app/panels/address_panel.h"

#include "app/panels/cell_grid.h"
#include "app/panels/fact_list.h"
#include "app/panels/fact_model.h"
#include "app/panels/panel_stack.h"
#include "app/theme/colors.h"
#include "app/theme/widgets.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace podloom::app {

namespace {

QString qs(const std::string &text)
{
    return QString::fromStdString(text);
}

/// Whole numbers as long as anybody reads them; IPv6 pools have more blocks than that.
QString counted(double number)
{
    constexpr double kReadable = 1e9;
    return number < kReadable ? QString::number(static_cast<qint64>(number))
                              : QString::number(number, 'g', 2);
}

ObjectId objectOf(const PoolUse &use)
{
    // A pool that is implied stands in its Cluster.
    return use.isWritten ? use.pool.meta.id : ObjectId{"", "podloom.dev", "Cluster", "", use.cluster};
}

GridCell cellOf(const AddressCell &cell)
{
    GridCell out{.words = wordsOf(cell)};
    switch (cell.kind) {
    case AddressCell::Kind::Used: break;
    case AddressCell::Kind::Held: out.look = GridCell::Look::Ready; break;
    case AddressCell::Kind::Lent: out.look = GridCell::Look::Lent; break;
    case AddressCell::Kind::Free: out.look = GridCell::Look::Empty; break;
    case AddressCell::Kind::Reserved: out.look = GridCell::Look::Barred; break;
    }
    return out;
}

} // namespace

AddressPanel::AddressPanel(Document &document, Selection &selection, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_selection(selection),
      m_pools(new FactModel(this)),
      m_list(new FactList),
      m_blocksHead(label({}, "strong")),
      m_blockGrid(new CellGrid),
      m_addressesHead(label({}, "strong")),
      m_addressGrid(new CellGrid),
      m_words(label({}, "dim"))
{
    m_list->setModel(m_pools);
    m_list->setAccessibleName(tr("Pools"));
    m_list->setMostLines(2);
    m_blockGrid->setAccessibleName(tr("Blocks of the pool"));
    m_addressGrid->setAccessibleName(tr("Addresses of the block"));
    auto *content = new QWidget;
    auto *columns = new QHBoxLayout;
    columns->setSpacing(20);
    columns->addWidget(m_list, 5);
    columns->addWidget(makeColumn(m_blocksHead, m_blockGrid), 4);
    columns->addWidget(makeColumn(m_addressesHead, m_addressGrid), 4);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 8, 16, 6);
    column->setSpacing(4);
    column->addLayout(columns, 1);
    m_words->setWordWrap(false);
    m_words->setContentsMargins(14, 0, 0, 0);
    column->addWidget(m_words);
    m_stack = new PanelStack(content);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);

    connect(m_list, &FactList::chosen, this, [this](const QModelIndex &index) { choosePool(index.row()); });
    connect(m_blockGrid, &CellGrid::chosen, this, &AddressPanel::chooseBlock);
    connect(m_addressGrid, &CellGrid::chosen, this, &AddressPanel::chooseAddress);
    connect(m_blockGrid, &CellGrid::hovered, this, [this](int cell) {
        say(cell < 0 ? QString() : wordsOf(*m_document.analysis(), m_blocks[static_cast<std::size_t>(cell)]));
    });
    connect(m_addressGrid, &CellGrid::hovered, this, [this](int cell) {
        say(cell < 0 ? QString() : wordsOf(m_addresses[static_cast<std::size_t>(cell)]));
    });
    connect(&m_document, &Document::analysisChanged, this, &AddressPanel::refresh);
    connect(&m_selection, &Selection::changed, this, &AddressPanel::followSelection);
    refresh();
}

QWidget *AddressPanel::makeColumn(QLabel *head, QWidget *content)
{
    auto *out = new QWidget;
    auto *column = new QVBoxLayout(out);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(6);
    head->setWordWrap(false);
    column->addWidget(head);
    column->addWidget(content, 1);
    return out;
}

void AddressPanel::say(const QString &words)
{
    m_words->setText(words.isEmpty() ? tr("Filled: used by pods · tinted: the node may hand it out · dashed: "
                                          "lent to another node · empty: free · hatched: reserved")
                                     : words);
}

void AddressPanel::refresh()
{
    const auto &analysis = *m_document.analysis();
    std::vector<Fact> facts;
    for (std::size_t index = 0; index < analysis.pools.size(); ++index) {
        const auto &use = analysis.pools[index];
        const auto forecast = forecastOf(analysis, index);
        facts.push_back({.text = tr("%1 · %2").arg(qs(use.pool.meta.id.name), qs(use.pool.cidr.toString())),
                         .sub = forecast.words,
                         .note = use.fill() > 0 && use.fill() < 0.01
                                   ? QStringLiteral("< 1 %")
                                   : tr("%1 %").arg(qRound(use.fill() * 100)),
                         .isWarning = forecast.isSoon,
                         .object = objectOf(use)});
    }
    m_pools->setFacts(std::move(facts));
    if (analysis.pools.empty()) {
        m_stack->showNotice(QStringLiteral("empty"), {QStringLiteral("pool"),
                                                      tr("No pools yet"),
                                                      tr("Add an IP pool, and its blocks and addresses stand "
                                                         "here."),
                                                      {}});
        return;
    }
    m_stack->showContent();
    m_isStale = !isVisible();
    if (m_isStale)
        return; // thousands of blocks are shown once somebody sees them
    showPool(m_pool < analysis.pools.size() ? m_pool : 0);
    followSelection();
}

void AddressPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_isStale)
        refresh();
}

/// Another pool's blocks, the block that was open as far as it is one of them.
void AddressPanel::showPool(std::size_t pool)
{
    const auto &analysis = *m_document.analysis();
    m_pool = pool;
    m_blocks = blocksOf(analysis, pool);
    m_list->setCurrentIndex(m_pools->index(static_cast<int>(pool)));
    std::vector<GridCell> cells;
    int open = m_blocks.empty() ? -1 : 0;
    for (const auto &block : m_blocks) {
        if (analysis.blocks[block.block].cidr.toString() == m_block)
            open = static_cast<int>(cells.size());
        cells.push_back({.fill = block.fill, .words = wordsOf(analysis, block)});
    }
    const auto &use = analysis.pools[pool];
    m_blocksHead->setText(tr("%1: %2 of %3 blocks claimed")
                              .arg(qs(use.pool.meta.id.name))
                              .arg(counted(use.claimedBlocks), counted(use.blocks)));
    m_blockGrid->setCells(std::move(cells), poolColor(pool));
    showBlock(open);
    say({});
}

void AddressPanel::showBlock(int cell)
{
    m_blockGrid->setCurrent(cell);
    m_addresses.clear();
    std::vector<GridCell> cells;
    if (cell >= 0) {
        const auto &analysis = *m_document.analysis();
        const auto &block = analysis.blocks[m_blocks[static_cast<std::size_t>(cell)].block];
        m_block = block.cidr.toString();
        m_addressesHead->setText(tr("%1 on %2").arg(qs(m_block), qs(block.affinity)));
        m_addresses = addressesOf(analysis, m_pool, m_blocks[static_cast<std::size_t>(cell)].block);
        std::transform(m_addresses.begin(), m_addresses.end(), std::back_inserter(cells), cellOf);
    } else {
        m_addressesHead->setText(tr("No node has a block of it"));
    }
    m_addressGrid->setCells(std::move(cells), poolColor(m_pool));
    m_addressGrid->setCurrent(-1);
}

void AddressPanel::choosePool(int row)
{
    showPool(static_cast<std::size_t>(row));
    m_isChoosing = true;
    m_selection.reveal(*m_pools->fact(row).object);
    m_isChoosing = false;
}

void AddressPanel::chooseBlock(int cell)
{
    showBlock(cell);
    const auto &analysis = *m_document.analysis();
    const auto &block = analysis.blocks[m_blocks[static_cast<std::size_t>(cell)].block];
    m_isChoosing = true;
    m_selection.reveal({analysis.pools[m_pool].cluster, "", "Node", "", block.affinity});
    m_isChoosing = false;
}

void AddressPanel::chooseAddress(int cell)
{
    const auto &address = m_addresses[static_cast<std::size_t>(cell)];
    say(wordsOf(address));
    if (!address.pod)
        return;
    m_isChoosing = true;
    m_selection.reveal(*address.pod);
    m_isChoosing = false;
}

/// A pool shows its blocks, a node its first block, a pod the block of its first address.
void AddressPanel::followSelection()
{
    const auto &chosen = m_selection.primary();
    const auto &analysis = *m_document.analysis();
    if (m_isChoosing || m_isStale || !chosen)
        return;
    const auto *pod = chosen->kind == "Pod" ? analysis.placed.pods.find(*chosen) : nullptr;
    for (std::size_t pool = 0; pool < analysis.pools.size(); ++pool) {
        if (objectOf(analysis.pools[pool]) == *chosen) {
            showPool(pool);
            return;
        }
        if (analysis.pools[pool].cluster != chosen->cluster || (chosen->kind != "Node" && !pod))
            continue;
        for (const auto &cell : blocksOf(analysis, pool)) {
            const auto &block = analysis.blocks[cell.block];
            const bool isHere =
                pod ? !pod->ips.empty() && !pod->spec.isHostNetwork && block.cidr.contains(pod->ips.front())
                    : block.affinity == chosen->name;
            if (!isHere)
                continue;
            m_block = block.cidr.toString();
            showPool(pool);
            const auto at = std::find_if(m_addresses.begin(), m_addresses.end(),
                                         [&](const AddressCell &each) { return each.pod == *chosen; });
            if (at != m_addresses.end())
                m_addressGrid->setCurrent(static_cast<int>(at - m_addresses.begin()));
            return;
        }
    }
}

} // namespace podloom::app
