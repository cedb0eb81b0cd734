#include "tests/contract/store/etcd_process.h"

#include <QStandardPaths>
#include <QTcpServer>

#include <gtest/gtest.h>

#include <sys/wait.h>

#include <csignal>
#include <utility>

namespace podloom {

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

std::shared_ptr<EtcdProcess> EtcdProcess::shared()
{
    static const auto process = [] {
        auto started = start();
        if (started && !started->waitUntilReady({}))
            ADD_FAILURE() << "etcd does not answer";
        return started;
    }();
    return process;
}

std::shared_ptr<EtcdProcess> EtcdProcess::start(const QStringList &arguments, const std::string &scheme)
{
    if (QStandardPaths::findExecutable(QStringLiteral("etcd")).isEmpty())
        return nullptr;
    auto etcd = std::make_shared<EtcdProcess>();
    etcd->m_url = scheme + "://127.0.0.1:" + std::to_string(freePort());
    const auto peer = "http://127.0.0.1:" + std::to_string(freePort());
    etcd->m_arguments = {"etcd",
                         "--data-dir",
                         etcd->m_folder.filePath(QStringLiteral("data")).toStdString(),
                         "--listen-client-urls",
                         etcd->m_url,
                         "--advertise-client-urls",
                         etcd->m_url,
                         "--listen-peer-urls",
                         peer,
                         "--initial-advertise-peer-urls",
                         peer,
                         "--initial-cluster",
                         "default=" + peer,
                         "--logger",
                         "zap"};
    for (const auto &argument : arguments)
        etcd->m_arguments.push_back(argument.toStdString());
    return etcd->resume() ? etcd : nullptr;
}

EtcdProcess::~EtcdProcess()
{
    kill();
}

void EtcdProcess::kill()
{
    if (m_process == 0)
        return;
    ::kill(m_process, SIGKILL);
    ::waitpid(std::exchange(m_process, 0), nullptr, 0);
}

bool EtcdProcess::resume()
{
    const auto started = spawnDetached(
        {.argv = m_arguments, .logFile = m_folder.filePath(QStringLiteral("log")).toStdString()});
    if (started)
        m_process = *started;
    return started.has_value();
}

std::unique_ptr<Store> EtcdProcess::connect(EtcdOptions options) const
{
    options.endpoints = {m_url};
    auto opened = EtcdStore::open(std::move(options));
    EXPECT_TRUE(opened) << opened.error().text();
    return opened ? *std::move(opened) : nullptr;
}

bool EtcdProcess::waitUntilReady(const EtcdOptions &options) const
{
    const auto store = connect(options);
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (std::chrono::steady_clock::now() < deadline) {
        const auto answer = store->list("/ready");
        if (answer)
            return true;
        if (answer.error().code == Errc::InvalidArgument || answer.error().code == Errc::PermissionDenied)
            return false;
    }
    return false;
}

void EtcdProcess::wipe() const
{
    const auto store = connect({});
    const auto listing = store->list("/t");
    ASSERT_TRUE(listing) << listing.error().text();
    std::vector<StoreChange> removals;
    for (const auto &entry : listing->entries)
        removals.push_back({.key = entry.key});
    ASSERT_TRUE(store->putAll(removals));
}

} // namespace podloom
