#include "app/main/show_what.h"

#include "app/main/bottom_panel.h"
#include "app/main/main_window.h"

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
        if (id.toString() == wanted || withoutGroup.toString() == wanted) {
            window.selection().reveal(id);
            return {};
        }
    }
    return fail(Errc::NotFound, "no-such-object", "there is no object %1 in the design", {wanted});
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
    return line.select.isEmpty() ? Status() : select(window, line.select.toStdString());
}

} // namespace podloom::app
