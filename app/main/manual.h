// app/main/manual.h: the pages of docs/ in a window of their own, so that help needs no network.
#pragma once

#include <QDialog>
#include <QString>
#include <QStringList>

class QLineEdit;
class QListWidget;
class QTextBrowser;

namespace podloom::app {

/// A page by its path below docs/ without its ending: "guide/05-policies", "routing".
class Manual : public QDialog {
    Q_OBJECT

public:
    explicit Manual(QWidget *parent);

    /// Opens the window at a page; at the first one when there is no such page.
    void showPage(const QString &page);
    QString page() const;

    /// The pages that are packaged, the guide first.
    static QStringList pages();
    static bool has(const QString &page);

protected:
    void changeEvent(QEvent *event) override;

private:
    void fillList(const QString &word);
    void polishText();

    QLineEdit *m_search;
    QListWidget *m_list;
    QTextBrowser *m_text;
};

/// Says which page is about a widget and everything in it.
void setManualPage(QWidget *widget, const QString &page);
/// The page of the nearest widget around `widget` that has one; empty when there is none.
QString manualPageOf(const QWidget *widget);
/// The page about a panel below the drawing, by its name in --panel; about a lens, by its name in --view.
QString manualPageOfPanel(const QString &name);
QString manualPageOfLens(const QString &name);

} // namespace podloom::app
