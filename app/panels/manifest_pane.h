// app/panels/manifest_pane.h: the manifest of an object as text, with the line numbers of its file.
#pragma once

#include "app/document/document.h"

#include <QPlainTextEdit>

#include <map>

class QLabel;
class QPushButton;
class QTimer;

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
    int firstLine() const { return m_firstLine; }
    /// By line of the file.
    void setMarks(std::map<int, Mark> marks);
    /// Brings a line of the file into view and colours it.
    void showLine(int line);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

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

/// The text of an object, or a document that nobody could read an object in. What is typed is checked and
/// kept as a draft of the document, so that it is there again whenever this text is shown, until it is
/// applied or discarded.
class ManifestPane final : public QWidget {
    Q_OBJECT
public:
    explicit ManifestPane(Document &document, QWidget *parent = nullptr);
    void show(const TextKey &key);
    void showLine(int line) { m_editor->showLine(line); }

signals:
    /// A draft became part of the design at that place.
    void applied(const podloom::SourceRef &at);
    /// The other manifest of a node is asked for.
    void textRequested(const podloom::app::TextKey &key);

private:
    void load();
    void fill(const std::string &text);
    void showHead();
    void keepDraft();
    void check();
    void showTrial(const Result<TextTrial> &trial);
    void showFault(const QString &sentence);
    void showFindings();
    void applyText();
    void discard();
    std::string bytes() const;

    Document &m_document;
    TextKey m_key;
    std::optional<TextPlace> m_place;
    bool m_hasCrLf = false;
    bool m_isFilling = false;
    quint64 m_checkNumber = 0;
    QTimer *m_pause; ///< while somebody types
    ManifestEdit *m_editor;
    QWidget *m_bar;
    QLabel *m_where;
    QPushButton *m_other;
    QLabel *m_error;
};

} // namespace podloom::app
