#include "app/main/top_bar.h"

#include "app/main/actions.h"
#include "app/theme/colors.h"
#include "app/theme/icons.h"
#include "app/theme/theme.h"
#include "app/theme/widgets.h"

#include <QAction>
#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace podloom::app {

namespace {

const QString kBetween = QStringLiteral(" · ");

/// Facts about the design; in a narrow window the less important ones are not there.
class FactsLabel : public QLabel {
public:
    using QLabel::QLabel;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setPen(colors().dim);
        painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         factsThatFit(text().split(kBetween), fontMetrics(), width()));
    }
};

/// A button that does what an action does, and is disabled when that is.
void bind(QPushButton *button, QAction *action)
{
    button->setVisible(action != nullptr);
    if (action == nullptr)
        return;
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    const auto follow = [button, action] { button->setEnabled(action->isEnabled()); };
    QObject::connect(action, &QAction::changed, button, follow);
    button->setToolTip(action->toolTip());
    follow();
}

} // namespace

QString factsThatFit(QStringList facts, const QFontMetrics &metrics, int width)
{
    const auto isTooLong = [&] { return metrics.horizontalAdvance(facts.join(kBetween)) > width; };
    while (facts.size() > 2 && isTooLong())
        facts.removeAt(facts.size() - 2);
    const auto line = facts.join(kBetween);
    return isTooLong() ? metrics.elidedText(line, Qt::ElideMiddle, width) : line;
}

TopBar::TopBar(Document &document, const LabState &lab, const Actions &actions, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_lab(lab),
      m_name(withRole(new QToolButton(this), "flat")),
      m_facts(withRole(new FactsLabel(this), "dim")),
      m_lenses(new QButtonGroup(this)),
      m_segments(nullptr),
      m_find(withRole(new QPushButton(this), "find")),
      m_plan(withRole(new QPushButton(tr("Plan"), this), "secondary")),
      m_back(withRole(new QPushButton(tr("Take back"), this), "secondary")),
      m_deploy(withRole(new QPushButton(tr("Deploy to lab"), this), "primary"))
{
    setFixedHeight(44);
    auto name = app::font(TextRole::Title);
    name.setPixelSize(15);
    m_name->setText(tr("Podloom"));
    m_name->setFont(name);
    m_name->setPopupMode(QToolButton::InstantPopup);
    m_name->setToolTip(tr("Menu"));
    m_name->setObjectName(QStringLiteral("menu"));
    auto *menu = new QMenu(m_name);
    connect(menu, &QMenu::aboutToShow, this, [menu, &actions] {
        menu->clear();
        actions.fill(*menu);
    });
    m_name->setMenu(menu);

    auto *switcher = withRole(new QFrame(this), "segments");
    switcher->setFixedHeight(30);
    m_segments = new QHBoxLayout(switcher);
    m_segments->setContentsMargins(2, 2, 2, 2);
    m_segments->setSpacing(2);
    connect(m_lenses, &QButtonGroup::idClicked, this,
            [this](int id) { emit lensChosen(m_lenses->button(id)->objectName()); });

    m_find->setFixedSize(220, 28);
    m_find->setObjectName(QStringLiteral("find"));
    auto *hint = new QHBoxLayout(m_find);
    hint->setContentsMargins(10, 0, 10, 0);
    auto *words = withRole(new QLabel(tr("Find or run…"), m_find), "dim");
    auto *key = withRole(new QLabel(tr("Ctrl K"), m_find), "dim");
    key->setObjectName(QStringLiteral("key"));
    for (auto *each : {words, key})
        each->setAttribute(Qt::WA_TransparentForMouseEvents);
    hint->addWidget(words);
    hint->addStretch();
    hint->addWidget(key);
    m_find->setAccessibleName(tr("Find or run"));
    connect(m_find, &QPushButton::clicked, this, &TopBar::findRequested);

    // The switch stays in the middle, whatever stands beside it.
    auto *left = new QHBoxLayout;
    left->setSpacing(8);
    left->addWidget(m_name);
    m_facts->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    left->addWidget(m_facts, 1);
    auto *right = new QHBoxLayout;
    right->setSpacing(12);
    right->addStretch(1);
    right->addWidget(m_find);
    right->addWidget(m_plan);
    right->addWidget(m_back);
    right->addWidget(m_deploy);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 0, 16, 0);
    row->addLayout(left, 1);
    row->addWidget(switcher);
    row->addLayout(right, 1);

    connect(&document, &Document::analysisChanged, this, &TopBar::showDocument);
    connect(&document, &Document::modifiedChanged, this, &TopBar::showDocument);
    connect(&document.drafts(), &Drafts::changed, this, &TopBar::showDocument);
    connect(&document, &Document::loadingChanged, this, &TopBar::showDocument);
    connect(&document, &Document::savingChanged, this, &TopBar::showDocument);
    connect(&lab, &LabState::changed, this, &TopBar::showLab);
    setLabActions(nullptr, nullptr, nullptr);
    showDocument();
    showLab();
}

