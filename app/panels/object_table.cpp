#include "app/panels/object_table.h"

#include "app/panels/panel_stack.h"

#include <QApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <set>

namespace podloom::app {

namespace {

constexpr int kRowHeight = 28;
constexpr int kAround = 8;

} // namespace

ObjectTable::ObjectTable(Document &document, Selection &selection, const LabState &lab, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_selection(selection),
      m_model(new ObjectTableModel(document, lab, this)),
      m_proxy(new QSortFilterProxyModel(this)),
      m_filter(new QLineEdit(this)),
      m_view(new QTableView),
      m_stack(new PanelStack(m_view, this))
{
    m_model->setShown(false);
    m_proxy->setSourceModel(m_model);
    m_proxy->setFilterKeyColumn(-1);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filter->setPlaceholderText(tr("Show rows with…"));
    m_filter->setAccessibleName(tr("Show rows with these words"));
    m_filter->setClearButtonEnabled(true);
    m_view->setModel(m_proxy);
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(-1, Qt::AscendingOrder);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setTabKeyNavigation(false);
    m_view->setAccessibleName(tr("The drawing as a table"));
    m_view->setShowGrid(false);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(kRowHeight);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_view->viewport()->installEventFilter(this);
    connect(m_view->horizontalHeader(), &QHeaderView::sectionResized, this,
            [this] { m_hasOwnWidths |= !m_isFitting && QApplication::mouseButtons() != Qt::NoButton; });
    // Without a lab there is no state to be shown.
    const auto showStates = [this, &lab] {
        if (m_view->isColumnHidden(ObjectTableModel::StateText) == !lab.picture().isUp)
            return;
        m_view->setColumnHidden(ObjectTableModel::StateText, !lab.picture().isUp);
        fitColumns();
    };
    connect(&lab, &LabState::changed, this, showStates);
    showStates();
    connect(&document, &Document::opened, this, [this] {
        m_hasOwnWidths = false;
        fitColumns();
    });
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, kAround, 16, kAround);
    column->setSpacing(6);
    column->addWidget(m_filter);
    column->addWidget(m_stack, 1);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        // Rows that go out of sight stay chosen in the design.
        m_isSyncing = true;
        m_proxy->setFilterFixedString(text);
        m_isSyncing = false;
        takeSelection();
        showState();
    });
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, &ObjectTable::askForMenu);
    connect(m_stack, &PanelStack::actionClicked, m_filter, &QLineEdit::clear);
    connect(&document, &Document::loadingChanged, this, &ObjectTable::showState);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ObjectTable::showState);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ObjectTable::giveSelection);
    connect(m_view, &QTableView::activated, this, [this](const QModelIndex &index) {
        m_selection.reveal(m_model->idAt(m_proxy->mapToSource(index).row()));
    });
    connect(&selection, &Selection::changed, this, &ObjectTable::takeSelection);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ObjectTable::takeSelection);
}

void ObjectTable::showState()
{
    if (m_proxy->rowCount() > 0) {
        m_stack->showContent();
    } else if (m_document.isLoading()) {
        m_stack->showNotice(QStringLiteral("loading"),
                            {QStringLiteral("layout"), tr("Reading the design…"), {}, {}});
    } else if (m_model->rowCount() > 0) {
        m_stack->showNotice(QStringLiteral("filtered"),
                            {QStringLiteral("search"), tr("No row has these words"),
                             tr("None of its columns has them."), tr("Clear the words")});
    } else {
        m_stack->showNotice(QStringLiteral("empty"),
                            {QStringLiteral("layout"),
                             tr("Nothing is drawn yet"),
                             tr("What is drawn stands here, too, a row each: for the keyboard, for screen "
                                "readers, and to sort."),
                             {}});
    }
}

/// By the keyboard at the row, else at the pointer; of a row that is not chosen the row first.
void ObjectTable::askForMenu(QPoint at)
{
    const auto row = m_view->indexAt(at);
    if (row.isValid() && !m_view->selectionModel()->isRowSelected(row.row(), {}))
        m_view->selectRow(row.row());
    emit menuRequested(m_view->viewport()->mapToGlobal(at));
}

