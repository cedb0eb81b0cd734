#include "agentd/bgp/bird_process.h"

#include "core/os/files.h"

#include <QStandardPaths>

#include <filesystem>
#include <utility>

namespace podloom {

namespace {

QString locate(const std::string &program)
{
    const auto name = QString::fromStdString(program);
    if (name.contains(QLatin1Char('/')))
        return name;
    const auto found = QStandardPaths::findExecutable(name);
    if (!found.isEmpty())
        return found;
    return QStandardPaths::findExecutable(
        name, {QStringLiteral("/usr/sbin"), QStringLiteral("/sbin"), QStringLiteral("/usr/local/sbin")});
}

} // namespace

BirdFiles BirdFiles::in(const std::string &stateDirectory, const std::string &runDirectory)
{
    return {stateDirectory + "/bird.conf",
            stateDirectory + "/bird.conf.next",
            stateDirectory + "/bird-secrets.conf",
            runDirectory + "/bird.ctl",
            runDirectory + "/bird.pid",
            runDirectory + "/bird.log",
            runDirectory + "/bird.mark",
            runDirectory + "/bird.restarting"};
}

BirdProcess::BirdProcess(std::string program, BirdFiles files, QObject *parent)
    : QObject(parent),
      m_program(std::move(program)),
      m_files(std::move(files))
{
    connect(&m_launcher, &QProcess::finished, this, &BirdProcess::onFinished);
    connect(&m_launcher, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            onFinished(-1);
    });
}

void BirdProcess::start(const std::string &config, std::function<void(Status)> done)
{
    m_done = std::move(done);
    const auto program = locate(m_program);
    if (program.isEmpty()) {
        std::exchange(m_done,
                      nullptr)(fail(Errc::NotFound, "bird-missing",
                                    "There is no program \"%1\"; the package bird2 has it", {m_program}));
        return;
    }
    QStringList arguments{QStringLiteral("-c"), QString::fromStdString(config),
                          QStringLiteral("-s"), QString::fromStdString(m_files.socket),
                          QStringLiteral("-P"), QString::fromStdString(m_files.pid)};
    std::error_code none;
    if (std::filesystem::exists(m_files.mark, none))
        arguments << QStringLiteral("-R");
    // It reads its configuration, goes to the background and lets this process end with 0.
    m_launcher.start(program, arguments, QIODevice::ReadOnly);
}

void BirdProcess::onFinished(int exitCode)
{
    if (!m_done)
        return;
    const auto done = std::exchange(m_done, nullptr);
    if (exitCode == 0) {
        done(replaceFile(m_files.mark, "BIRD ran since the machine started\n"));
        return;
    }
    const auto output = QString::fromUtf8(m_launcher.readAllStandardError()).trimmed();
    const auto sentence = output.isEmpty() ? m_launcher.errorString() : output;
    done(fail(Errc::InvalidArgument, "bird-refused", "BIRD says: %1", {sentence.toStdString(), "8002"}));
}

void BirdProcess::forgetRoutes()
{
    std::error_code none;
    std::filesystem::remove(m_files.mark, none);
}

} // namespace podloom
