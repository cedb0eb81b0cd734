// app/panels/property_field.h: where one value of a manifest is entered.
#pragma once

#include "app/panels/properties.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;

namespace podloom::app {

class PropertyField final : public QWidget {
    Q_OBJECT
public:
    /// Of a kind that is entered: Text, Number, Mixed, Switch, Choice, Entry or Action.
    explicit PropertyField(const Property &property, QWidget *parent = nullptr);

    const Property &property() const { return m_property; }
    /// Whether it can show that property without being made anew.
    static bool suits(const Property &before, const Property &after);
    void setProperty(const Property &property);
    /// Shows what stands in the manifest; what somebody types just now stays.
    void showValue();
    void edit();

signals:
    /// What differs from the manifest was entered for `property`; null = the fallback shall hold.
    void entered(const podloom::app::Property &property, const podloom::Json &value);
    /// What was typed is no value; an empty text takes that back.
    void mistaken(const QString &sentence);

private:
    QWidget *makeText();
    QWidget *makeChoice();
    void enterText();
    void enterEntry(const QString &text);
    void enterChoice(int index);

    Property m_property;
    QLineEdit *m_text = nullptr;
    QCheckBox *m_switch = nullptr;
    QComboBox *m_choice = nullptr;
    QPushButton *m_action = nullptr;
};

} // namespace podloom::app
