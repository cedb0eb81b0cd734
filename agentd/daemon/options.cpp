#include "agentd/daemon/options.h"

#include "core/base/text.h"
#include "core/os/files.h"
#include "core/store/open_store.h"

#include <QCommandLineParser>

namespace podloom {

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

void addOptions(QCommandLineParser &parser)
{
    const std::tuple<const char *, const char *, const char *> valued[] = {
        {"node", "This node's name in the design.", "NAME"},
        {"cluster", "The cluster that the node belongs to; \"default\".", "NAME"},
        {"store", "sqlite:FILE or etcd:URL[,URL].", "STORE"},
        {"state", "What survives a reboot; /var/lib/podloom.", "DIR"},
        {"run", "Sockets; /run/podloom.", "DIR"},
        {"idle-block-seconds", "How long a block of addresses is kept that no pod uses; 60.", "N"},
        {"departed-node-seconds",
         "How long a node is silent whose Node was deleted before its addresses are free; 30.", "N"},
        {"etcd-ca", "Authorities of etcd's certificate (PEM).", "FILE"},
        {"etcd-cert", "Client certificate for etcd (PEM).", "FILE"},
        {"etcd-key", "Its key (PEM).", "FILE"},
        {"etcd-user", "User of etcd.", "NAME"},
        {"etcd-password-file", "File with that user's password.", "FILE"},
    };
    for (const auto &[name, description, value] : valued)
        parser.addOption({text(name), text(description), text(value)});
    parser.addOption({text("pods"), text("Runs the Pods of this node with podloom-node.")});
    parser.addOption({text("no-bgp"), text("Does not run BIRD.")});
    parser.addHelpOption();
}

} // namespace

Result<RunOptions> parseRunOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(QStringList(text("podloom-agentd run")) + arguments))
        return fail(Errc::InvalidArgument, "usage", "%1", {parser.errorText().toStdString()});
    if (parser.isSet(text("help")))
        return fail(Errc::Cancelled, "help", "%1", {parser.helpText().toStdString()});
    const auto valueOf = [&](const char *name, const std::string &fallback = {}) {
        return parser.isSet(text(name)) ? parser.value(text(name)).toStdString() : fallback;
    };
    RunOptions options;
    options.node = valueOf("node");
    options.cluster = valueOf("cluster", options.cluster);
    options.store = valueOf("store");
    options.stateFolder = valueOf("state", options.stateFolder);
    options.runFolder = valueOf("run", options.runFolder);
    const auto idle = parseUnsigned(valueOf("idle-block-seconds", "60"), 86'400);
    if (!idle)
        return fail(Errc::InvalidArgument, "usage", "--idle-block-seconds wants a number up to 86400");
    options.idleBlockTime = std::chrono::seconds(*idle);
    const auto departed = parseUnsigned(valueOf("departed-node-seconds", "30"), 86'400);
    if (!departed)
        return fail(Errc::InvalidArgument, "usage", "--departed-node-seconds wants a number up to 86400");
    options.departedNodeTime = std::chrono::seconds(*departed);
    options.etcd.caFile = valueOf("etcd-ca");
    options.etcd.certificateFile = valueOf("etcd-cert");
    options.etcd.keyFile = valueOf("etcd-key");
    options.etcd.user = valueOf("etcd-user");
    options.runsPods = parser.isSet(text("pods"));
    options.runsBgp = !parser.isSet(text("no-bgp"));
    if (options.node.empty() || options.store.empty())
        return fail(Errc::InvalidArgument, "usage", "--node and --store are needed");
    if (auto known = checkStoreAddress(options.store); !known)
        return wrap(std::move(known).error(), "--store");
    if (!parser.positionalArguments().isEmpty())
        return fail(Errc::InvalidArgument, "usage", "there is no argument %1",
                    {parser.positionalArguments().first().toStdString()});
    if (const auto file = valueOf("etcd-password-file"); !file.empty()) {
        const auto password = readFile(file);
        if (!password)
            return wrap(password.error(), "read the password of etcd");
        options.etcd.password = std::string(trimmed(*password));
    }
    return options;
}

} // namespace podloom
