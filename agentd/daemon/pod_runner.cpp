#include "agentd/daemon/pod_runner.h"

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/model/design.h"
#include "core/os/programs.h"

#include <QProcess>

#include <chrono>

namespace podloom {

namespace {

constexpr std::size_t kMaxPrograms = 8;
constexpr std::chrono::seconds kLookAgain{30}; ///< pods that died by themselves
constexpr std::chrono::seconds kRetryDelay{2};

constexpr std::string_view kSchema = R"(
CREATE TABLE IF NOT EXISTS started_pods (name TEXT PRIMARY KEY, ports TEXT NOT NULL) WITHOUT ROWID;
)";

/// "80/TCP,53/UDP", in the order of the pod.
std::string portsOf(const Pod &pod)
{
    std::vector<std::string> ports;
    for (const auto &port : pod.spec.ports) {
        if (port.protocol == Protocol::Tcp || port.protocol == Protocol::Udp)
            ports.push_back(std::to_string(port.port) + '/' + toString(port.protocol));
    }
    return join(ports, ",");
}

} // namespace

PodRunner::PodRunner(std::string node, std::string runFolder, SqliteDatabase &database, QObject *parent)
    : QObject(parent),
      m_node(std::move(node)),
      m_runFolder(QString::fromStdString(runFolder)),
      m_database(database)
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &PodRunner::list);
}

Status PodRunner::open()
{
    if (auto made = m_database.execute(std::string(kSchema)); !made)
        return made;
    auto select = m_database.prepare("SELECT name, ports FROM started_pods");
    if (!select)
        return Failure{std::move(select).error()};
    for (;;) {
        const auto row = select->step();
        if (!row)
            return Failure{row.error()};
        if (!*row)
            return {};
        m_started[select->text(0)] = select->text(1);
    }
}

void PodRunner::reconcile(const Design &design, const std::string &cluster)
{
    std::map<std::string, std::string> wanted;
    for (const auto &pod : design.pods) {
        const auto &id = pod.meta.id;
        if (id.cluster == cluster && pod.spec.nodeName == m_node && !pod.spec.isHostNetwork
            && !pod.isFinished)
            wanted[id.ns + '/' + id.name] = portsOf(pod);
    }
    if (wanted == m_wanted && !m_wanted.empty())
        return;
    m_wanted = std::move(wanted);
    std::erase_if(m_failures, [&](const auto &entry) { return !m_wanted.contains(entry.first); });
    list();
}

std::string PodRunner::failureOf(const std::string &name) const
{
    const auto found = m_failures.find(name);
    return found == m_failures.end() ? std::string() : found->second;
}

std::vector<std::string> PodRunner::wanted() const
{
    std::vector<std::string> names;
    for (const auto &[name, ports] : m_wanted)
        names.push_back(name);
    return names;
}

void PodRunner::list()
{
    if (std::exchange(m_isListing, true))
        return;
    run({QStringLiteral("list"), QStringLiteral("--json")},
        [this](bool isOk, const QByteArray &output, const QByteArray &) {
            m_isListing = false;
            const auto json = parseJson(output.toStdString());
            if (!isOk || !json) {
                m_again.start(kRetryDelay);
                return;
            }
            m_running.clear();
            for (const auto &pod : (*json)["pods"].items())
                m_running.insert(pod["name"].asString());
            m_again.start(kLookAgain);
            step();
        });
}

void PodRunner::step()
{
    std::vector<std::string> doomed;
    for (const auto &[name, ports] : m_started) {
        const auto wanted = m_wanted.find(name);
        const bool isCutOff = m_running.contains(name) && m_isAttached && !m_isAttached(name);
        if ((wanted == m_wanted.end() || wanted->second != ports || isCutOff) && !m_busy.contains(name))
            doomed.push_back(name);
    }
    for (const auto &name : doomed) {
        if (m_busy.size() < kMaxPrograms)
            remove(name);
    }
    for (const auto &[name, ports] : m_wanted) {
        if (m_running.contains(name) && !m_started.contains(name))
            note(name); // it runs already: from now on it is this runner's
        if (!m_running.contains(name) && !m_busy.contains(name) && m_busy.size() < kMaxPrograms)
            start(name);
    }
}

void PodRunner::start(const std::string &name)
{
    m_busy.insert(name);
    note(name); // before it runs, so that a crash does not leave a pod that nobody removes
    QStringList arguments{QStringLiteral("run"), QStringLiteral("--json"), QStringLiteral("--name"),
                          QString::fromStdString(name)};
    if (const auto &ports = m_wanted[name]; !ports.empty())
        arguments << QStringLiteral("--ports") << QString::fromStdString(ports);
    run(arguments, [this, name](bool isOk, const QByteArray &, const QByteArray &errors) {
        m_busy.erase(name);
        if (isOk) {
            m_running.insert(name);
            m_failures.erase(name);
            step();
        } else {
            m_failures[name] = std::string(trimmed(errors.toStdString()));
            m_again.start(kRetryDelay);
        }
        emit changed();
    });
}

void PodRunner::remove(const std::string &name)
{
    m_busy.insert(name);
    run({QStringLiteral("rm"), QStringLiteral("--name"), QString::fromStdString(name)},
        [this, name](bool isOk, const QByteArray &, const QByteArray &errors) {
            m_busy.erase(name);
            if (isOk || !m_running.contains(name)) {
                m_running.erase(name);
                forget(name);
                step();
            } else {
                m_failures[name] = std::string(trimmed(errors.toStdString()));
                m_again.start(kRetryDelay);
            }
            emit changed();
        });
}

void PodRunner::run(const QStringList &arguments, Finished finished)
{
    const auto program = siblingProgram("podloom-node");
    if (!program) {
        QTimer::singleShot(0, this, [finished, text = program.error().text()] {
            finished(false, {}, QByteArray::fromStdString(text));
        });
        return;
    }
    auto *process = new QProcess(this);
    process->setStandardInputFile(QProcess::nullDevice());
    const auto end = [process, finished](bool isOk) {
        process->disconnect();
        finished(isOk, process->readAllStandardOutput(), process->readAllStandardError());
        process->deleteLater();
    };
    connect(process, &QProcess::finished, this,
            [end](int status, QProcess::ExitStatus how) { end(how == QProcess::NormalExit && status == 0); });
    connect(process, &QProcess::errorOccurred, this, [end](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            end(false);
    });
    process->start(QString::fromStdString(program->string()),
                   QStringList(QStringLiteral("pod")) + arguments
                       + QStringList{QStringLiteral("--run"), m_runFolder});
}

void PodRunner::note(const std::string &name)
{
    m_started[name] = m_wanted[name];
    (void)m_database.transaction(Durability::Normal, [&]() -> Status {
        auto insert = m_database.prepare("INSERT OR REPLACE INTO started_pods VALUES (?1, ?2)");
        if (!insert)
            return Failure{std::move(insert).error()};
        return insert->bind(1, name).bind(2, m_wanted[name]).run();
    }); // without the record the pod is taken for one that was started by hand
}

void PodRunner::forget(const std::string &name)
{
    m_started.erase(name);
    (void)m_database.transaction(Durability::Normal, [&]() -> Status {
        auto remove = m_database.prepare("DELETE FROM started_pods WHERE name = ?1");
        if (!remove)
            return Failure{std::move(remove).error()};
        return remove->bind(1, name).run();
    });
}

} // namespace podloom
