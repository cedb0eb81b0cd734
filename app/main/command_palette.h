// app/main/command_palette.h: find or run: every action and every object, by a few letters of its name.
#pragma once

#include "app/document/document.h"
#include "app/document/selection.h"

#include <QFrame>
#include <QPointer>

class QLineEdit;
class QListWidget;
class QAction;

namespace podloom::app {

class Actions;

/// How well `text` answers what was typed: 0 = not at all; words may come in any order, the beginning of a
/// word counts more than its middle.
int matchScore(const QString &typed, const QString &text);

/// Opens over the window, below the top bar. Enter runs the action or reveals the object; Escape closes.
/// Actions that cannot be run now come last, grey, with the reason.
class CommandPalette : public QFrame {
    Q_OBJECT

public:
    CommandPalette(Document &document, Selection &selection, const Actions &actions, QWidget *window);

    void popUp();

signals:
    /// It closed, and nothing in the window is left that had the keys before it.
    void keysLeft();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Entry {
        QString text{};
        QString detail{};
        QAction *action = nullptr;
        std::optional<ObjectId> object{};
        bool canRun = true; ///< else `detail` says what is missing
    };

    void collect();
    void filter();
    /// As high as what is found, up to a limit.
    void fitHeight();
    void run();
    void giveKeysBack();

    Document &m_document;
    Selection &m_selection;
    const Actions &m_actions;
    QLineEdit *m_field;
    QListWidget *m_list;
    std::vector<Entry> m_entries;
    QPointer<QWidget> m_before; ///< what had the keys
};

} // namespace podloom::app
