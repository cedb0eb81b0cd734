// app/panels/manifest_pane.h: the manifest of an object as text, with the line numbers of its file.
#pragma once

#include "app/document/document.h"

#include <QPlainTextEdit>

#include <map>

class QLabel;

namespace podloom::app {

/// Line numbers count from a first one that is not 1; lines with findings have the finding's shape beside
/// their number and its sentence as a tool tip.
class ManifestEdit final : public QPlainTextEdit {
    Q_OBJECT
public:
    struct Mark {
        Severity severity = Severity::Error;
        QString text{};
    };
    explicit ManifestEdit(QWidget *parent = nullptr);
    void setFirstLine(int line);
    /// By line of the file.
    void setMarks(std::map<int, Mark> marks);
    /// Brings a line of the file into view and colours it.
    void showLine(int line);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;

private:
    class Gutter;
    int gutterWidth() const;
    void paintGutter(QPaintEvent *event);
    void layOut();

    Gutter *m_gutter;
    int m_firstLine = 1;
    int m_shownLine = 0;
    std::map<int, Mark> m_marks;
};

/// Text that was changed is put into the design as one undoable edit, which touches nothing but the bytes
/// that differ.
class ManifestPane final : public QWidget {
    Q_OBJECT
public:
    explicit ManifestPane(Document &document, QWidget *parent = nullptr);
    /// Changes that were not applied are kept while the object stays the same.
    void show(const ObjectId &object);
    void showLine(const SourceRef &at) { m_editor->showLine(static_cast<int>(at.line)); }

private:
    /// Where the text of an object stands.
    struct Place {
        std::uint32_t file = 0;
        std::size_t offset = 0;
        std::string text{};
        int firstLine = 1;
    };
    std::optional<Place> placeOf(const ObjectId &object) const;
    void load();
    void applyText();
    void showChanged(bool isChanged);

    Document &m_document;
    ObjectId m_object;
    std::optional<Place> m_place;
    bool m_hasCrLf = false;
    ManifestEdit *m_editor;
    QWidget *m_bar;
    QLabel *m_where;
    QLabel *m_error;
};

} // namespace podloom::app
