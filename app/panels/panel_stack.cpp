#include "app/panels/panel_stack.h"

#include "app/theme/widgets.h"

namespace podloom::app {

PanelStack::PanelStack(QWidget *content, QWidget *parent) : QStackedWidget(parent), m_content(content)
{
    addWidget(content);
}

void PanelStack::showContent()
{
    setCurrentWidget(m_content);
}

void PanelStack::showNotice(const QString &key, const Notice &notice)
{
    auto *&state = m_notices[key];
    if (!state) {
        state = new EmptyState(notice.icon, notice.title, notice.sentence, this);
        if (!notice.action.isEmpty())
            state->setAction(notice.action);
        connect(state, &EmptyState::actionClicked, this, [this, key] { emit actionClicked(key); });
        addWidget(state);
    }
    state->setText(notice.title, notice.sentence);
    setCurrentWidget(state);
}

} // namespace podloom::app