void TopBar::addLens(const QString &name, const QString &text)
{
    auto *button = withRole(new QPushButton(text, this), "segment");
    button->setObjectName(name);
    button->setCheckable(true);
    m_segments->addWidget(button);
    m_lenses->addButton(button);
}

void TopBar::setLens(const QString &name)
{
    for (auto *button : m_lenses->buttons())
        button->setChecked(button->objectName() == name);
}

void TopBar::setLabActions(QAction *plan, QAction *deploy, QAction *back)
{
    bind(m_plan, plan);
    bind(m_deploy, deploy);
    bind(m_back, back);
    if (back == nullptr)
        return;
    const auto follow = [this, back] {
        m_back->setVisible(back->isEnabled());
        fitFind();
    };
    connect(back, &QAction::changed, m_back, follow);
    follow();
}

void TopBar::showDocument()
{
    const auto &placed = m_document.analysis()->placed;
    const auto paths = m_document.paths();
    QStringList facts{paths.size() < 2 ? m_document.title()
                                       : tr("%1 + %2 more").arg(m_document.title()).arg(paths.size() - 1)};
    if (m_document.isLoading())
        facts << tr("opening…");
    const auto count = [&](std::size_t number, const QString &one, const QString &many) {
        if (number > 0)
            facts << (number == 1 ? one : many.arg(number));
    };
    count(placed.nodes.size(), tr("1 node"), tr("%1 nodes"));
    count(placed.pods.size(), tr("1 pod"), tr("%1 pods"));
    count(m_document.analysis()->program.policies.size(), tr("1 policy"), tr("%1 policies"));
    facts << (m_document.isSaving()            ? tr("saving…")
              : !m_document.drafts().isEmpty() ? tr("typed text is not applied")
              : m_document.isModified()        ? tr("edited")
              : m_document.paths().isEmpty()   ? tr("new")
                                               : tr("saved"));
    const auto text = facts.join(kBetween);
    m_facts->setText(text);
    // All that makes the design, where that is more than the title says.
    m_facts->setToolTip(paths.size() < 2 ? text : text + QLatin1Char('\n') + paths.join(QLatin1Char('\n')));
}

void TopBar::showLab()
{
    const auto &steps = m_lab.picture().planSteps;
    m_plan->setText(steps ? tr("Plan · %1").arg(*steps) : tr("Plan"));
}

void TopBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitFind();
}

/// Ctrl K stays; its field gives room to the lenses, which keep their place, and to what the document is.
void TopBar::fitFind()
{
    constexpr int kRoomForAll = 1240;
    constexpr int kForBack = 240; // on both sides, as the lenses are in the middle
    constexpr int kNarrow = 110;
    constexpr int kWide = 220;
    const bool isNarrow = width() < kRoomForAll + (m_back->isHidden() ? 0 : kForBack);
    m_find->setFixedWidth(isNarrow ? kNarrow : kWide);
    for (auto *hint : m_find->findChildren<QLabel *>(QStringLiteral("key")))
        hint->setVisible(!isNarrow);
}

void TopBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

} // namespace podloom::app
