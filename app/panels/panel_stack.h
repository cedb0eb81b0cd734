// app/panels/panel_stack.h: a panel's content, or the state that it is in instead.
#pragma once

#include <QStackedWidget>

#include <map>

namespace podloom::app {

class EmptyState;

/// Shows either the content or one of the designed states: never a blank rectangle.
class PanelStack final : public QStackedWidget {
    Q_OBJECT
public:
    explicit PanelStack(QWidget *content, QWidget *parent = nullptr);

    struct Notice {
        QString icon{};
        QString title{};
        QString sentence{};
        QString action{}; ///< of the button; empty = none
    };
    void showContent();
    /// `key` tells notices apart: actionClicked() says it.
    void showNotice(const QString &key, const Notice &notice);

signals:
    void actionClicked(const QString &key);

private:
    QWidget *m_content;
    std::map<QString, EmptyState *> m_notices;
};

} // namespace podloom::app
