// app/panels/property_row.h: one line of an inspector, read or edited, with the error where it was made.
#pragma once

#include "app/panels/properties.h"

#include <QWidget>

#include <vector>

class QLabel;

namespace podloom::app {

class PropertyField;

class PropertyRow final : public QWidget {
    Q_OBJECT
public:
    explicit PropertyRow(const Property &property, QWidget *parent = nullptr);

    const Property &field() const { return m_property; }
    /// Whether it can show that property without being made anew.
    bool suits(const Property &property) const;
    /// Shows another value; what somebody types just now stays.
    void setField(const Property &property);
    /// The keys go to its first field, with everything in it chosen.
    void edit();
    /// What is wrong with the value that was entered; an empty text takes it away.
    void showError(const QString &text);

signals:
    /// A value was entered for the row's property or a part of it that differs from the one of the manifest;
    /// null = the fallback shall hold, or it shall be taken away.
    void entered(const podloom::app::Property &property, const podloom::Json &value);
    /// A rule of a policy was clicked.
    void clicked();

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    PropertyField *makeField(const Property &property);
    QWidget *makeFields();
    QWidget *makeRemove();
    QWidget *makeFact();
    void makeRule();
    void showValue();

    Property m_property;
    QLabel *m_label = nullptr;
    QLabel *m_fact = nullptr;
    QLabel *m_unit = nullptr;
    std::vector<PropertyField *> m_fields; ///< one, or those of a group
    QLabel *m_error = nullptr;
};

} // namespace podloom::app
