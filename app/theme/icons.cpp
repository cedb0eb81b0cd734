#include "app/theme/icons.h"

#include "app/theme/colors.h"

#include <QFile>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

#include <memory>

namespace podloom::app {

namespace {

QColor colorOf(IconTint tint)
{
    switch (tint) {
    case IconTint::Text: break;
    case IconTint::Dim: return colors().dim;
    case IconTint::Accent: return colors().accent;
    case IconTint::OnAccent: return colors().onAccent;
    case IconTint::Changing: return colors().changing;
    }
    return colors().text;
}

using Renderer = std::shared_ptr<QSvgRenderer>;

QHash<QString, Renderer> &cache()
{
    static QHash<QString, Renderer> renderers;
    return renderers;
}

Renderer rendererOf(const QString &name, const QColor &color)
{
    const auto key = name + color.name();
    auto &known = cache();
    if (const auto found = known.constFind(key); found != known.cend())
        return *found;
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    Q_ASSERT_X(file.exists(), "icon", qPrintable(name));
    auto text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    text.replace("currentColor", color.name().toLatin1());
    return known[key] = std::make_shared<QSvgRenderer>(text);
}

/// Paints the lines anew for each size, so that they are sharp on every screen.
class LineIconEngine : public QIconEngine {
public:
    LineIconEngine(Renderer renderer, Renderer disabled)
        : m_renderer(std::move(renderer)),
          m_disabled(std::move(disabled))
    {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const auto side = std::min(rect.width(), rect.height());
        QRectF box(0, 0, side, side);
        box.moveCenter(QRectF(rect).center());
        (mode == QIcon::Disabled ? m_disabled : m_renderer)->render(painter, box);
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect({}, size), mode, state);
        return pixmap;
    }
    QIconEngine *clone() const override { return new LineIconEngine(*this); }

private:
    Renderer m_renderer;
    Renderer m_disabled;
};

} // namespace

QIcon icon(const QString &name, IconTint tint)
{
    return QIcon(new LineIconEngine(rendererOf(name, colorOf(tint)), rendererOf(name, colors().unknown)));
}

void paintIcon(QPainter &painter, const QRectF &box, const QString &name, IconTint tint)
{
    rendererOf(name, colorOf(tint))->render(&painter, box);
}

void clearIconCache()
{
    cache().clear();
}

} // namespace podloom::app
