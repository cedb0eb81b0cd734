#include "app/main/manual.h"

#include "app/theme/colors.h"
#include "app/theme/theme.h"
#include "app/theme/widgets.h"

#include <QDesktopServices>
#include <QDir>
#include <QDirIterator>
#include <QEvent>
#include <QFile>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextDocument>
#include <QTextTable>
#include <QVBoxLayout>

#include <algorithm>
#include <map>

namespace podloom::app {

namespace {

constexpr auto kProperty = "manualPage";
constexpr int kWidth = 1000;
constexpr int kHeight = 720;
constexpr int kListWidth = 250;
constexpr int kTextMargin = 28;

QString root()
{
    return QStringLiteral(":/manual/");
}

QString fileOf(const QString &page)
{
    return root() + page + QStringLiteral(".md");
}

QString textOf(const QString &page)
{
    QFile file(fileOf(page));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The first heading: pages say themselves what they are about.
QString titleOf(const QString &page)
{
    const auto first = textOf(page).section(QLatin1Char('\n'), 0, 0);
    return first.startsWith(QLatin1String("# ")) ? first.mid(2).remove(QLatin1Char('`')) : page;
}

/// Shows pictures as wide as the page at most.
class PageView : public QTextBrowser {
public:
    using QTextBrowser::QTextBrowser;

protected:
    QVariant loadResource(int type, const QUrl &name) override
    {
        auto resource = QTextBrowser::loadResource(type, name);
        if (type != QTextDocument::ImageResource)
            return resource;
        auto image = resource.canConvert<QImage>() && !resource.value<QImage>().isNull()
                       ? resource.value<QImage>()
                       : QImage::fromData(resource.toByteArray());
        constexpr int kIndent = 44; // of what stands in a list
        const auto room = width() - verticalScrollBar()->sizeHint().width() - 2 * kTextMargin - kIndent;
        const auto wide = static_cast<int>(room * devicePixelRatioF());
        if (wide > 0 && image.width() > wide) // with a palette it would be dithered
            image = image.convertToFormat(QImage::Format_ARGB32_Premultiplied)
                        .scaledToWidth(wide, Qt::SmoothTransformation);
        image.setDevicePixelRatio(devicePixelRatioF());
        return image;
    }
};

} // namespace

Manual::Manual(QWidget *parent)
    : QDialog(parent),
      m_search(new QLineEdit(this)),
      m_list(new QListWidget(this)),
      m_text(new PageView(this))
{
    setWindowTitle(tr("Podloom manual"));
    setObjectName(QStringLiteral("manual"));
    resize(kWidth, kHeight);
    m_search->setPlaceholderText(tr("Search the manual"));
    m_search->setClearButtonEnabled(true);
    m_list->setFixedWidth(kListWidth);
    m_list->setAccessibleName(tr("Pages"));
    m_text->setAccessibleName(tr("Page"));
    withRole(m_text, "page");
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideRight);
    m_text->document()->setDocumentMargin(kTextMargin);
    m_text->setOpenLinks(false);
    m_text->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *left = new QVBoxLayout;
    left->setContentsMargins(12, 12, 12, 12);
    left->setSpacing(8);
    left->addWidget(m_search);
    left->addWidget(m_list, 1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addLayout(left);
    row->addWidget(hairline(Qt::Vertical, this));
    row->addWidget(m_text, 1);
    connect(m_search, &QLineEdit::textChanged, this, &Manual::fillList);
    connect(m_list, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *item) {
        if (item && item->data(Qt::UserRole).toString() != page())
            showPage(item->data(Qt::UserRole).toString());
    });
    connect(m_text, &QTextBrowser::anchorClicked, this, [this](const QUrl &link) {
        const auto target = m_text->source().resolved(link);
        const auto path = target.path().remove(0, QStringLiteral("/manual/").size());
        if (target.scheme() != QLatin1String("qrc"))
            QDesktopServices::openUrl(target);
        else if (path.endsWith(QLatin1String(".md")))
            showPage(path.chopped(3));
    });
    fillList({});
}

QStringList Manual::pages()
{
    QStringList guide;
    QStringList more;
    QDirIterator all(root(), {QStringLiteral("*.md")}, QDir::Files, QDirIterator::Subdirectories);
    while (all.hasNext()) {
        const auto page = all.next().mid(root().size()).chopped(3);
        (page.startsWith(QLatin1String("guide/")) ? guide : more) << page;
    }
    guide.sort();
    more.sort();
    return guide + more;
}

bool Manual::has(const QString &page)
{
    return QFile::exists(fileOf(page));
}

QString Manual::page() const
{
    const auto path = m_text->source().path();
    return path.mid(QStringLiteral("/manual/").size()).chopped(3);
}

void Manual::fillList(const QString &word)
{
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (const auto &page : pages()) {
        if (!word.isEmpty() && !textOf(page).contains(word, Qt::CaseInsensitive))
            continue;
        auto *item = new QListWidgetItem(titleOf(page), m_list);
        item->setData(Qt::UserRole, page);
        if (!m_text->source().isEmpty() && page == this->page())
            m_list->setCurrentItem(item);
    }
    if (m_list->count() == 0) {
        auto *item = new QListWidgetItem(tr("No page says “%1”").arg(word), m_list);
        item->setFlags(Qt::NoItemFlags);
    }
}

void Manual::showPage(const QString &wanted)
{
    const auto page = has(wanted) ? wanted : pages().value(0);
    m_text->setSource(QUrl(QStringLiteral("qrc:/manual/") + page + QStringLiteral(".md")),
                      QTextDocument::MarkdownResource);
    polishText();
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(Qt::UserRole).toString() == page) {
            const QSignalBlocker quiet(m_list);
            m_list->setCurrentRow(row);
        }
    }
    show();
    raise();
    activateWindow();
    if (!m_list->hasFocus() && !m_search->hasFocus())
        m_text->setFocus();
}

