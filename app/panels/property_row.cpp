#include "app/panels/property_row.h"

#include "app/panels/property_field.h"
#include "app/theme/icons.h"
#include "app/theme/state_mark.h"
#include "app/theme/theme.h"
#include "app/theme/widgets.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QToolButton>

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

/// Long words, such as selectors, may break anywhere.
QString breakable(QString text)
{
    return text.replace(QLatin1Char(','), QStringLiteral(",\u200b"))
        .replace(QLatin1Char('/'), QStringLiteral("/\u200b"));
}

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
    if (!property.label.isEmpty() && property.kind != Kind::Action && property.kind != Kind::Group) {
        m_label = label(property.label, "dim", this);
        m_label->setFixedWidth(kLabelWidth);
        m_label->setToolTip(property.help);
        m_label->setTextInteractionFlags(Qt::NoTextInteraction);
        grid->addWidget(m_label, 0, 0, property.isEditable() ? Qt::AlignVCenter : Qt::AlignTop);
    }
    // Behind the field stand its unit and the button that takes it away.
    const int first = m_label ? 1 : 0;
    const int end = 4 - (property.unit.isEmpty() ? 0 : 1) - (property.isRemovable ? 1 : 0);
    grid->addWidget(property.isEditable() ? makeFields() : makeFact(), 0, first, 1, end - first);
    if (!property.unit.isEmpty()) {
        m_unit = label(property.unit, "dim", this);
        grid->addWidget(m_unit, 0, end);
    }
    if (property.isRemovable)
        grid->addWidget(makeRemove(), 0, 3);
    grid->setColumnStretch(1, 1);
    m_error = label({}, "bad", this);
    m_error->hide();
    grid->addWidget(m_error, 1, first, 1, 4 - first);
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

PropertyField *PropertyRow::makeField(const Property &property)
{
    auto *field = new PropertyField(property, this);
    connect(field, &PropertyField::entered, this, &PropertyRow::entered);
    connect(field, &PropertyField::mistaken, this, &PropertyRow::showError);
    m_fields.push_back(field);
    return field;
}

QWidget *PropertyRow::makeFields()
{
    if (m_property.kind != Kind::Group)
        return makeField(m_property);
    auto *group = new QWidget(this);
    auto *row = new QHBoxLayout(group);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    for (const auto &part : m_property.parts)
        row->addWidget(makeField(part), part.kind == Kind::Choice ? 0 : 1);
    return group;
}

QWidget *PropertyRow::makeRemove()
{
    auto *remove = withRole(new QToolButton(this), "flat");
    remove->setIcon(icon(QStringLiteral("close"), IconTint::Dim));
    const auto name = m_property.label.isEmpty() ? m_property.value : m_property.label;
    remove->setToolTip(tr("Remove %1").arg(name));
    remove->setAccessibleName(remove->toolTip());
    connect(remove, &QToolButton::clicked, this, [this] { emit entered(m_property, {}); });
    return remove;
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
    return PropertyField::suits(m_property, property);
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
    for (std::size_t at = 0; at < m_fields.size(); ++at)
        m_fields[at]->setProperty(m_property.kind == Kind::Group ? m_property.parts[at] : m_property);
}

void PropertyRow::edit()
{
    if (!m_fields.empty())
        m_fields.front()->edit();
}

void PropertyRow::showError(const QString &text)
{
    if (!m_error)
        return;
    m_error->setText(text);
    m_error->setVisible(!text.isEmpty());
}

void PropertyRow::mouseReleaseEvent(QMouseEvent *event)
{
    if (isRule(m_property.kind) && rect().contains(event->position().toPoint()))
        emit clicked();
    QWidget::mouseReleaseEvent(event);
}

} // namespace podloom::app
