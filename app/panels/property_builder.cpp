#include "app/panels/property_builder.h"

#include "core/base/text.h"

namespace podloom::app {

namespace {

void replaceAll(std::string &text, std::string_view what, std::string_view by)
{
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
}

/// The value at a JSON pointer all of whose parts are keys.
Json valueAt(const Json &root, const std::string &pointer)
{
    const Json *at = &root;
    for (const auto part : split(std::string_view(pointer).substr(1), '/')) {
        std::string key(part);
        replaceAll(key, "~1", "/");
        replaceAll(key, "~0", "~");
        at = &(*at)[key];
    }
    return *at;
}

/// A key as it stands in a JSON pointer.
std::string escaped(std::string key)
{
    replaceAll(key, "~", "~0");
    replaceAll(key, "/", "~1");
    return key;
}

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

void PropertyBuilder::field(Property::Kind kind, const QString &label, const std::string &pointer,
                            const QString &fallback, const QString &help, const QString &unit)
{
    Property property{.label = label, .unit = unit, .help = help, .kind = kind, .fallback = fallback};
    if (m_manifest.isNull()) {
        property.kind = Property::Kind::Fact;
        property.value = fallback;
    } else {
        property.value = written(valueAt(m_manifest, pointer));
        property.object = m_target;
        property.pointer = pointer;
    }
    add(std::move(property));
}

void PropertyBuilder::choice(const QString &label, const char *pointer, const QStringList &choices,
                             const QString &help)
{
    field(Property::Kind::Choice, label, pointer, choices.front(), help);
    m_sections.back().properties.back().choices = choices;
}

void PropertyBuilder::labels(const QString &title, const Labels &labels, const std::string &pointer)
{
    if (labels.empty())
        return;
    section(title);
    for (const auto &[key, value] : labels) {
        const auto at = pointer + '/' + escaped(key);
        if (m_manifest.isNull() || valueAt(m_manifest, at).isNull())
            mono(text(key), text(value));
        else
            field(Property::Kind::Text, text(key), at, {}, tr("An empty field takes it away"));
    }
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
