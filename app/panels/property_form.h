// app/panels/property_form.h: the properties of an object as a form whose changes are undoable edits.
#pragma once

#include "app/document/document.h"
#include "app/document/selection.h"
#include "app/panels/properties.h"
#include "app/tools/rename_object.h"

#include <QPointer>
#include <QScrollArea>

#include <string>
#include <vector>

class QVBoxLayout;

namespace podloom::app {

class PropertyRow;

/// A value that the standard does not allow is not taken: its error stands below the field.
class PropertyForm final : public QScrollArea {
    Q_OBJECT
public:
    PropertyForm(Document &document, Selection &selection, QWidget *parent = nullptr);
    void show(const ObjectId &object, const std::vector<PropertySection> &sections);
    /// The keys go to the object's name, when that can be changed.
    void editName();

private:
    bool showInPlace(const std::vector<PropertySection> &sections);
    void rebuild(const std::vector<PropertySection> &sections);
    void enter(PropertyRow &row, const Property &property, const Json &value);
    void rename(const QPointer<PropertyRow> &row, const Property &property, const std::string &name);
    void takeName(const Property &property, const Renamed &done);
    void focusAgain();

    Document &m_document;
    Selection &m_selection;
    ObjectId m_object;
    QStringList m_titles;
    std::vector<PropertyRow *> m_rows; ///< of all sections, in order
    std::string m_focus;               ///< pointer of the field in which something was added
};

/// Puts a value into a manifest, or takes it away when it is null, or does the steps of the property. Errors:
/// those of core, and the first error that reading the changed manifest finds and that was not there before;
/// then nothing has changed.
Status enterField(Document &document, const Property &property, const Json &value);

} // namespace podloom::app
