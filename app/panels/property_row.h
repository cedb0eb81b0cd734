// app/panels/property_row.h: one line of an inspector, read or edited, with the error where it was made.
#pragma once

#include "app/panels/properties.h"
#include "core/base/json.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;

namespace podloom::app {

class PropertyRow final : public QWidget {
    Q_OBJECT
public:
    explicit PropertyRow(const Property &property, QWidget *parent = nullptr);

    const Property &field() const { return m_property; }
    /// Whether it can show that property without being made anew.
    bool suits(const Property &property) const;
    /// Shows another value; what somebody types just now stays.
    void setField(const Property &property);
    /// What is wrong with the value that was entered; an empty text takes it away.
    void showError(const QString &text);

signals:
    /// A value was entered that differs from the one of the manifest; null = the fallback shall hold.
    void entered(const podloom::Json &value);
    /// A rule of a policy was clicked.
    void clicked();

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    QWidget *makeField();
    QWidget *makeFact();
    void makeRule();
    void showValue();
    void enterText();
    void enterSwitch(bool isOn);
    void enterChoice(int index);

    Property m_property;
    QLabel *m_label = nullptr;
    QLabel *m_fact = nullptr;
    QLabel *m_unit = nullptr;
    QLineEdit *m_text = nullptr;
    QCheckBox *m_switch = nullptr;
    QComboBox *m_choice = nullptr;
    QLabel *m_error = nullptr;
};

} // namespace podloom::app
