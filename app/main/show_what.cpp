#include "app/main/show_what.h"

#include "app/main/actions.h"
#include "app/main/bottom_panel.h"
#include "app/main/main_window.h"

#include "core/model/nearest_object.h"
#include "core/policy/flow.h"

namespace podloom::app {

namespace {

Status ask(MainWindow &window, const Selection::Question &question)
{
    const auto &program = window.document().analysis()->program;
    for (const auto &end : {question.from, question.to}) {
        if (auto found = policy::endByName(program, end); !found)
            return wrap(std::move(found).error(), "answer --ask");
    }
    window.selection().ask(question);
    return {};
}

Status select(MainWindow &window, const std::string &wanted)
{
    auto ids = window.document().snapshot()->objects();
    for (const auto &pod : window.document().analysis()->placed.pods)
        ids.push_back(pod.meta.id);
    for (const auto &id : ids) {
        auto withoutGroup = id;
        withoutGroup.group.clear();
        if (id.toString() != wanted && withoutGroup.toString() != wanted)
            continue;
        // What Calico says of a node belongs to that node, which is what is drawn.
        const bool isDrawnOtherwise = window.document().design().nodes.find(withoutGroup) != nullptr;
        window.selection().reveal(isDrawnOtherwise ? withoutGroup : id);
        return {};
    }
    return noSuchObject(wanted, ids);
}

Status run(MainWindow &window, const QString &name)
{
    auto *action = window.actions().find(name);
    if (action == nullptr || !action->isEnabled()) {
        QStringList names;
        for (const auto *each : window.actions().all()) {
            if (each->isEnabled() && !each->text().isEmpty())
                names << each->objectName();
        }
        return fail(Errc::NotFound, "no-such-action",
                    "there is nothing called \"%1\" to be done now; there is %2",
                    {name.toStdString(), names.join(QStringLiteral(", ")).toStdString()});
    }
    action->trigger();
    return {};
}

} // namespace

Status showWhat(MainWindow &window, const CommandLine &line)
{
    if (!line.panel.isEmpty())
        window.panels().raise(line.panel);
    if (line.ask) {
        if (auto asked = ask(window, *line.ask); !asked)
            return asked;
        // An explicit panel stays in front of the explanation.
        if (!line.panel.isEmpty())
            window.panels().raise(line.panel);
    }
    if (!line.select.isEmpty()) {
        if (auto selected = select(window, line.select.toStdString()); !selected)
            return selected;
    }
    if (!line.imports.isEmpty())
        window.openImport(line.imports);
    for (const auto &name : line.runs) {
        if (auto done = run(window, name); !done)
            return done;
    }
    return {};
}

} // namespace podloom::app
