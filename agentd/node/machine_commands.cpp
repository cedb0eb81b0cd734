// init and service: the commands inside a machine.
#include "agentd/node/command_line.h"
#include "agentd/node/commands.h"
#include "agentd/node/init.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/os/files.h"
#include "core/os/unix_socket.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace podloom {

namespace {

constexpr const char *kServiceUsage = "service start|stop|restart|status NAME | service list";

Result<Json> ask(const std::string &socketPath, const Json &request)
{
    auto socket = connectUnix(socketPath);
    if (!socket)
        return wrap(std::move(socket).error(), "no podloom-node init runs here");
    if (auto sent = writeAll(socket->get(), request.dump() + '\n'); !sent)
        return Failure{std::move(sent).error()};
    std::string answer;
    while (!answer.ends_with('\n')) {
        auto received = receiveWithFd(socket->get());
        if (!received)
            return Failure{std::move(received).error()};
        if (received->bytes.empty())
            return fail(Errc::Unavailable, "init-gone", "podloom-node init ended before it answered");
        answer += received->bytes;
    }
    return parseJson(answer);
}

} // namespace

int initCommand(Words words)
{
    const auto line = parseCommandLine(words, {"--ready-fd", "--services", "--logs", "--socket"});
    if (!line)
        return commandFailed(line.error());
    const auto ready = parseUnsigned(line->option("--ready-fd", "65536"), 65536);
    if (!ready || !line->words.empty())
        return commandMisused(
            "init [--ready-fd NUMBER] [--services DIRECTORY] [--logs DIRECTORY] [--socket PATH]");
    InitPaths paths;
    paths.services = line->option("--services", paths.services);
    paths.logs = line->option("--logs", paths.logs);
    paths.socket = line->option("--socket", paths.socket);
    return runInit(paths, *ready == 65536 ? -1 : static_cast<int>(*ready));
}

int serviceCommand(Words words)
{
    const auto line = parseCommandLine(words, {"--socket"});
    if (!line)
        return commandFailed(line.error());
    const std::string op = line->words.empty() ? "" : line->words.front();
    constexpr std::array<std::string_view, 4> kOps{"start", "stop", "restart", "status"};
    const bool isOfOne = std::find(kOps.begin(), kOps.end(), op) != kOps.end();
    if (line->words.size() != (isOfOne ? 2U : 1U) || (!isOfOne && op != "list"))
        return commandMisused(kServiceUsage);
    auto request = Json::object({{"op", op}});
    if (isOfOne)
        request.set("name", line->words[1]);
    const auto answer = ask(line->option("--socket", InitPaths{}.socket), request);
    if (!answer)
        return commandFailed(answer.error());
    if ((*answer)["error"].isString()) {
        std::fprintf(stderr, "podloom-node: %s\n", (*answer)["error"].asString().c_str());
        return 1;
    }
    std::printf("%s\n", answer->dump().c_str());
    return op == "status" && (*answer)["state"].asString() != "running" ? 1 : 0;
}

} // namespace podloom
