#include "app/document/unsaved.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>

#include <algorithm>

namespace podloom::app {

namespace {

constexpr auto kFormat = "podloom-unsaved-1";

QLatin1String key(const char *name)
{
    return QLatin1String(name);
}

QCborValue asBytes(const std::string &text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

std::string asString(const QCborValue &value)
{
    return value.toByteArray().toStdString();
}

QCborArray draftsOf(const Unsaved &unsaved)
{
    QCborArray out;
    for (const auto &[text, draft] : unsaved.drafts)
        out.append(QCborMap{{key("cluster"), asBytes(text.object.cluster)},
                            {key("group"), asBytes(text.object.group)},
                            {key("kind"), asBytes(text.object.kind)},
                            {key("namespace"), asBytes(text.object.ns)},
                            {key("name"), asBytes(text.object.name)},
                            {key("file"), asBytes(text.file)},
                            {key("document"), static_cast<qint64>(text.document)},
                            {key("base"), asBytes(draft.base)},
                            {key("text"), asBytes(draft.text)}});
    return out;
}

TextKey textKeyIn(const QCborMap &map)
{
    const auto part = [&](const char *name) { return asString(map[key(name)]); };
    return {{part("cluster"), part("group"), part("kind"), part("namespace"), part("name")},
            part("file"),
            static_cast<std::size_t>(std::max<qint64>(0, map[key("document")].toInteger()))};
}

} // namespace

QByteArray formatUnsaved(const Unsaved &unsaved)
{
    QCborArray files;
    for (const auto &[name, file] : unsaved.files)
        files.append(QCborMap{{key("name"), asBytes(name)},
                              {key("base"), asBytes(file.baseHash)},
                              {key("bytes"), asBytes(file.bytes)}});
    QCborArray leftOut;
    for (const auto &name : unsaved.leftOut)
        leftOut.append(asBytes(name));
    const QCborMap map{{key("format"), key(kFormat)},
                       {key("paths"), QCborArray::fromStringList(unsaved.paths)},
                       {key("files"), files},
                       {key("layout"), asBytes(unsaved.layoutText)},
                       {key("drafts"), draftsOf(unsaved)},
                       {key("left-out"), leftOut},
                       {key("at"), unsaved.at.toMSecsSinceEpoch()}};
    return QCborValue(map).toCbor();
}

Result<Unsaved> parseUnsaved(const QByteArray &bytes)
{
    QCborParserError error;
    const auto map = QCborValue::fromCbor(bytes, &error).toMap();
    if (error.error != QCborError::NoError || map[key("format")].toString() != key(kFormat))
        return fail(Errc::InvalidArgument, "no-journal", "this is no journal of unsaved edits");
    Unsaved out;
    for (const auto &path : map[key("paths")].toArray())
        out.paths << path.toString();
    for (const auto &each : map[key("files")].toArray()) {
        const auto file = each.toMap();
        out.files[asString(file[key("name")])] = {asString(file[key("base")]), asString(file[key("bytes")])};
    }
    out.layoutText = asString(map[key("layout")]);
    for (const auto &each : map[key("drafts")].toArray()) {
        const auto draft = each.toMap();
        out.drafts[textKeyIn(draft)] = {asString(draft[key("base")]), asString(draft[key("text")])};
    }
    for (const auto &each : map[key("left-out")].toArray())
        out.leftOut.insert(asString(each));
    out.at = QDateTime::fromMSecsSinceEpoch(map[key("at")].toInteger());
    return out;
}

} // namespace podloom::app
