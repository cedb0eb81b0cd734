// app/canvas/canvas_item.h: what every card on the canvas shares: identity, place and how cards are drawn.
#pragma once

#include "app/theme/colors.h"
#include "core/model/object.h"

#include <QGraphicsItem>
#include <QString>

#include <optional>
#include <set>
#include <string>

namespace podloom::app {

/// Below this zoom cards leave out what could not be read anyway.
inline constexpr qreal kDetailZoom = 0.45;
/// Below this one a card is a plain rectangle.
inline constexpr qreal kPlainZoom = 0.16;

/// An item that stands for an object and may be moved. Local coordinates begin at its top left corner.
class CanvasItem : public QGraphicsItem {
public:
    enum { Type = UserType + 1 };

    CanvasItem(ObjectId id, std::string key, QSizeF size);

    const ObjectId &id() const { return m_id; }
    /// Of its saved position; empty when it has none of its own.
    const std::string &key() const { return m_key; }
    QRectF card() const { return QRectF({}, m_size); }

    /// The object that is drawn at `at`, which may be a part of this one; as is what the item stands for.
    virtual std::optional<ObjectId> objectAt(QPointF at) const;
    /// Which parts of it are chosen; the item draws them so.
    virtual void setChosenParts(const std::set<ObjectId> &) {}
    /// Marks the parts that belong to what is chosen elsewhere: the pods of a workload, a pool, a policy.
    virtual void setRelatedParts(const std::set<ObjectId> &) {}
    /// Where a part is drawn, in the coordinates of the scene; the card when it has no such part.
    virtual QRectF rectOfPart(const ObjectId &) const { return card().translated(pos()); }

    /// It stays where it is; the card shows so.
    void setLocked(bool isLocked);
    bool isLocked() const { return m_isLocked; }

    /// Of the corners of its card.
    virtual qreal radius() const { return 9; }

    /// Whether it can be an end of something that is drawn.
    virtual bool isConnectable() const { return false; }

    int type() const override { return Type; }
    QRectF boundingRect() const override { return card().adjusted(-6, -10, 6, 7); }

protected:
    void setSize(QSizeF size);
    /// From very far: nothing but a place and a colour.
    void paintPlain(QPainter &painter, const QColor &fill) const;
    /// The rounded card with its shadow, and the rim of the selection.
    void paintCard(QPainter &painter, qreal radius, bool isDashed = false) const;
    /// The sign of a locked place; paintCard() has it.
    void paintLock(QPainter &painter, qreal radius) const;

private:
    ObjectId m_id;
    std::string m_key;
    QSizeF m_size;
    bool m_isLocked = false;
};

/// `font` for a view that is drawn small: larger then, as long as cards have the room.
QFont readable(QFont font, qreal zoom);

/// `text` on one line in `box`, cut with an ellipsis where it has no room.
void paintText(QPainter &painter, const QRectF &box, const QString &text, const QFont &font,
               const QColor &color, Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter);

} // namespace podloom::app
