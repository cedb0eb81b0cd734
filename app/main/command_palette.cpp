#include "app/main/command_palette.h"

#include "app/canvas/canvas_item.h"
#include "app/main/actions.h"
#include "app/theme/theme.h"
#include "app/theme/widgets.h"

#include <QAbstractButton>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace podloom::app {

namespace {

constexpr int kWidth = 520;
constexpr int kHeight = 380;
constexpr int kRowHeight = 30;
constexpr std::size_t kMostShown = 60;
constexpr int kDetailRole = Qt::UserRole + 1;

/// Two texts on one row: what it is called, and what it is.
class EntryDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {0, kRowHeight};
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const auto box = QRectF(option.rect).adjusted(4, 1, -4, -1);
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & QStyle::State_Selected) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(colors().accentWash);
            painter->drawRoundedRect(box, 6, 6);
        }
        const auto detail = index.data(kDetailRole).toString();
        const auto small = app::font(TextRole::Small);
        const auto width = QFontMetricsF(small).horizontalAdvance(detail);
        const bool canRun = option.state & QStyle::State_Enabled;
        paintText(*painter, box.adjusted(10, 0, -width - 26, 0), index.data().toString(),
                  app::font(TextRole::Body), canRun ? colors().text : colors().dim);
        paintText(*painter, box.adjusted(box.width() - width - 14, 0, -10, 0), detail, small, colors().dim,
                  Qt::AlignRight | Qt::AlignVCenter);
    }
};

} // namespace

int matchScore(const QString &typed, const QString &text)
{
    int score = 1;
    for (const auto &word : typed.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const auto at = text.indexOf(word, 0, Qt::CaseInsensitive);
        if (at < 0)
            return 0;
        const bool isStart = at == 0 || !text[at - 1].isLetterOrNumber();
        score += at == 0 ? 30 : isStart ? 20 : 5;
        score += word.size() == text.size() ? 20 : 0;
    }
    return score;
}

