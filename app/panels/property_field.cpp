#include "app/panels/property_field.h"

#include "app/theme/colors.h"
#include "app/theme/widgets.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>

#include <algorithm>

namespace podloom::app {

namespace {

using Kind = Property::Kind;

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

PropertyField::PropertyField(const Property &property, QWidget *parent)
    : QWidget(parent),
      m_property(property)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    QWidget *field = nullptr;
    if (property.kind == Kind::Switch) {
        m_switch = new Toggle(this);
        connect(m_switch, &QCheckBox::clicked, this, [this](bool isOn) { emit entered(m_property, isOn); });
        field = m_switch;
    } else if (property.kind == Kind::Action) {
        m_action = withRole(new QPushButton(property.label, this), "link");
        connect(m_action, &QPushButton::clicked, this, [this] { emit entered(m_property, {}); });
        field = m_action;
    } else {
        field = property.kind == Kind::Choice ? makeChoice() : makeText();
    }
    field->setToolTip(property.help);
    field->setAccessibleName(property.label);
    field->setAccessibleDescription(property.help);
    setFocusProxy(field);
    const bool isNarrow = property.kind == Kind::Switch || property.kind == Kind::Action;
    row->addWidget(field, isNarrow ? 0 : 1);
    if (isNarrow)
        row->addStretch(1);
    showValue();
}

QWidget *PropertyField::makeText()
{
    m_text = new ValueField(this);
    connect(m_text, &QLineEdit::editingFinished, this, &PropertyField::enterText);
    return m_text;
}

QWidget *PropertyField::makeChoice()
{
    m_choice = new QComboBox(this);
    m_choice->addItems(m_property.choices);
    m_choice->setMinimumContentsLength(3);
    connect(m_choice, &QComboBox::activated, this, &PropertyField::enterChoice);
    return m_choice;
}

bool PropertyField::suits(const Property &before, const Property &after)
{
    return before.kind == after.kind && before.label == after.label && before.pointer == after.pointer
        && before.object == after.object && before.isMono == after.isMono && before.choices == after.choices
        && before.isRemovable == after.isRemovable && before.unit.isEmpty() == after.unit.isEmpty()
        && std::equal(before.parts.begin(), before.parts.end(), after.parts.begin(), after.parts.end(),
                      suits);
}

void PropertyField::setProperty(const Property &property)
{
    m_property = property;
    showValue();
}

void PropertyField::showValue()
{
    const auto inForce = m_property.value.isEmpty() ? m_property.fallback : m_property.value;
    if (m_switch)
        m_switch->setChecked(inForce == QLatin1String("true"));
    if (m_choice)
        m_choice->setCurrentText(inForce);
    if (!m_text)
        return;
    m_text->setPlaceholderText(m_property.fallback);
    const bool isTyping = m_text->hasFocus() && m_text->isModified();
    if (!isTyping && m_text->text() != m_property.value)
        m_text->setText(m_property.value);
}

void PropertyField::edit()
{
    setFocus(Qt::ShortcutFocusReason);
    if (m_text)
        m_text->selectAll();
}

void PropertyField::enterText()
{
    m_text->setText(m_text->text()); // what is entered is the design's to take back
    const auto text = m_text->text().trimmed();
    if (text == m_property.value) {
        emit mistaken({});
        return;
    }
    if (m_property.kind == Kind::Entry) {
        enterEntry(text);
        return;
    }
    if (text.isEmpty()) {
        emit entered(m_property, {});
        return;
    }
    bool isNumber = false;
    const auto number = text.toLongLong(&isNumber);
    if (m_property.kind != Kind::Text && isNumber)
        emit entered(m_property, std::int64_t{number});
    else if (m_property.kind != Kind::Number)
        emit entered(m_property, text.toStdString());
    else
        emit mistaken(tr("“%1” is no whole number.").arg(text));
}

void PropertyField::enterEntry(const QString &text)
{
    const auto at = text.indexOf(QLatin1Char('='));
    const auto key = text.left(at).trimmed();
    if (at < 0 || key.isEmpty()) {
        emit mistaken(tr("Write it as key=value."));
        return;
    }
    auto made = m_property;
    made.kind = Kind::Text;
    made.label = key;
    made.pointer += '/' + pointerPart(key.toStdString());
    emit entered(made, text.mid(at + 1).trimmed().toStdString());
}

void PropertyField::enterChoice(int index)
{
    const auto inForce = m_property.value.isEmpty() ? m_property.fallback : m_property.value;
    if (m_choice->itemText(index) != inForce)
        emit entered(m_property, m_choice->itemText(index).toStdString());
}

} // namespace podloom::app