/// No row is cut in two at the lower border.
void ObjectTable::fitRows()
{
    const auto *header = m_view->horizontalHeader();
    const auto room = height() - 2 * kAround - layout()->spacing() - m_filter->sizeHint().height()
                    - std::max(header->height(), header->sizeHint().height());
    constexpr int kGiven = kAround - 2; // of the margin, where that shows one row more
    const auto rest = room < 2 * kRowHeight ? 0 : (room + kGiven) % kRowHeight - kGiven;
    auto margins = layout()->contentsMargins();
    margins.setBottom(kAround + rest);
    layout()->setContentsMargins(margins);
}

/// That of its name and of what stands in it, up to a limit; of very many rows some are looked at.
int ObjectTable::widthWanted(int column) const
{
    constexpr int kMostRows = 400;
    constexpr int kInset = 16;
    constexpr int kMost = 260;
    const QFontMetrics words(m_view->font());
    const auto rows = m_model->rowCount();
    int widest = 0;
    for (int row = 0; row < rows; row += 1 + rows / kMostRows)
        widest = std::max(widest, words.horizontalAdvance(m_model->index(row, column).data().toString()));
    return std::max(m_view->horizontalHeader()->sectionSizeHint(column), std::min(widest + kInset, kMost));
}

/// Each as wide as what stands in it; where that is more than there is room, long lists give way first. What
/// is left goes to what something is connected to.
void ObjectTable::fitColumns()
{
    if (m_hasOwnWidths || !isVisible())
        return;
    constexpr int kLeast = 100;
    std::array<int, ObjectTableModel::ColumnCount> widths{};
    auto left = m_view->viewport()->width();
    const auto columns =
        ObjectTableModel::ColumnCount - (m_view->isColumnHidden(ObjectTableModel::StateText) ? 1 : 0);
    for (int column = 0; column < columns; ++column)
        left -= widths[static_cast<std::size_t>(column)] = widthWanted(column);
    for (const auto column : {ObjectTableModel::Addresses, ObjectTableModel::Connected,
                              ObjectTableModel::Name, ObjectTableModel::Place}) {
        const auto least = std::max(kLeast, m_view->horizontalHeader()->sectionSizeHint(column));
        const auto cut = std::clamp(widths[column] - least, 0, std::max(0, -left));
        widths[column] -= cut;
        left += cut;
    }
    widths[ObjectTableModel::Connected] += std::max(0, left);
    m_isFitting = true;
    for (int column = 0; column < columns; ++column)
        m_view->setColumnWidth(column, widths[static_cast<std::size_t>(column)]);
    m_isFitting = false;
}

void ObjectTable::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitRows();
}

bool ObjectTable::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        fitColumns();
    return QWidget::eventFilter(watched, event);
}

void ObjectTable::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_model->setShown(true);
    fitRows();
    fitColumns();
    takeSelection();
    showState();
}

void ObjectTable::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_model->setShown(false);
}

void ObjectTable::takeSelection()
{
    if (m_isSyncing || !isVisible())
        return;
    m_isSyncing = true;
    QItemSelection rows;
    QModelIndex current;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (!m_selection.contains(m_model->idAt(row)))
            continue;
        const auto index = m_proxy->mapFromSource(m_model->index(row, 0));
        rows.select(index, index);
        if (m_selection.primary() == m_model->idAt(row))
            current = index;
    }
    auto *chosen = m_view->selectionModel();
    if (current.isValid()) {
        chosen->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
        m_view->scrollTo(current);
    }
    chosen->select(rows, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_isSyncing = false;
}

void ObjectTable::giveSelection()
{
    if (m_isSyncing)
        return;
    m_isSyncing = true;
    std::set<ObjectId> ids;
    for (const auto &index : m_view->selectionModel()->selectedRows())
        ids.insert(m_model->idAt(m_proxy->mapToSource(index).row()));
    const auto current = m_view->currentIndex();
    std::optional<ObjectId> primary;
    if (current.isValid()) {
        const auto &id = m_model->idAt(m_proxy->mapToSource(current).row());
        if (ids.contains(id))
            primary = id;
    }
    m_selection.set(std::move(ids), primary);
    m_isSyncing = false;
}

} // namespace podloom::app
