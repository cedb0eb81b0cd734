#include "app/canvas/policy_scene.h"

#include "app/canvas/arrow_item.h"
#include "app/canvas/group_item.h"

namespace podloom::app {

PolicyScene::PolicyScene(Document &document, Selection &selection, QObject *parent)
    : CanvasScene(document, selection, parent)
{
    connect(&selection, &Selection::changed, this, &PolicyScene::fadeOthers);
}

void PolicyScene::rebuild()
{
    constexpr std::size_t kMany = 500;
    const auto &analysis = document().analysis();
    workOut(
        analysis->program.endpoints.size() > kMany,
        [analysis, layout = document().layout()] {
            auto picture = describePolicies(*analysis);
            layOut(picture, layout);
            return picture;
        },
        [this, analysis](PolicyPicture picture) { show(analysis, std::move(picture)); });
}

void PolicyScene::show(AnalysisPointer analysis, PolicyPicture picture)
{
    clearItems();
    m_cards.clear();
    m_arrows.clear();
    m_marks.clear();
    m_analysis = std::move(analysis);
    m_picture = std::move(picture);
    for (const auto &arrow : m_picture.arrows) {
        const auto &from = m_picture.groups[arrow.from];
        const auto &to = m_picture.groups[arrow.to];
        const auto words = arrow.isAllowed ? tr("%1 may reach %2 on %3").arg(from.name, to.name, arrow.ports)
                                           : tr("%1 may not reach %2 on %3, though %4 speaks of it")
                                                 .arg(from.name, to.name, arrow.ports,
                                                      QString::fromStdString(arrow.policy.name));
        m_arrows.push_back(new ArrowItem(arrow, to.isInGated, from.isOutGated, words));
        addItem(m_arrows.back());
        m_marks.push_back(new ArrowMarks(*m_arrows.back()));
        addItem(m_marks.back());
    }
    for (const auto &group : m_picture.groups) {
        m_cards.push_back(new GroupItem(group));
        addItem(m_cards.back());
    }
    setSceneRect(itemsBoundingRect().adjusted(-2000, -2000, 2000, 2000));
    showItems();
    fadeOthers();
    emit contentChanged();
}

void PolicyScene::cardsMoved()
{
    for (std::size_t index = 0; index < m_cards.size(); ++index)
        m_picture.groups[index].rect.moveTopLeft(m_cards[index]->pos());
    routeArrows(m_picture);
    for (std::size_t index = 0; index < m_arrows.size(); ++index) {
        m_marks[index]->follow();
        m_arrows[index]->setArrow(m_picture.arrows[index]);
    }
}

/// With one group chosen, its own arrows stand out.
void PolicyScene::fadeOthers()
{
    std::vector<bool> isChosen;
    bool isAny = false;
    for (const auto &group : m_picture.groups) {
        isChosen.push_back(!group.id.name.empty() && selection().contains(group.id));
        isAny = isAny || isChosen.back();
    }
    for (std::size_t index = 0; index < m_arrows.size(); ++index) {
        const auto &arrow = m_picture.arrows[index];
        m_arrows[index]->setFaded(isAny && !isChosen[arrow.from] && !isChosen[arrow.to]);
        m_marks[index]->update();
    }
}

QRectF PolicyScene::contentRect() const
{
    QRectF all;
    for (const auto &group : m_picture.groups)
        all = all.united(group.rect);
    for (const auto *arrow : m_arrows)
        all = all.united(arrow->boundingRect().adjusted(14, 14, -14, -14));
    for (const auto &note : noteRects())
        all = all.united(note);
    return all;
}

QRectF PolicyScene::rectOf(const ObjectId &id) const
{
    for (const auto &group : m_picture.groups) {
        if (group.id == id
            || std::any_of(group.services.begin(), group.services.end(),
                           [&](const PolicyGroup::Front &front) { return front.id == id; }))
            return group.rect;
        for (const auto member : group.members) {
            if (m_analysis->program.endpoints[member].id == id)
                return group.rect;
        }
    }
    return CanvasScene::rectOf(id);
}

std::vector<std::pair<QRectF, bool>> PolicyScene::outline() const
{
    std::vector<std::pair<QRectF, bool>> out;
    for (const auto &group : m_picture.groups)
        out.emplace_back(group.rect, false);
    for (const auto &note : noteRects())
        out.emplace_back(note, false);
    return out;
}

QString PolicyScene::emptyText() const
{
    return m_picture.groups.empty() ? tr("No pods yet: policies are arrows between them") : QString();
}

} // namespace podloom::app
