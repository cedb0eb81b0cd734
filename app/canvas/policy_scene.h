// app/canvas/policy_scene.h: the Policies lens: who may talk to whom, and which gates stand between.
#pragma once

#include "app/canvas/canvas_scene.h"
#include "app/canvas/policy_picture.h"

namespace podloom::app {

class ArrowItem;
class ArrowMarks;

class PolicyScene : public CanvasScene {
    Q_OBJECT

public:
    PolicyScene(Document &document, Selection &selection, QObject *parent = nullptr);

    const PolicyPicture &picture() const { return m_picture; }

    QRectF contentRect() const override;
    QRectF rectOf(const ObjectId &id) const override;
    std::vector<std::pair<QRectF, bool>> outline() const override;
    QString emptyText() const override;

protected:
    std::string lens() const override { return std::string(kPoliciesLens) + "/"; }
    void rebuild() override;
    void cardsMoved() override;

private:
    void show(AnalysisPointer analysis, PolicyPicture picture);
    void fadeOthers();

    AnalysisPointer m_analysis; ///< that m_picture was made of
    PolicyPicture m_picture;
    std::vector<CanvasItem *> m_cards; ///< in the order of m_picture.groups
    std::vector<ArrowItem *> m_arrows; ///< in the order of m_picture.arrows
    std::vector<ArrowMarks *> m_marks; ///< the same
};

} // namespace podloom::app
