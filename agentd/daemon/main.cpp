// podloom-agentd: the node agent, and the verbs that talk to it.
#include "agentd/daemon/agent.h"
#include "agentd/daemon/agent_client.h"
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
    "  podloom-agentd rpc [--socket S]\n"
    "  podloom-agentd uninstall [--state DIR] [--run DIR]\n\n"
    "\"podloom-agentd VERB --help\" says more of a verb. As a service: systemctl start podloom-agentd\n";

constexpr const char *kUninstallUsage =
    "usage: podloom-agentd uninstall [--state DIR] [--run DIR]\n\n"
    "Takes everything away that agents put on this node: pods of podloom-node, links, routes, packet "
    "filter,\n"
    "connections, BIRD, state and sockets. Stop the service before: systemctl stop podloom-agentd. Says in\n"
    "JSON what there was; a second run finds nothing. A store outside of these folders stays.\n\n"
    "  --state DIR  What survived a reboot; /var/lib/podloom.\n"
    "  --run DIR    Sockets; /run/podloom.\n";

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

/// The node as it was before its first agent.
int runUninstall(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption({QStringLiteral("state"), {}, QStringLiteral("DIR")});
    parser.addOption({QStringLiteral("run"), {}, QStringLiteral("DIR")});
    const QCommandLineOption help(QStringList{QStringLiteral("h"), QStringLiteral("help")});
    parser.addOption(help);
    if (!parser.parse(QStringList(QStringLiteral("uninstall")) + arguments))
        return complain(parser.errorText().toStdString(), 2);
    if (parser.isSet(help))
        return std::fputs(kUninstallUsage, stdout) < 0 ? 2 : 0;
    if (!parser.positionalArguments().isEmpty())
        return complain("\"uninstall\" takes no arguments", 2);
    RunOptions options;
    if (parser.isSet(QStringLiteral("state")))
        options.stateFolder = parser.value(QStringLiteral("state")).toStdString();
    if (parser.isSet(QStringLiteral("run")))
        options.runFolder = parser.value(QStringLiteral("run")).toStdString();
    const auto [found, done] = uninstall(options);
    if (!found.isNull() && std::puts(found.dump().c_str()) < 0)
        return 2;
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
    if (verb == QLatin1String("uninstall"))
        return runUninstall(arguments.mid(1));
    const QStringList verbs{QStringLiteral("apply"),  QStringLiteral("delete"), QStringLiteral("get"),
                            QStringLiteral("status"), QStringLiteral("doctor"), QStringLiteral("rpc")};
    if (!verbs.contains(verb))
        return complain("there is no verb \"" + verb.toStdString() + "\"\n" + kUsage, 2);
    return runClientVerb(verb, arguments.mid(1));
}
