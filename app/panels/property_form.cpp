#include "app/panels/property_form.h"

#include "app/document/background.h"
#include "app/panels/property_row.h"
#include "app/panels/words.h"
#include "app/theme/widgets.h"
#include "core/base/text.h"

#include <QVBoxLayout>

#include <algorithm>
#include <set>
#include <utility>

namespace podloom::app {

namespace {

constexpr const char *kNamePointer = "/metadata/name";

/// Errors about one object, by what they say: an edit may move the lines of others.
std::vector<Message> errorsOf(const Snapshot &snapshot, const ObjectId &object)
{
    std::vector<Message> out;
    for (const auto &finding : snapshot.diagnostics()) {
        if (finding.severity == Severity::Error && finding.object == object)
            out.push_back(finding.message);
    }
    return out;
}

/// Calico's manifest of a node, with nothing in it but that value.
Json calicoNode(const Snapshot &snapshot, const Property &property, const Json &value)
{
    auto metadata = Json::object({{"name", property.object.name}});
    if (const auto *node = snapshot.meta(chosenAs(property.object))) {
        const auto cluster = node->labels.find(std::string(kClusterLabel));
        if (cluster != node->labels.end())
            metadata.set("labels", Json::object({{cluster->first, cluster->second}}));
    }
    auto made = value;
    const auto parts = split(std::string_view(property.pointer).substr(1), '/');
    for (auto part = parts.rbegin(); part != parts.rend(); ++part)
        made = Json::object({{std::string(*part), made}});
    Json manifest = Json::object(
        {{"apiVersion", "projectcalico.org/v3"}, {"kind", "Node"}, {"metadata", std::move(metadata)}});
    for (const auto &[key, member] : made.members())
        manifest.set(key, member);
    return manifest;
}

bool isMissingCalicoNode(const Snapshot &snapshot, const ObjectId &id)
{
    return id.kind == "Node" && id.group == "projectcalico.org" && snapshot.meta(id) == nullptr;
}

} // namespace

Status enterField(Document &document, const Property &property, const Json &value)
{
    Edit edit;
    if (isMissingCalicoNode(*document.snapshot(), property.object)) {
        if (value.isNull())
            return {};
        edit.steps.emplace_back(AddObject{calicoNode(*document.snapshot(), property, value), {}});
    } else if (!property.steps.empty()) {
        for (const auto &[pointer, made] : property.steps)
            edit.steps.emplace_back(SetValue{property.object, pointer, made});
    } else if (value.isNull())
        edit.steps.emplace_back(RemoveValue{property.object, property.pointer});
    else
        edit.steps.emplace_back(SetValue{property.object, property.pointer, value});
    const auto tried = apply(*document.snapshot(), edit);
    if (!tried)
        return Failure{tried.error()};
    const auto before = errorsOf(*document.snapshot(), property.object);
    for (auto &after : errorsOf(*tried->snapshot, property.object)) {
        if (std::find(before.begin(), before.end(), after) == before.end())
            return Failure{{Errc::InvalidArgument, std::move(after), {}}};
    }
    return document.apply(edit,
                          PropertyForm::tr("Change %1 of %2").arg(property.label, titleOf(property.object)));
}

PropertyForm::PropertyForm(Document &document, Selection &selection, QWidget *parent)
    : QScrollArea(parent),
      m_document(document),
      m_selection(selection)
{
    setWidgetResizable(true);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void PropertyForm::show(const ObjectId &object, const std::vector<PropertySection> &sections)
{
    const bool isSame = object == m_object;
    m_object = object;
    if (!isSame || !showInPlace(sections))
        rebuild(sections);
}

bool PropertyForm::showInPlace(const std::vector<PropertySection> &sections)
{
    std::vector<const Property *> all;
    QStringList titles;
    for (const auto &section : sections) {
        titles.append(section.title);
        for (const auto &property : section.properties)
            all.push_back(&property);
    }
    const bool suits =
        titles == m_titles
        && std::equal(all.begin(), all.end(), m_rows.begin(), m_rows.end(),
                      [](const Property *property, const PropertyRow *row) { return row->suits(*property); });
    if (!suits)
        return false;
    for (std::size_t at = 0; at < all.size(); ++at)
        m_rows[at]->setField(*all[at]);
    return true;
}

void PropertyForm::rebuild(const std::vector<PropertySection> &sections)
{
    m_rows.clear();
    m_titles.clear();
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(16, 10, 16, 16);
    column->setSpacing(2);
    for (const auto &section : sections) {
        m_titles.append(section.title);
        if (!section.title.isEmpty()) {
            column->addSpacing(10);
            column->addWidget(sectionHead(section.title, page));
        }
        for (const auto &property : section.properties) {
            auto *row = new PropertyRow(property, page);
            connect(row, &PropertyRow::entered, this,
                    [this, row](const Property &entered, const Json &value) { enter(*row, entered, value); });
            connect(row, &PropertyRow::clicked, this, [this, row] {
                if (const auto &at = row->field().at; at && at->line > 0)
                    m_selection.showSource(*at);
            });
            column->addWidget(row);
            m_rows.push_back(row);
        }
    }
    column->addStretch(1);
    // The old page may be in the middle of telling what was entered in it.
    if (auto *before = takeWidget())
        before->deleteLater();
    setWidget(page);
    focusAgain();
}

/// Whoever added something goes on there.
void PropertyForm::focusAgain()
{
    const auto pointer = std::exchange(m_focus, {});
    for (auto *row : m_rows) {
        if (!pointer.empty() && row->field().pointer == pointer)
            row->edit();
    }
}

void PropertyForm::editName()
{
    for (auto *row : m_rows) {
        if (row->field().pointer != kNamePointer)
            continue;
        ensureWidgetVisible(row);
        row->edit();
    }
}

void PropertyForm::enter(PropertyRow &row, const Property &property, const Json &value)
{
    if (property.pointer == kNamePointer) {
        rename(&row, property, value.isNull() ? std::string() : value.asString());
        return;
    }
    if (row.field().kind == Property::Kind::Entry)
        m_focus = row.field().pointer;
    const bool isThere = row.field().kind == Property::Kind::Entry
                      && std::any_of(m_rows.begin(), m_rows.end(), [&](const PropertyRow *each) {
                             return each->field().pointer == property.pointer;
                         });
    if (isThere) {
        row.showError(tr("“%1” is there already: change it where it stands.").arg(property.label));
        return;
    }
    const auto done = enterField(m_document, property, value);
    row.showError(done ? QString() : sentence(done.error()));
    if (!done)
        m_focus.clear();
}

void PropertyForm::rename(const QPointer<PropertyRow> &row, const Property &property, const std::string &name)
{
    runInBackground(
        this,
        [snapshot = m_document.snapshot(), object = property.object, name] {
            return renamed(*snapshot, object, name);
        },
        [this, row, property, name, revision = m_document.revision()](const Result<Renamed> &done) {
            if (revision != m_document.revision())
                rename(row, property, name); // an edit came in between
            else if (done)
                takeName(property, *done);
            else if (row)
                row->showError(sentence(done.error()));
        });
}

void PropertyForm::takeName(const Property &property, const Renamed &done)
{
    const auto text = tr("Rename %1").arg(titleOf(property.object));
    const auto layout = renamed(m_document.layout(), done.objects);
    std::set<ObjectId> chosen;
    const auto now = [&](ObjectId id) {
        for (const auto &[before, after] : done.objects) {
            if (chosenAs(before) == id)
                return chosenAs(after);
        }
        return id;
    };
    for (const auto &id : m_selection.objects())
        chosen.insert(now(id));
    auto primary = m_selection.primary();
    if (primary)
        primary = now(*primary);
    m_document.undoStack()->beginMacro(text);
    m_document.applyMade(done.applied, text);
    m_document.takeLayout(layout, text);
    m_document.undoStack()->endMacro();
    m_selection.set(std::move(chosen), primary);
}

} // namespace podloom::app
