#include "app/main/find_bar.h"

#include "app/canvas/canvas_scene.h"
#include "app/canvas/canvas_view.h"
#include "app/document/background.h"
#include "app/theme/widgets.h"
#include "app/tools/find_objects.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>

#include <algorithm>
#include <utility>

namespace podloom::app {

namespace {

constexpr int kWidth = 400;
constexpr int kMargin = 12;

} // namespace

FindBar::FindBar(Document &document, Selection &selection, CanvasView &canvas)
    : QFrame(&canvas),
      m_document(document),
      m_selection(selection),
      m_canvas(canvas),
      m_field(new QLineEdit(this)),
      m_count(label({}, "dim", this))
{
    withRole(this, "popup");
    setObjectName(QStringLiteral("find"));
    m_field->setPlaceholderText(tr("Name, kind, label or address"));
    m_field->setAccessibleName(tr("Find in the drawing"));
    m_field->setClearButtonEnabled(true);
    m_count->setWordWrap(false);
    m_count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 6, 8, 6);
    row->setSpacing(6);
    row->addWidget(m_field, 1);
    row->addWidget(m_count);
    m_field->installEventFilter(this);
    canvas.installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, [this] { look(true); });
    connect(&document, &Document::analysisChanged, this, [this] {
        if (isVisible())
            look(false);
    });
    hide();
}

void FindBar::popUp()
{
    place();
    show();
    raise();
    m_field->setFocus();
    m_field->selectAll();
    look(false);
}

void FindBar::place()
{
    const auto width = std::min(kWidth, m_canvas.width() - 2 * kMargin);
    setGeometry(m_canvas.width() - width - kMargin, kMargin, width, sizeHint().height());
}

/// `isNew`: other words, so that the first match is shown; else the design is another.
void FindBar::look(bool isNew)
{
    m_isLooking = true;
    runInBackground(
        this,
        [analysis = m_document.analysis(), text = m_field->text()] { return findObjects(*analysis, text); },
        [this, isNew, number = ++m_newest](std::vector<ObjectId> found) {
            if (number == m_newest)
                take(std::move(found), isNew);
        });
}

void FindBar::take(std::vector<ObjectId> found, bool isNew)
{
    m_isLooking = false;
    const auto before = m_current < m_found.size() ? std::optional(m_found[m_current]) : std::nullopt;
    m_found = std::move(found);
    const auto same = before ? std::find(m_found.begin(), m_found.end(), *before) : m_found.end();
    m_current = same == m_found.end() ? 0 : static_cast<std::size_t>(same - m_found.begin());
    if (isNew) {
        m_current = 0;
        if (!m_found.empty())
            m_selection.reveal(ObjectId(m_found.front()));
    }
    showCurrent();
    if (const auto steps = std::exchange(m_steps, 0); steps != 0)
        step(steps);
}

void FindBar::step(int by)
{
    if (m_isLooking) {
        m_steps += by;
        return;
    }
    if (m_found.empty())
        return;
    const auto count = static_cast<int>(m_found.size());
    m_current = static_cast<std::size_t>(((static_cast<int>(m_current) + by) % count + count) % count);
    m_selection.reveal(ObjectId(m_found[m_current]));
    showCurrent();
}

void FindBar::showCurrent()
{
    if (m_found.empty()) {
        m_count->setText(m_field->text().trimmed().isEmpty() ? QString() : tr("nothing found"));
        return;
    }
    const auto &id = m_found[m_current];
    const auto count = tr("%1 of %2").arg(m_current + 1).arg(m_found.size());
    const bool isDrawn = m_canvas.canvas() != nullptr && !m_canvas.canvas()->rectOf(id).isEmpty();
    m_count->setText(isDrawn ? count : tr("%1, not in this drawing").arg(count));
}

void FindBar::close()
{
    hide();
    m_canvas.setFocus();
}

bool FindBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_canvas && event->type() == QEvent::Resize)
        place();
    const bool isOverride = event->type() == QEvent::ShortcutOverride;
    if (watched != m_field || (event->type() != QEvent::KeyPress && !isOverride))
        return QFrame::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (isOverride) {
        if (key->key() == Qt::Key_Escape) // closes, whatever is chosen
            event->accept();
        return key->key() == Qt::Key_Escape;
    }
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter: step(key->modifiers().testFlag(Qt::ShiftModifier) ? -1 : 1); return true;
    case Qt::Key_Down: step(1); return true;
    case Qt::Key_Up: step(-1); return true;
    case Qt::Key_Escape: close(); return true;
    default: return QFrame::eventFilter(watched, event);
    }
}

} // namespace podloom::app