/// Markdown has no style sheet: headings, code and distances get the look of the window here.
void Manual::polishText()
{
    constexpr int kLineHeight = 135;
    const std::map<int, int> sizes{{1, 22}, {2, 16}, {3, 14}};
    auto *document = m_text->document();
    QTextCursor cursor(document);
    for (auto block = document->begin(); block.isValid(); block = block.next()) {
        cursor.setPosition(block.position());
        cursor.setPosition(block.position() + block.length() - 1, QTextCursor::KeepAnchor);
        auto format = block.blockFormat();
        QTextCharFormat letters;
        const bool isCode = format.hasProperty(QTextFormat::BlockCodeFence)
                         || format.hasProperty(QTextFormat::BlockCodeLanguage);
        if (isCode) {
            format.setBackground(colors().field);
            letters.setFont(app::font(TextRole::Mono));
            // Room above the first and below the last line of several.
            const auto isCodeToo = [](const QTextBlock &other) {
                return other.isValid()
                    && (other.blockFormat().hasProperty(QTextFormat::BlockCodeFence)
                        || other.blockFormat().hasProperty(QTextFormat::BlockCodeLanguage));
            };
            format.setTopMargin(isCodeToo(block.previous()) ? 0 : 6);
            format.setBottomMargin(isCodeToo(block.next()) ? 0 : 10);
        } else if (block.text().contains(QChar::ObjectReplacementCharacter)) {
            format.setBottomMargin(10); // a picture: a line that is as high as it
        } else {
            format.setLineHeight(kLineHeight, QTextBlockFormat::ProportionalHeight);
        }
        if (const auto size = sizes.find(format.headingLevel()); size != sizes.end()) {
            auto font = app::font(TextRole::Title);
            font.setPixelSize(size->second);
            letters.setFont(font);
            format.setTopMargin(size->first == 1 ? 0 : 18);
            format.setBottomMargin(8);
        }
        cursor.setBlockFormat(format);
        cursor.mergeCharFormat(letters);
        for (auto part = block.begin(); !part.atEnd(); ++part) {
            const auto piece = part.fragment();
            if (isCode || !piece.charFormat().fontFixedPitch())
                continue;
            QTextCursor inside(document);
            inside.setPosition(piece.position());
            inside.setPosition(piece.position() + piece.length(), QTextCursor::KeepAnchor);
            QTextCharFormat code;
            code.setFont(app::font(TextRole::Mono));
            code.setBackground(colors().field);
            inside.mergeCharFormat(code);
        }
    }
    for (auto *frame : document->rootFrame()->childFrames()) {
        auto *table = qobject_cast<QTextTable *>(frame);
        if (table == nullptr)
            continue;
        auto format = table->format();
        format.setBorder(1);
        format.setBorderBrush(colors().hairline);
        format.setBorderCollapse(true);
        format.setCellPadding(6);
        format.setCellSpacing(0);
        table->setFormat(format);
    }
    document->setUndoRedoEnabled(false);
    m_text->moveCursor(QTextCursor::Start);
}

void Manual::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange && !m_text->source().isEmpty()) {
        m_text->reload();
        polishText();
    }
    QDialog::changeEvent(event);
}

void setManualPage(QWidget *widget, const QString &page)
{
    widget->setProperty(kProperty, page);
}

QString manualPageOf(const QWidget *widget)
{
    for (; widget != nullptr; widget = widget->parentWidget()) {
        if (const auto page = widget->property(kProperty).toString(); !page.isEmpty())
            return page;
    }
    return {};
}

QString manualPageOfPanel(const QString &name)
{
    static const std::map<QString, QString> pages{
        {QStringLiteral("problems"), QStringLiteral("guide/06-problems")},
        {QStringLiteral("reachability"), QStringLiteral("guide/05-policies")},
        {QStringLiteral("explain"), QStringLiteral("guide/10-find-the-policy")},
        {QStringLiteral("trace"), QStringLiteral("guide/10-find-the-policy")},
        {QStringLiteral("addresses"), QStringLiteral("guide/03-addresses")},
        {QStringLiteral("routes"), QStringLiteral("guide/04-bgp")},
        {QStringLiteral("table"), QStringLiteral("guide/02-drawing")},
        {QStringLiteral("plan"), QStringLiteral("guide/08-lab")},
        {QStringLiteral("lab"), QStringLiteral("guide/08-lab")}};
    const auto found = pages.find(name);
    return found == pages.end() ? QStringLiteral("designer") : found->second;
}

QString manualPageOfLens(const QString &name)
{
    static const std::map<QString, QString> pages{
        {QStringLiteral("topology"), QStringLiteral("guide/02-drawing")},
        {QStringLiteral("addresses"), QStringLiteral("guide/03-addresses")},
        {QStringLiteral("bgp"), QStringLiteral("guide/04-bgp")},
        {QStringLiteral("policies"), QStringLiteral("guide/05-policies")},
        {QStringLiteral("live"), QStringLiteral("guide/08-lab")}};
    const auto found = pages.find(name);
    return found == pages.end() ? QStringLiteral("designer") : found->second;
}

} // namespace podloom::app
