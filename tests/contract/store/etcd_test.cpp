#include "core/os/child_process.h"
#include "tests/contract/store/etcd_process.h"
#include "tests/contract/store/store_contract.h"

#include <QTemporaryDir>

namespace podloom {
namespace {

void runTool(std::vector<std::string> command)
{
    const auto output = runChild({.argv = std::move(command), .timeout = std::chrono::seconds(60)});
    ASSERT_TRUE(output) << output.error().text();
    EXPECT_EQ(output->exitCode, 0) << output->standardError;
}

/// Asks etcdctl, which is a client that is not ours.
void etcdctl(const EtcdProcess &etcd, const std::vector<std::string> &arguments)
{
    std::vector<std::string> command{"etcdctl", "--endpoints", etcd.url()};
    command.insert(command.end(), arguments.begin(), arguments.end());
    runTool(std::move(command));
}

class AnEtcdOfItsOwn : public ::testing::Test {
protected:
    void begin(const QStringList &arguments = {}, const std::string &scheme = "http")
    {
        etcd = EtcdProcess::start(arguments, scheme);
        if (!etcd)
            GTEST_SKIP() << "this machine has no etcd";
    }

    std::shared_ptr<EtcdProcess> etcd;
};

TEST_F(AnEtcdOfItsOwn, IsFollowedAcrossACompaction)
{
    begin();
    ASSERT_TRUE(etcd->waitUntilReady({}));
    const auto store = etcd->connect({});
    ASSERT_TRUE(store->putAll({{.key = "/t/a", .value = "1"}, {.key = "/t/b", .value = "1"}}));
    Told told;
    const auto watch = store->watch("/t/", told.sink());
    told.snapshot();

    // While etcd is away nothing can be told; what happened meanwhile is compacted before the watch comes
    // back.
    etcd->kill();
    ASSERT_TRUE(etcd->resume());
    ASSERT_TRUE(etcd->waitUntilReady({}));
    ASSERT_TRUE(store->putAll({{.key = "/t/a"}, {.key = "/t/c", .value = "3"}}));
    const auto last = store->list("/t/")->revision;
    etcdctl(*etcd, {"compact", std::to_string(last)});

    const auto updates = told.waitUntil([](const std::vector<StoreUpdate> &all) {
        return std::any_of(all.begin(), all.end(), [](const StoreUpdate &update) {
            return std::any_of(update.changes.begin(), update.changes.end(),
                               [](const StoreChange &change) { return change.key == "/t/c"; });
        });
    });
    // Either the events were told before the compaction, or a snapshot without /t/a came: both say it is
    // gone.
    std::map<std::string, bool> isThere;
    for (const auto &update : updates) {
        if (update.isSnapshot)
            isThere.clear();
        for (const auto &change : update.changes)
            isThere[change.key] = change.value.has_value();
    }
    EXPECT_FALSE(isThere["/t/a"]);
    EXPECT_TRUE(isThere["/t/b"]);
    EXPECT_TRUE(isThere["/t/c"]);
}

TEST_F(AnEtcdOfItsOwn, IsUsedWithUserAndPassword)
{
    begin({QStringLiteral("--auth-token-ttl"), QStringLiteral("1")});
    ASSERT_TRUE(etcd->waitUntilReady({}));
    etcdctl(*etcd, {"user", "add", "root:secret"});
    etcdctl(*etcd, {"user", "grant-role", "root", "root"});
    etcdctl(*etcd, {"auth", "enable"});
    EtcdOptions options;
    options.user = "root";
    options.password = "secret";
    const auto store = etcd->connect(options);
    Told told;
    const auto watch = store->watch("/t/", told.sink());
    told.snapshot();

    ASSERT_TRUE(store->compareAndPut("/t/a", 0, "1"));

    EXPECT_EQ(told.changes(1).front().key, "/t/a");
    options.password = "wrong";
    const auto refused = etcd->connect(options)->read("/t/a");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().text().find("wrong"), std::string::npos)
        << "a password never stands in an error";
    EXPECT_FALSE(etcd->connect({})->read("/t/a")) << "nobody reads without a log-in";
}

TEST_F(AnEtcdOfItsOwn, IsUsedOverTlsWithAClientCertificate)
{
    QTemporaryDir folder;
    const auto path = [&](const char *name) { return folder.filePath(QLatin1String(name)); };
    runTool({"openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout",
             path("key.pem").toStdString(), "-out", path("cert.pem").toStdString(), "-days", "2", "-subj",
             "/CN=etcd", "-addext", "subjectAltName=IP:127.0.0.1", "-addext",
             "extendedKeyUsage=serverAuth,clientAuth"});
    begin({QStringLiteral("--cert-file"), path("cert.pem"), QStringLiteral("--key-file"), path("key.pem"),
           QStringLiteral("--trusted-ca-file"), path("cert.pem"), QStringLiteral("--client-cert-auth")},
          "https");
    EtcdOptions options;
    options.caFile = path("cert.pem").toStdString();
    options.certificateFile = path("cert.pem").toStdString();
    options.keyFile = path("key.pem").toStdString();
    ASSERT_TRUE(etcd->waitUntilReady(options));

    const auto put = etcd->connect(options)->compareAndPut("/t/a", 0, "1");

    EXPECT_TRUE(put) << put.error().text();
    options.caFile.clear();
    EXPECT_FALSE(etcd->connect(options)->read("/t/a")) << "a server that nobody vouches for is refused";
}

TEST_F(AnEtcdOfItsOwn, IsReportedAsUnavailableWhileItIsAway)
{
    begin();
    ASSERT_TRUE(etcd->waitUntilReady({}));
    const auto store = etcd->connect({});
    ASSERT_TRUE(store->compareAndPut("/t/a", 0, "1"));
    etcd->kill();

    const auto answer = store->read("/t/a");

    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, Errc::Unavailable);
    ASSERT_TRUE(etcd->resume());
    ASSERT_TRUE(etcd->waitUntilReady({}));
    EXPECT_TRUE(store->read("/t/a")) << "the same store goes on when etcd is back";
}

} // namespace
} // namespace podloom
