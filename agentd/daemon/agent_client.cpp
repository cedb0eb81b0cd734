#include "agentd/daemon/agent_client.h"

#include "agentd/daemon/node_findings.h"
#include "core/address/block.h"
#include "core/check/check.h"
#include "core/manifest/snapshot.h"
#include "core/os/files.h"
#include "core/os/unix_socket.h"
#include "core/rpc/client.h"

#include <QCommandLineParser>

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

namespace podloom {

namespace {

constexpr int kFine = 0;
constexpr int kFindings = 1;
constexpr int kUsage = 2;
constexpr std::chrono::seconds kApplyTimeout{60};

int complain(const std::string &sentence, int status = kUsage)
{
    std::fprintf(stderr, "podloom-agentd: %s\n", sentence.c_str());
    return status;
}

int printAnswer(const Json &answer)
{
    std::printf("%s\n", answer.dump().c_str());
    return kFine;
}

/// The error of who could not connect to the agent, with what to do about it.
Error unreachable(Error error)
{
    const bool isForbidden = error.code == Errc::PermissionDenied;
    return wrap(std::move(error),
                isForbidden
                    ? "only root may ask the agent"
                    : "no agent runs here (\"systemctl start podloom-agentd\" starts it, \"journalctl -u "
                      "podloom-agentd\" has what it says; --socket names another one's socket)")
        .error;
}

Result<rpc::Client> connectTo(const std::string &socket)
{
    auto stream = FdStream::connect(socket);
    if (!stream)
        return Failure{unreachable(std::move(stream).error())};
    rpc::Client client(*std::move(stream));
    if (auto hello = client.hello(); !hello)
        return wrap(std::move(hello).error(), "greet the agent");
    return client;
}

/// The manifests of files, folders and standard input ("-"). Errors: what reading or parsing gives.
Result<Json> readManifests(const QStringList &paths)
{
    std::vector<InputFile> files;
    for (const auto &path : paths) {
        if (path == QLatin1String("-")) {
            auto bytes = readAll(STDIN_FILENO);
            if (!bytes)
                return Failure{std::move(bytes).error()};
            files.push_back({"-", *std::move(bytes)});
            continue;
        }
        const auto found = manifestFiles(path.toStdString());
        if (!found)
            return Failure{found.error()};
        for (const auto &file : *found) {
            auto bytes = readFile(file);
            if (!bytes)
                return Failure{std::move(bytes).error()};
            files.push_back({file.string(), *std::move(bytes)});
        }
    }
    const auto snapshot = parseFiles(std::move(files));
    for (const auto &diagnostic : snapshot->diagnostics()) {
        const Error told{Errc::InvalidArgument,
                         {"bad-manifest",
                          "%1:%2:%3: %4",
                          {snapshot->fileName(diagnostic.at.file), std::to_string(diagnostic.at.line),
                           std::to_string(diagnostic.at.column), diagnostic.message.text()}},
                         {}};
        if (diagnostic.severity == Severity::Error)
            return Failure{told};
        if (diagnostic.severity == Severity::Warning)
            complain("warning: " + told.text());
    }
    Json objects = Json::array();
    for (const auto &id : snapshot->objects())
        objects.append(snapshot->manifestJson(id));
    return objects;
}

/// The store's objects are all of one cluster, which only its Cluster object may name.
bool isSameButCluster(const ObjectId &a, const ObjectId &b)
{
    return a.group == b.group && a.kind == b.kind && a.ns == b.ns && a.name == b.name;
}

/// Says on standard error what is wrong with applied objects beside the others of the store: a tier that is
/// not there, a pool that overlaps another one.
void tellFaults(rpc::Client &client, const Json &applied)
{
    const auto all = client.call("get", Json::object());
    if (!all)
        return;
    const auto ids = parseObjects(applied.items())->objects();
    const auto snapshot = parseObjects((*all)["objects"].items());
    const auto findings = checkDesign(snapshot->design());
    for (const auto &finding : findings) {
        if (finding.severity == Severity::Error && finding.object
            && std::any_of(ids.begin(), ids.end(),
                           [&](const ObjectId &id) { return isSameButCluster(id, *finding.object); }))
            complain(finding.object->toString() + ": " + finding.message.text());
    }
}

/// Says on standard error which pods go on with addresses that no pool has now.
void tellOfRemnants(rpc::Client &client)
{
    const auto ipam = client.call("ipam");
    if (!ipam)
        return;
    const auto &pools = (*ipam)["pools"].items();
    for (const auto &record : (*ipam)["blocks"].items()) {
        const auto block = blockFromJson(record);
        const bool isInPool = !block || std::any_of(pools.begin(), pools.end(), [&](const Json &pool) {
            const auto cidr = Prefix::parse(pool["cidr"].asString());
            return cidr && cidr->contains(block->cidr);
        });
        if (isInPool)
            continue;
        for (const auto &[node, ordinals] : block->used)
            complain(
                "no pool has " + block->cidr.toString() + " any more, but pods on " + node
                + " have addresses of it (" + std::to_string(ordinals.size())
                + "): for those, BGP and natOutgoing stay as they were, a tunnel does not; make them again");
    }
}

int apply(rpc::Client &client, const QCommandLineParser &parser, const QStringList &paths)
{
    if (paths.isEmpty())
        return complain("apply needs files or folders");
    auto objects = readManifests(paths);
    if (!objects)
        return complain(objects.error().text());
    const auto set = parser.value(QStringLiteral("prune")).toStdString();
    auto params = Json::object({{"objects", *std::move(objects)}});
    if (!set.empty())
        params.set("set", set).set("prune", true);
    const auto applied = client.call("apply", params, kApplyTimeout);
    if (!applied)
        return complain(applied.error().text(), kFindings);
    const auto reached = client.call(
        "wait", Json::object({{"revision", (*applied)["revision"]}, {"timeoutMs", 30'000}}), kApplyTimeout);
    if (!reached)
        return complain(reached.error().text(), kFindings);
    auto answer = *applied;
    answer.set("generation", (*reached)["generation"]).set("reached", (*reached)["reached"]);
    printAnswer(answer);
    tellFaults(client, params["objects"]);
    if (!set.empty())
        tellOfRemnants(client);
    return (*reached)["reached"].asBool() ? kFine : kFindings;
}

int callOnce(rpc::Client &client, const std::string &method, const Json &params)
{
    const auto answer = client.call(method, params);
    if (answer)
        return printAnswer(*answer);
    return complain(answer.error().text(), answer.error().code == Errc::InvalidArgument ? kUsage : kFindings);
}

int remove(rpc::Client &client, const std::string &object)
{
    const auto removed = client.call("delete", Json::object({{"object", object}}));
    if (!removed)
        return complain(removed.error().text(),
                        removed.error().code == Errc::InvalidArgument ? kUsage : kFindings);
    printAnswer(*removed);
    const auto wish = Json::object({{"revision", (*removed)["revision"]}, {"timeoutMs", 5'000}});
    if (object.starts_with("IPPool") && client.call("wait", wish, kApplyTimeout))
        tellOfRemnants(client);
    return kFine;
}

/// What can be said of the node although its agent does not answer.
int examineWithoutAgent(const std::string &socket, const Error &error)
{
    Json findings = Json::array();
    addFinding(findings, "no-agent", socket, error.text());
    findConfigurations(findings);
    NftHelper nftables;
    findDroppingChains(findings, nftables, {});
    printAnswer(Json::object({{"cni", ownerJson()}, {"findings", std::move(findings)}}));
    return complain(error.text());
}

/// Copies between standard input and output and the agent's socket until one of them ends.
int bridge(const std::string &socketPath)
{
    auto socket = connectUnix(socketPath);
    if (!socket)
        return complain(unreachable(std::move(socket).error()).text());
    std::array<pollfd, 2> ends{pollfd{STDIN_FILENO, POLLIN, 0}, pollfd{socket->get(), POLLIN, 0}};
    std::array<char, 65536> buffer{};
    for (;;) {
        if (::poll(ends.data(), ends.size(), -1) < 0) {
            if (errno == EINTR)
                continue;
            return kUsage;
        }
        for (std::size_t i = 0; i < ends.size(); ++i) {
            if (ends[i].revents == 0)
                continue;
            const auto size = ::read(ends[i].fd, buffer.data(), buffer.size());
            if (size <= 0)
                return kFine;
            const int to = i == 0 ? socket->get() : STDOUT_FILENO;
            if (!writeAll(to, {buffer.data(), static_cast<std::size_t>(size)}))
                return kUsage;
        }
    }
}

} // namespace

int runClientVerb(const QString &verb, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption({QStringLiteral("socket"), QStringLiteral("The agent's socket."), QStringLiteral("PATH"),
                      QStringLiteral("/run/podloom/agentd.sock")});
    parser.addOption({QStringLiteral("prune"),
                      QStringLiteral("Removes what was applied under this name before and is not there now."),
                      QStringLiteral("SET")});
    parser.addOption({QStringLiteral("o"), QStringLiteral("The form of the answer; json."),
                      QStringLiteral("json"), QStringLiteral("json")});
    parser.addOption({QStringLiteral("json"), QStringLiteral("Answers in JSON, as always.")});
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")},
                                  QStringLiteral("Shows this help."));
    parser.addOption(help);
    if (!parser.parse(QStringList(verb) + arguments))
        return complain(parser.errorText().toStdString());
    if (parser.isSet(help)) {
        std::printf(
            "usage: podloom-agentd apply PATH... | get KIND | delete OBJECT | forget NODE | status | doctor "
            "| rpc\n\n%s",
            qPrintable(parser.helpText().section(QLatin1String("Options:"), 1).trimmed() + u'\n'));
        return kFine;
    }
    const auto socket = parser.value(QStringLiteral("socket")).toStdString();
    const auto rest = parser.positionalArguments();
    if (verb == QLatin1String("rpc"))
        return bridge(socket);
    if (const bool isAboutOne = verb == QLatin1String("get") || verb == QLatin1String("delete")
                             || verb == QLatin1String("forget");
        verb != QLatin1String("apply") && rest.size() != (isAboutOne ? 1 : 0))
        return complain(isAboutOne ? "usage: podloom-agentd get KIND[.GROUP] | delete "
                                     "KIND[.GROUP]/[NAMESPACE/]NAME | forget NODE"
                                   : "\"" + verb.toStdString() + "\" takes no arguments");
    auto client = connectTo(socket);
    if (!client && verb == QLatin1String("doctor") && client.error().code != Errc::PermissionDenied)
        return examineWithoutAgent(socket, client.error());
    if (!client)
        return complain(client.error().text());
    if (verb == QLatin1String("apply"))
        return apply(*client, parser, rest);
    if (verb == QLatin1String("get"))
        return callOnce(*client, "get", Json::object({{"kind", rest.value(0).toStdString()}}));
    if (verb == QLatin1String("delete"))
        return remove(*client, rest.value(0).toStdString());
    if (verb == QLatin1String("forget"))
        return callOnce(*client, "forgetNode", Json::object({{"node", rest.value(0).toStdString()}}));
    if (verb == QLatin1String("doctor")) {
        const auto answer = client->call("doctor");
        if (!answer)
            return complain(answer.error().text(), kFindings);
        printAnswer(*answer);
        return (*answer)["findings"].items().empty() ? kFine : kFindings;
    }
    return callOnce(*client, "status", Json::object());
}

} // namespace podloom
