// app/main/start_page.h: what stands on an empty drawing: examples, wizards, and a hint what to do.
#pragma once

#include "app/document/document.h"

#include <QFrame>

class QVBoxLayout;

namespace podloom::app {

class Actions;

/// Hides itself while the design has objects. What is dragged over it is dropped on the drawing below.
class StartPage : public QFrame {
    Q_OBJECT

public:
    /// Lies on `ground` and follows its size.
    StartPage(Document &document, const Actions &actions, QWidget *ground);

    /// The manifests of a packaged example ("minimal", "shop", "fabric") as one text; empty when there is
    /// none.
    static std::string exampleText(const QString &name);
    static QStringList exampleNames();

signals:
    void exampleChosen(const QString &name);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addExample(QLayout &row, const QString &name, const QString &title, const QString &sentence);
    void follow();
    void place();

    Document &m_document;
};

} // namespace podloom::app
