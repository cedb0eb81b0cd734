// podloom-agentd: the node agent, and the verbs that talk to it.
#include "agentd/daemon/agent.h"
#include "agentd/daemon/agent_client.h"
#include "agentd/daemon/install.h"
#include "agentd/daemon/rpc_api.h"
#include "agentd/daemon/service_notifier.h"
#include "agentd/daemon/uninstall.h"
#include "core/os/unique_fd.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QSocketNotifier>

#include <signal.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

namespace {

using namespace podloom;

constexpr const char *kUsage =
    "podloom-agentd: the node agent of Podloom\n\n"
    "usage:\n"
    "  podloom-agentd run --node NAME --store sqlite:FILE|etcd:URL[,URL] [--cluster NAME] [--state DIR] "
    "[--run DIR]\n"
    "                     [--pods] [--no-bgp] [--idle-block-seconds N]\n"
    "                     [--etcd-ca FILE] [--etcd-cert FILE] [--etcd-key FILE]\n"
    "                     [--etcd-user NAME] [--etcd-password-file FILE]\n"
    "  podloom-agentd apply [--prune SET] PATH... [--socket S]\n"
    "  podloom-agentd delete KIND[.GROUP]/[NAMESPACE/]NAME [--socket S]\n"
    "  podloom-agentd get KIND[.GROUP] [-o json] [--socket S]\n"
    "  podloom-agentd status --json [--socket S]\n"
    "  podloom-agentd doctor --json [--socket S]\n"
    "  podloom-agentd forget NODE [--socket S]\n"
    "  podloom-agentd rpc [--socket S]\n"
    "  podloom-agentd install [--plugins DIR] [--configurations DIR]\n"
    "  podloom-agentd uninstall [--state DIR] [--run DIR] [--plugins DIR] [--configurations DIR]\n\n"
    "\"podloom-agentd VERB --help\" says more of a verb. As a service: systemctl start podloom-agentd\n";

constexpr const char *kInstallUsage =
    "usage: podloom-agentd install [--plugins DIR] [--configurations DIR]\n\n"
    "Puts the CNI plugin and then a network configuration where container runtimes look for them. A "
    "configuration\n"
    "of Podloom that is there already stays as it is, and so does everything of another plugin. Says in "
    "JSON\n"
    "what is where, and which configurations runtimes would prefer.\n\n"
    "  --plugins DIR         /opt/cni/bin\n"
    "  --configurations DIR  /etc/cni/net.d\n";

constexpr const char *kUninstallUsage =
    "usage: podloom-agentd uninstall [--state DIR] [--run DIR] [--plugins DIR] [--configurations DIR]\n\n"
    "Takes everything away that agents put on this node: pods of podloom-node, links, routes, packet "
    "filter,\n"
    "connections, BIRD, state and sockets, and what \"install\" put there. Stop the service before:\n"
    "systemctl stop podloom-agentd. Says in JSON what there was; a second run finds nothing. A store\n"
    "outside of these folders stays.\n\n"
    "  --state DIR  What survived a reboot; /var/lib/podloom.\n"
    "  --run DIR    Sockets; /run/podloom.\n"
    "  --plugins DIR, --configurations DIR  As \"install\" was told.\n";

int complain(const std::string &sentence, int status)
{
    std::fprintf(stderr, "podloom-agentd: %s\n", sentence.c_str());
    return status;
}

int endingEvent = -1; // what a signal handler may touch

/// SIGTERM and SIGINT end the event loop; pods and their traffic go on. The signals are not blocked, since
/// every program that the agent starts would inherit that. Returns what becomes readable.
UniqueFd catchSignals()
{
    UniqueFd event(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    endingEvent = event.get();
    struct sigaction action {};
    action.sa_handler = [](int) {
        const std::uint64_t one = 1;
        (void)!::write(endingEvent, &one, sizeof one);
    };
    for (const int number : {SIGTERM, SIGINT})
        ::sigaction(number, &action, nullptr);
    return event;
}

int runAgent(const QStringList &arguments, const UniqueFd &ending)
{
    const auto options = parseRunOptions(arguments);
    if (!options) {
        if (options.error().code == Errc::Cancelled)
            return std::puts(options.error().text().c_str()) < 0 ? 2 : 0;
        return complain(options.error().text(), 2);
    }
    QSocketNotifier ended(ending.get(), QSocketNotifier::Read);
    QObject::connect(&ended, &QSocketNotifier::activated, qApp, &QCoreApplication::quit);
    Agent agent(*options);
    if (const auto started = agent.start(); !started)
        return complain(started.error().text(), 2);
    RpcApi api(agent);
    if (const auto listening = api.listen(); !listening)
        return complain(listening.error().text(), 2);
    const ServiceNotifier notifier(agent);
    return QCoreApplication::exec();
}

/// Options that name folders, and where the names go.
using FolderOptions = std::vector<std::pair<const char *, std::string *>>;

/// Reads the command line of a verb that takes folders and nothing else; what to exit with, when it is no
/// call.
std::optional<int> readFolders(const QString &verb, const QStringList &arguments, const char *usage,
                               const FolderOptions &folders)
{
    QCommandLineParser parser;
    for (const auto &[name, folder] : folders)
        parser.addOption({QString::fromLatin1(name), {}, QStringLiteral("DIR")});
    const QCommandLineOption help(QStringList{QStringLiteral("h"), QStringLiteral("help")});
    parser.addOption(help);
    if (!parser.parse(QStringList(verb) + arguments))
        return complain(parser.errorText().toStdString(), 2);
    if (parser.isSet(help))
        return std::fputs(usage, stdout) < 0 ? 2 : 0;
    if (!parser.positionalArguments().isEmpty())
        return complain('"' + verb.toStdString() + "\" takes no arguments", 2);
    for (const auto &[name, folder] : folders) {
        if (parser.isSet(QString::fromLatin1(name)))
            *folder = parser.value(QString::fromLatin1(name)).toStdString();
    }
    return std::nullopt;
}

int runInstall(const QString &verb, const QStringList &arguments)
{
    CniFolders cni;
    if (const auto status = readFolders(verb, arguments, kInstallUsage,
                                        {{"plugins", &cni.plugins}, {"configurations", &cni.configurations}}))
        return *status;
    const auto installed = installPlugin(cni);
    if (!installed)
        return complain(installed.error().text(), 1);
    if (!(*installed)["before"].items().empty())
        complain("runtimes go on using " + (*installed)["before"].items().front().asString()
                     + ", because its name comes first",
                 0);
    return std::puts(installed->dump().c_str()) < 0 ? 2 : 0;
}

/// The node as it was before its first agent.
int runUninstall(const QString &verb, const QStringList &arguments)
{
    RunOptions options;
    CniFolders cni;
    if (const auto status = readFolders(verb, arguments, kUninstallUsage,
                                        {{"state", &options.stateFolder},
                                         {"run", &options.runFolder},
                                         {"plugins", &cni.plugins},
                                         {"configurations", &cni.configurations}}))
        return *status;
    auto [found, done] = uninstall(options);
    if (!found.isNull()) { // otherwise it was refused
        auto files = removePlugin(cni);
        if (files)
            found.set("files", *std::move(files));
        else if (done)
            done = Failure{files.error()};
        if (std::puts(found.dump().c_str()) < 0)
            return 2;
    }
    if (done)
        return 0;
    return complain(done.error().text(), done.error().code == Errc::InvalidArgument ? 2 : 1);
}

} // namespace

int main(int argc, char **argv)
{
    ::signal(SIGPIPE, SIG_IGN);
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("podloom-agentd"));
    const auto arguments = QCoreApplication::arguments().mid(1);
    const auto verb = arguments.value(0);
    if (verb == QLatin1String("--help") || verb == QLatin1String("-h"))
        return std::puts(kUsage) < 0 ? 2 : 0;
    if (verb == QLatin1String("--version"))
        return std::puts("podloom-agentd " PODLOOM_VERSION) < 0 ? 2 : 0;
    if (verb == QLatin1String("run")) {
        const auto ending = catchSignals();
        return runAgent(arguments.mid(1), ending);
    }
    if (verb == QLatin1String("install"))
        return runInstall(verb, arguments.mid(1));
    if (verb == QLatin1String("uninstall"))
        return runUninstall(verb, arguments.mid(1));
    const QStringList verbs{QStringLiteral("apply"),  QStringLiteral("delete"), QStringLiteral("get"),
                            QStringLiteral("status"), QStringLiteral("doctor"), QStringLiteral("rpc"),
                            QStringLiteral("forget")};
    if (!verbs.contains(verb))
        return complain("there is no verb \"" + verb.toStdString() + "\"\n" + kUsage, 2);
    return runClientVerb(verb, arguments.mid(1));
}
