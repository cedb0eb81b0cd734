// app/theme/widgets.h: small widgets that every panel is made of. Their look is in
// resources/themes/window.qss.
#pragma once

#include <QLabel>
#include <QPushButton>
#include <QString>
#include <QWidget>

class QFrame;

namespace podloom::app {

/// Gives a widget its part in the style sheet. QLabel: "title", "subtitle", "section", "dim", "small",
/// "mono", "good", "warning", "bad", "strong"; QPushButton and QToolButton: "primary", "secondary", "link",
/// "segment", "flat", "tile"; QFrame: "card", "panel", "code", "badge-good", "badge-bad".
template <class Widget>
Widget *withRole(Widget *widget, const char *role)
{
    widget->setProperty("role", QString::fromLatin1(role));
    return widget;
}

/// After a change of role.
void repolish(QWidget *widget);

/// Plain text that can be selected; long text wraps.
QLabel *label(const QString &text, const char *role, QWidget *parent = nullptr);
/// "WHO MAY COME IN".
QLabel *sectionHead(const QString &text, QWidget *parent = nullptr);
/// A line between two places of the window.
QFrame *hairline(Qt::Orientation orientation, QWidget *parent = nullptr);

/// What a panel shows instead of a blank rectangle: while it is empty, loads, or has failed.
class EmptyState : public QWidget {
    Q_OBJECT

public:
    /// `icon` as in icons.h.
    EmptyState(const QString &icon, const QString &title, const QString &sentence, QWidget *parent = nullptr);

    void setText(const QString &title, const QString &sentence);
    /// A button below the sentence; clicking it says actionClicked().
    void setAction(const QString &text);

signals:
    void actionClicked();

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void showIcon();

    QString m_icon;
    QLabel *m_picture;
    QLabel *m_title;
    QLabel *m_sentence;
    QPushButton *m_action;
};

} // namespace podloom::app
