#include "tests/contract/store/etcd_process.h"

#include <QStandardPaths>
#include <QTcpServer>

#include <gtest/gtest.h>

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
    const auto url = QString::fromStdString(etcd->m_url);
    const auto peer = QStringLiteral("http://127.0.0.1:%1").arg(freePort());
    etcd->m_arguments = {QStringLiteral("--data-dir"),
                         etcd->m_folder.filePath(QStringLiteral("data")),
                         QStringLiteral("--listen-client-urls"),
                         url,
                         QStringLiteral("--advertise-client-urls"),
                         url,
                         QStringLiteral("--listen-peer-urls"),
                         peer,
                         QStringLiteral("--initial-advertise-peer-urls"),
                         peer,
                         QStringLiteral("--initial-cluster"),
                         QStringLiteral("default=") + peer,
                         QStringLiteral("--logger"),
                         QStringLiteral("zap")};
    etcd->m_arguments += arguments;
    return etcd->resume() ? etcd : nullptr;
}

EtcdProcess::~EtcdProcess()
{
    kill();
}

void EtcdProcess::kill()
{
    m_process.kill();
    m_process.waitForFinished();
}

bool EtcdProcess::resume()
{
    m_process.setStandardErrorFile(m_folder.filePath(QStringLiteral("log")));
    m_process.start(QStringLiteral("etcd"), m_arguments);
    return m_process.waitForStarted();
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
