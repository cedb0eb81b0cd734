// app/document/selection.h: what the window is about: chosen objects, and the connection that was asked
// about.
#pragma once

#include "core/model/object.h"
#include "core/policy/flow.h"

#include <QObject>

#include <optional>
#include <set>
#include <string>

namespace podloom::app {

/// What is chosen when somebody means that object: a node is one thing, whichever of its manifests
/// (Kubernetes' or Calico's) is meant.
ObjectId chosenAs(ObjectId id);

/// Shared by canvas, outline, inspector and panels of a window; each shows it and each may change it.
class Selection : public QObject {
    Q_OBJECT

public:
    /// A connection that somebody wants explained; the ends are named as on the command line.
    struct Question {
        std::string from{};
        std::string to{};
        policy::Traffic traffic{};
        bool operator==(const Question &) const = default;
    };

    using QObject::QObject;

    const std::set<ObjectId> &objects() const { return m_objects; }
    /// The object that was chosen last: what the inspector shows.
    const std::optional<ObjectId> &primary() const { return m_primary; }
    bool contains(const ObjectId &id) const { return m_objects.contains(chosenAs(id)); }

    void select(const ObjectId &id);
    /// `primary` must be one of `objects`; without it the first one is.
    void set(std::set<ObjectId> objects, std::optional<ObjectId> primary = {});
    void toggle(const ObjectId &id);
    void clear();

    /// Chooses the object and has the canvas bring it into view.
    void reveal(const ObjectId &id);

    const std::optional<Question> &question() const { return m_question; }
    void ask(Question question);

    /// Has the manifest view show a place of a file.
    void showSource(const SourceRef &at) { emit sourceRequested(at); }

signals:
    void changed();
    void revealRequested(const podloom::ObjectId &id);
    void asked();
    void sourceRequested(const podloom::SourceRef &at);

private:
    std::set<ObjectId> m_objects;
    std::optional<ObjectId> m_primary;
    std::optional<Question> m_question;
};

} // namespace podloom::app
