#include "app/panels/property_row.h"

#include "app/theme/state_mark.h"
#include "app/theme/theme.h"
#include "app/theme/widgets.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPainter>
#include <QSignalBlocker>

namespace podloom::app {

namespace {

using Kind = Property::Kind;

constexpr int kLabelWidth = 112;

bool isRule(Kind kind)
{
    return kind == Kind::Allow || kind == Kind::Deny || kind == Kind::Pass;
}

State stateOf(Kind kind)
{
    return kind == Kind::Allow ? State::Up : kind == Kind::Deny ? State::Down : State::Changing;
}

/// A switch: on or off, with a knob that shows which.
class Toggle final : public QCheckBox {
public:
    using QCheckBox::QCheckBox;
    QSize sizeHint() const override { return {34, 20}; }

protected:
    bool hitButton(const QPoint &at) const override { return rect().contains(at); }
    void paintEvent(QPaintEvent *event) override
    {
        Q_UNUSED(event)
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF track(1, (height() - 18) / 2.0, 32, 18);
        const auto &palette = colors();
        painter.setPen(QPen(hasFocus() ? palette.accent : palette.unknown, 1));
        painter.setBrush(isChecked() ? palette.accent : palette.field);
        painter.drawRoundedRect(track, 9, 9);
        painter.setPen(Qt::NoPen);
        painter.setBrush(isChecked() ? palette.onAccent : palette.unknown);
        painter.drawEllipse(QPointF(isChecked() ? track.right() - 9 : track.left() + 9, track.center().y()),
                            6, 6);
    }
};

/// Long words, such as selectors, may break anywhere.
QString breakable(QString text)
{
    return text.replace(QLatin1Char(','), QStringLiteral(",\u200b"))
        .replace(QLatin1Char('/'), QStringLiteral("/\u200b"));
}

/// Ctrl Z takes back what is typed here; when nothing is, the last edit of the design.
class ValueField : public QLineEdit {
public:
    using QLineEdit::QLineEdit;

protected:
    bool event(QEvent *event) override
    {
        if (event->type() == QEvent::ShortcutOverride) {
            const auto &key = *static_cast<QKeyEvent *>(event);
            const bool isBeyond = (key.matches(QKeySequence::Undo) && !isUndoAvailable())
                               || (key.matches(QKeySequence::Redo) && !isRedoAvailable());
            if (isBeyond) {
                event->ignore();
                return true;
            }
        }
        return QLineEdit::event(event);
    }
};

} // namespace

PropertyRow::PropertyRow(const Property &property, QWidget *parent) : QWidget(parent), m_property(property)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 2, 0, 2);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(2);
    if (isRule(property.kind)) {
        makeRule();
        return;
    }
    if (!property.label.isEmpty()) {
        m_label = label(property.label, "dim", this);
        m_label->setFixedWidth(kLabelWidth);
        m_label->setToolTip(property.help);
        m_label->setTextInteractionFlags(Qt::NoTextInteraction);
        grid->addWidget(m_label, 0, 0, property.isEditable() ? Qt::AlignVCenter : Qt::AlignTop);
    }
    const bool isSwitch = property.isEditable() && property.kind == Kind::Switch;
    const int first = m_label ? 1 : 0;
    const int end = property.unit.isEmpty() ? 3 : 2; // a unit stands behind its field
    grid->addWidget(property.isEditable() ? makeField() : makeFact(), 0, first, 1, end - first,
                    isSwitch ? Qt::AlignLeft | Qt::AlignVCenter : Qt::Alignment());
    if (!property.unit.isEmpty()) {
        m_unit = label(property.unit, "dim", this);
        grid->addWidget(m_unit, 0, 2);
    }
    grid->setColumnStretch(1, 1);
    m_error = label({}, "bad", this);
    m_error->hide();
    grid->addWidget(m_error, 1, 1, 1, 2);
    showValue();
}

QWidget *PropertyRow::makeFact()
{
    m_fact = label({}, "small", this);
    if (m_property.isMono)
        m_fact->setFont(app::font(TextRole::Mono));
    m_fact->setWordWrap(true);
    m_fact->setToolTip(m_property.help);
    return m_fact;
}

