#include "app/panels/property_builder.h"

#include "core/base/text.h"

namespace podloom::app {

namespace {

void replaceAll(std::string &text, std::string_view what, std::string_view by)
{
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
}

constexpr std::string_view kName = "/metadata/name";

QString written(const Json &value)
{
    if (value.isNull())
        return {};
    return text(value.isString() ? value.asString() : value.dump());
}

template <class Values>
QString joined(const Values &values)
{
    QStringList out;
    for (const auto &value : values)
        out.append(text(value.toString()));
    return out.join(QStringLiteral(", "));
}

} // namespace

std::string pointerPart(const std::string &key)
{
    auto out = key;
    replaceAll(out, "~", "~0");
    replaceAll(out, "/", "~1");
    return out;
}

PropertyBuilder::PropertyBuilder(const Analysis &analysis, const ObjectId &id)
    : m_analysis(analysis),
      m_id(id)
{
    use(id);
}

void PropertyBuilder::use(const ObjectId &object)
{
    m_target = object;
    m_manifest = m_analysis.snapshot->manifestJson(object);
}

void PropertyBuilder::section(const QString &title)
{
    if (m_sections.back().properties.empty())
        m_sections.back().title = title;
    else
        m_sections.push_back({title, {}});
}

void PropertyBuilder::add(Property property)
{
    m_sections.back().properties.push_back(std::move(property));
}

void PropertyBuilder::fact(const QString &label, const QString &value, const QString &unit)
{
    add({.label = label, .value = value, .unit = unit});
}

void PropertyBuilder::mono(const QString &label, const QString &value, const QString &whenEmpty)
{
    add({.label = label, .value = value.isEmpty() ? whenEmpty : value, .isMono = !value.isEmpty()});
}

Json PropertyBuilder::valueAt(const std::string &pointer) const
{
    const Json *at = &m_manifest;
    for (const auto part : split(std::string_view(pointer).substr(1), '/')) {
        std::string key(part);
        replaceAll(key, "~1", "/");
        replaceAll(key, "~0", "~");
        const auto number = at->isArray() ? parseUnsigned(key) : std::nullopt;
        if (at->isArray() && (!number || *number >= at->items().size()))
            return {};
        at = number ? &at->items()[*number] : &(*at)[key];
    }
    return *at;
}

Property PropertyBuilder::part(Property::Kind kind, const QString &label, const std::string &pointer,
                               const QString &fallback, const QString &help) const
{
    return {.label = label,
            .value = written(valueAt(pointer)),
            .help = help,
            .kind = kind,
            .fallback = fallback,
            .object = m_target,
            .pointer = pointer};
}

void PropertyBuilder::field(Property::Kind kind, const QString &label, const std::string &pointer,
                            const QString &fallback, const QString &help, const QString &unit)
{
    auto property = m_manifest.isNull() ? Property{.label = label, .value = fallback, .help = help}
                                        : part(kind, label, pointer, fallback, help);
    property.unit = unit;
    property.fallback = fallback;
    add(std::move(property));
}

void PropertyBuilder::name()
{
    if (m_manifest.isNull())
        return;
    auto property = part(Property::Kind::Text, tr("Name"), std::string(kName), {},
                         tr("metadata.name; what refers to it by name follows"));
    property.object = m_id;
    add(std::move(property));
}

void PropertyBuilder::choice(const QString &label, const char *pointer, const QStringList &choices,
                             const QString &help)
{
    field(Property::Kind::Choice, label, pointer, choices.front(), help);
    m_sections.back().properties.back().choices = choices;
}

Property PropertyBuilder::protocol(const std::string &pointer) const
{
    auto out = part(Property::Kind::Choice, tr("Protocol"), pointer, QStringLiteral("TCP"),
                    tr("protocol: TCP, UDP or SCTP"));
    out.choices = {QStringLiteral("TCP"), QStringLiteral("UDP"), QStringLiteral("SCTP")};
    return out;
}

void PropertyBuilder::item(Property::Kind kind, const QString &label, const std::string &pointer,
                           const QString &help)
{
    field(kind, label, pointer, {}, help);
    m_sections.back().properties.back().isRemovable = true;
}

void PropertyBuilder::group(const QString &label, const std::string &pointer, std::vector<Property> parts,
                            const QString &unit)
{
    add({.label = label,
         .unit = unit,
         .kind = Property::Kind::Group,
         .object = m_target,
         .pointer = pointer,
         .isRemovable = true,
         .parts = std::move(parts)});
}

void PropertyBuilder::adder(const QString &label, const QString &help, const std::string &pointer, Json item,
                            std::vector<std::pair<std::string, Json>> steps)
{
    const bool isThere = valueAt(pointer).isArray();
    steps.emplace_back(isThere ? pointer + "/-" : pointer,
                       isThere ? std::move(item) : Json::array({std::move(item)}));
    add({.label = label,
         .help = help,
         .kind = Property::Kind::Action,
         .object = m_target,
         .steps = std::move(steps)});
}

void PropertyBuilder::labels(const QString &title, const Labels &labels, const std::string &pointer)
{
    if (labels.empty() && m_manifest.isNull())
        return;
    section(title);
    for (const auto &[key, value] : labels) {
        const auto at = pointer + '/' + pointerPart(key);
        if (m_manifest.isNull() || valueAt(at).isNull()) {
            mono(text(key), text(value));
            continue;
        }
        item(Property::Kind::Text, text(key), at, tr("An empty field takes it away"));
    }
    if (m_manifest.isNull())
        return;
    add({.label = tr("Add"),
         .help = tr("key=value; Enter adds it"),
         .kind = Property::Kind::Entry,
         .fallback = tr("key=value"),
         .object = m_target,
         .pointer = pointer});
}

std::vector<PropertySection> PropertyBuilder::take()
{
    if (m_sections.back().properties.empty())
        m_sections.pop_back();
    return std::move(m_sections);
}

QString text(const std::string &value)
{
    return QString::fromStdString(value);
}

QString text(const std::vector<Prefix> &prefixes)
{
    return joined(prefixes);
}

QString text(const std::vector<InterfaceAddress> &addresses)
{
    return joined(addresses);
}

QString text(const std::vector<IpAddress> &addresses)
{
    return joined(addresses);
}

QString text(const Labels &labels)
{
    QStringList out;
    for (const auto &[key, value] : labels)
        out.append(text(key) + QLatin1Char('=') + text(value));
    return out.join(QStringLiteral(", "));
}

QString text(const LabelSelector &selector)
{
    return text(selector.toString());
}

QString text(const std::vector<ContainerPort> &ports)
{
    QStringList out;
    for (const auto &port : ports) {
        auto one = text(toString(port.protocol)) + QLatin1Char(' ') + QString::number(port.port);
        if (!port.name.empty())
            one += QStringLiteral(" (") + text(port.name) + QLatin1Char(')');
        out.append(one);
    }
    return out.join(QStringLiteral(", "));
}

} // namespace podloom::app
