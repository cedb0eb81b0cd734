// app/wizards/wizard_dialog.h: what every wizard is: questions at the left, what comes of them at the right,
// and one undoable edit at the end.
#pragma once

#include "app/document/document.h"

#include <QDialog>

class QFormLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace podloom::app {

class WizardDialog : public QDialog {
    Q_OBJECT

signals:
    /// What was done, in a sentence for the status line.
    void said(const QString &sentence);

protected:
    void resizeEvent(QResizeEvent *event) override;
    /// The keys go to the first question, and from there through the others to the answer and the buttons.
    void showEvent(QShowEvent *event) override;

    /// Goes when it is closed. `finish`: what the primary button says.
    WizardDialog(Document &document, const QString &title, const QString &sentence, const QString &finish,
                 QWidget *parent);

    Document &document() { return m_document; }
    QFormLayout *form() { return m_form; }
    /// Below the questions.
    QVBoxLayout *below() { return m_below; }
    /// Asks for the answer again; wired to every question by whoever makes it.
    virtual void refresh() = 0;
    /// The primary button: makes the edit. False when it could not be made; the problem is shown then.
    virtual bool finish() = 0;

    void showHead(const QString &text);
    /// Lines of the answer: each is a paragraph.
    void showLines(const QStringList &lines);
    /// The manifests that would be written; hidden while empty.
    void showManifests(const QString &yaml);
    /// What stands in the way; the primary button waits until it is empty.
    void showProblem(const QString &sentence);
    /// The same without a sentence: nothing has been asked for yet.
    void setReady(bool isReady);
    void setFinishText(const QString &text);

private:
    void fitLines();
    void orderKeys();

    Document &m_document;
    QWidget *m_questions;
    QFormLayout *m_form;
    QVBoxLayout *m_below;
    QLabel *m_head;
    QLabel *m_lines;
    QScrollArea *m_scroll;
    QPlainTextEdit *m_manifests;
    QLabel *m_problem;
    QPushButton *m_cancel;
    QPushButton *m_finish;
    bool m_isOrdered = false;
};

} // namespace podloom::app