QWidget *PropertyRow::makeField()
{
    QWidget *field = nullptr;
    if (m_property.kind == Kind::Switch) {
        m_switch = new Toggle(this);
        connect(m_switch, &QCheckBox::clicked, this, &PropertyRow::enterSwitch);
        field = m_switch;
    } else if (m_property.kind == Kind::Choice) {
        m_choice = new QComboBox(this);
        m_choice->addItems(m_property.choices);
        connect(m_choice, &QComboBox::activated, this, &PropertyRow::enterChoice);
        field = m_choice;
    } else {
        m_text = new ValueField(this);
        m_text->setPlaceholderText(m_property.fallback);
        connect(m_text, &QLineEdit::editingFinished, this, &PropertyRow::enterText);
        field = m_text;
    }
    field->setToolTip(m_property.help);
    field->setAccessibleName(m_property.label);
    field->setAccessibleDescription(m_property.help);
    return field;
}

void PropertyRow::makeRule()
{
    auto *grid = qobject_cast<QGridLayout *>(layout());
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    auto *mark = new StateMark(this);
    mark->setState(stateOf(m_property.kind));
    m_label = label(m_property.label, "small", this);
    m_label->setTextInteractionFlags(Qt::NoTextInteraction);
    m_unit = label(m_property.unit, "mono", this);
    m_unit->setTextInteractionFlags(Qt::NoTextInteraction);
    m_unit->setAlignment(Qt::AlignRight | Qt::AlignTop);
    grid->setContentsMargins(0, 4, 0, 4);
    grid->addWidget(mark, 0, 0, Qt::AlignTop);
    grid->addWidget(m_label, 0, 1);
    grid->addWidget(m_unit, 0, 2, Qt::AlignTop);
    grid->setColumnStretch(1, 1);
}

bool PropertyRow::suits(const Property &property) const
{
    return property.kind == m_property.kind && property.label == m_property.label
        && property.pointer == m_property.pointer && property.object == m_property.object
        && property.isMono == m_property.isMono && property.choices == m_property.choices
        && property.unit.isEmpty() == m_property.unit.isEmpty();
}

void PropertyRow::setField(const Property &property)
{
    // What was entered and taken back before anybody told of it still stands in the field.
    const bool isNews = property != m_property;
    m_property = property;
    if (isNews)
        showError({});
    if (isNews || !m_error || m_error->isHidden())
        showValue();
}

void PropertyRow::showValue()
{
    if (m_unit)
        m_unit->setText(m_property.unit);
    if (m_fact)
        m_fact->setText(breakable(m_property.value));
    const auto inForce = m_property.value.isEmpty() ? m_property.fallback : m_property.value;
    if (m_switch)
        m_switch->setChecked(inForce == QLatin1String("true"));
    if (m_choice)
        m_choice->setCurrentText(inForce);
    if (m_text) {
        m_text->setPlaceholderText(m_property.fallback);
        const bool isTyping = m_text->hasFocus() && m_text->isModified();
        if (!isTyping && m_text->text() != m_property.value)
            m_text->setText(m_property.value);
    }
}

void PropertyRow::showError(const QString &text)
{
    if (!m_error)
        return;
    m_error->setText(text);
    m_error->setVisible(!text.isEmpty());
}

void PropertyRow::enterText()
{
    m_text->setText(m_text->text()); // what is entered is the design's to take back
    const auto entered = m_text->text().trimmed();
    if (entered == m_property.value) {
        showError({});
        return;
    }
    if (entered.isEmpty()) {
        emit this->entered(Json());
        return;
    }
    if (m_property.kind == Kind::Text) {
        emit this->entered(entered.toStdString());
        return;
    }
    bool isNumber = false;
    const auto number = entered.toLongLong(&isNumber);
    if (isNumber)
        emit this->entered(std::int64_t{number});
    else
        showError(tr("“%1” is no whole number.").arg(entered));
}

void PropertyRow::enterSwitch(bool isOn)
{
    emit entered(isOn);
}

void PropertyRow::enterChoice(int index)
{
    if (m_choice->itemText(index) != (m_property.value.isEmpty() ? m_property.fallback : m_property.value))
        emit entered(m_choice->itemText(index).toStdString());
}

void PropertyRow::mouseReleaseEvent(QMouseEvent *event)
{
    if (isRule(m_property.kind) && rect().contains(event->position().toPoint()))
        emit clicked();
    QWidget::mouseReleaseEvent(event);
}

} // namespace podloom::app
