// agentd/daemon/pod_runner.h: runs the pods of this node where no kubelet does (--pods).
#pragma once

#include "core/store/sqlite_database.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace podloom {

struct Design;

/// Starts and ends pods with `podloom-node pod run|rm` until what runs is what shall run. A pod whose ports
/// changed is replaced. Pods that somebody started by hand are left alone: what this runner started is on
/// record in `database`. What fails is tried again later. Lives in the agent's thread, never blocks.
class PodRunner final : public QObject {
    Q_OBJECT
public:
    /// `database` must outlive the runner.
    PodRunner(std::string node, std::string runFolder, SqliteDatabase &database, QObject *parent = nullptr);

    /// Reads what was started before. Errors: Io.
    Status open();
    /// What shall run: the pods of this node in the design.
    void reconcile(const Design &design, const std::string &cluster);
    /// Says of a pod that runs whether it has its network; one that lost it is made again.
    void setAttachedTest(std::function<bool(const std::string &pod)> isAttached)
    {
        m_isAttached = std::move(isAttached);
    }
    /// Compares what runs with what shall run, now.
    void look() { list(); }
    /// Why a pod does not run, in a sentence; empty when it runs or is being started.
    std::string failureOf(const std::string &name) const;
    /// "ns/pod" of every pod that shall run.
    std::vector<std::string> wanted() const;

signals:
    /// A pod has started, ended or failed.
    void changed();

private:
    using Finished = std::function<void(bool isOk, const QByteArray &output, const QByteArray &errors)>;
    void list();
    void step();
    void start(const std::string &name);
    void remove(const std::string &name);
    void run(const QStringList &arguments, Finished finished);
    void note(const std::string &name);
    void forget(const std::string &name);

    std::string m_node;
    QString m_runFolder;
    SqliteDatabase &m_database;
    std::map<std::string, std::string> m_wanted;   ///< by "ns/pod": its ports, as `pod run` takes them
    std::map<std::string, std::string> m_started;  ///< of those that this runner started
    std::set<std::string> m_running;               ///< by the list of podloom-node
    std::map<std::string, std::string> m_failures; ///< sentences
    std::set<std::string> m_busy;                  ///< pods that a program works on
    std::function<bool(const std::string &)> m_isAttached{};
    bool m_isListing = false;
    QTimer m_again;
};

} // namespace podloom