CommandPalette::CommandPalette(Document &document, Selection &selection, const Actions &actions,
                               QWidget *window)
    : QFrame(window),
      m_document(document),
      m_selection(selection),
      m_actions(actions),
      m_field(new QLineEdit(this)),
      m_list(new QListWidget(this))
{
    withRole(this, "popup");
    setObjectName(QStringLiteral("palette"));
    m_field->setPlaceholderText(tr("Find an object or run an action"));
    m_field->setClearButtonEnabled(true);
    m_list->setItemDelegate(new EntryDelegate(m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(6);
    column->addWidget(m_field);
    column->addWidget(m_list, 1);
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::run);
    hide();
}

void CommandPalette::popUp()
{
    if (isHidden())
        m_before = QApplication::focusWidget();
    collect();
    const auto room = parentWidget()->width();
    resize(std::min(kWidth, room - 40), height());
    move((room - width()) / 2, 52);
    m_field->clear();
    filter();
    show();
    raise();
    m_field->setFocus();
}

void CommandPalette::collect()
{
    m_entries.clear();
    for (auto *action : m_actions.all()) {
        if (!action->isVisible()) // places for recent designs that there are not
            continue;
        const bool canRun = action->isEnabled();
        m_entries.push_back({.text = action->text().remove(QLatin1Char('&')),
                             .detail = canRun ? action->shortcut().toString(QKeySequence::NativeText)
                                              : Actions::needsOf(*action),
                             .action = action,
                             .canRun = canRun});
    }
    std::set<ObjectId> known;
    const auto add = [&](const ObjectId &written) {
        const auto id = chosenAs(written);
        if (!known.insert(id).second)
            return;
        const auto name = id.ns.empty() ? id.name : id.ns + "/" + id.name;
        m_entries.push_back(
            {.text = QString::fromStdString(name), .detail = QString::fromStdString(id.kind), .object = id});
    };
    const auto objects = m_document.snapshot()->objects();
    std::for_each(objects.begin(), objects.end(), add);
    for (const auto &pod : m_document.analysis()->placed.pods) {
        if (pod.owner)
            add(pod.meta.id);
    }
}

void CommandPalette::filter()
{
    const auto typed = m_field->text();
    std::vector<std::pair<int, std::size_t>> found;
    for (std::size_t index = 0; index < m_entries.size(); ++index) {
        const auto &entry = m_entries[index];
        // Nothing typed: actions are what there is to see.
        auto score = typed.isEmpty() ? (entry.action ? 1 : 0)
                   : !entry.canRun   ? matchScore(typed, entry.text)
                                     : matchScore(typed, entry.text + QLatin1Char(' ') + entry.detail);
        if (entry.text.compare(typed, Qt::CaseInsensitive) == 0)
            score += 20; // node-1 goes before node-10
        if (score > 0)
            found.emplace_back(score, index);
    }
    std::stable_sort(found.begin(), found.end(), [this](const auto &a, const auto &b) {
        return std::pair(m_entries[a.second].canRun, a.first)
             > std::pair(m_entries[b.second].canRun, b.first);
    });
    m_list->clear();
    for (std::size_t rank = 0; rank < std::min(found.size(), kMostShown); ++rank) {
        const auto &entry = m_entries[found[rank].second];
        auto *item = new QListWidgetItem(entry.text, m_list);
        item->setData(kDetailRole, entry.detail);
        item->setData(Qt::AccessibleDescriptionRole, entry.detail);
        item->setData(Qt::UserRole, static_cast<int>(found[rank].second));
        if (!entry.canRun)
            item->setFlags(Qt::ItemIsSelectable);
    }
    if (m_list->count() == 0) {
        auto *item = new QListWidgetItem(tr("Nothing is called “%1”").arg(typed), m_list);
        item->setFlags(Qt::NoItemFlags);
        item->setData(Qt::UserRole, -1);
    }
    m_list->setCurrentRow(0);
    fitHeight();
}

void CommandPalette::fitHeight()
{
    const auto around = layout()->contentsMargins();
    const auto without = height() - contentsRect().height() + around.top() + m_field->sizeHint().height()
                       + layout()->spacing() + around.bottom();
    const auto rows = m_list->count() * kRowHeight + 2 * m_list->frameWidth();
    resize(width(), std::min({without + rows, kHeight, parentWidget()->height() - 100}));
}

void CommandPalette::run()
{
    const auto *item = m_list->currentItem();
    const auto index = item ? item->data(Qt::UserRole).toInt() : -1;
    if (index < 0)
        return;
    const auto entry = m_entries[static_cast<std::size_t>(index)];
    if (!entry.canRun)
        return;
    giveKeysBack();
    if (entry.action)
        entry.action->trigger();
    else if (entry.object)
        m_selection.reveal(*entry.object);
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut && watched == m_field)
        hide();
    if (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride)
        return QFrame::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (event->type() == QEvent::ShortcutOverride) {
        if (key->key() == Qt::Key_Escape) // closes, whatever is chosen
            event->accept();
        return key->key() == Qt::Key_Escape;
    }
    const auto step = key->key() == Qt::Key_Down ? 1 : key->key() == Qt::Key_Up ? -1 : 0;
    if (step != 0) {
        m_list->setCurrentRow(std::clamp(m_list->currentRow() + step, 0, m_list->count() - 1));
        return true;
    }
    if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
        run();
        return true;
    }
    if (key->key() == Qt::Key_Escape) {
        giveKeysBack();
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

/// The keys go back to where they were, so that they are about what they were about.
void CommandPalette::giveKeysBack()
{
    const auto before = m_before;
    hide();
    if (before && before->isVisible() && qobject_cast<QAbstractButton *>(before) == nullptr)
        before->setFocus();
    else
        emit keysLeft();
}

} // namespace podloom::app
