// podloom-nft: runs the agent's nft transactions; its stdin and stdout are the agent's.
#include "agentd/enforce/nft_context.h"
#include "core/base/text.h"
#include "core/os/files.h"

#include <malloc.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <string>
#include <string_view>

namespace {

using namespace podloom;

constexpr std::uint64_t kDefaultLimitKiB = 192ULL * 1024;

std::uint64_t residentKiB()
{
    const auto statm = readFile("/proc/self/statm");
    if (!statm)
        return 0;
    std::uint64_t pages = 0;
    const auto second = statm->find(' ');
    if (second == std::string::npos)
        return 0;
    std::from_chars(statm->data() + second + 1, statm->data() + statm->size(), pages);
    return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) / 1024;
}

/// Answers one line; false when the program has to end.
bool serve(NftContext &context, std::string_view line, std::uint64_t limitKiB)
{
    NftContext::Answer answer{};
    if (const auto request = parseNftRequest(line)) {
        answer = context.answer(*request);
    } else {
        answer.reply.isOk = false;
        answer.reply.code = Errc::InvalidArgument;
        answer.reply.error = request.error().text();
    }
    ::malloc_trim(0);
    answer.reply.memoryKiB = residentKiB();
    answer.reply.isRetiring = answer.reply.memoryKiB > limitKiB;
    const auto written = writeAll(STDOUT_FILENO, encode(answer.reply, answer.listing));
    return written && !answer.reply.isRetiring;
}

int serveAll(NftContext &context, std::uint64_t limitKiB)
{
    std::string pending;
    std::array<char, 65536> buffer{};
    for (;;) {
        const auto size = ::read(STDIN_FILENO, buffer.data(), buffer.size());
        if (size < 0 && errno == EINTR)
            continue;
        if (size <= 0)
            return size < 0 ? 1 : 0;
        auto searched = pending.size();
        pending.append(buffer.data(), static_cast<std::size_t>(size));
        for (auto end = pending.find('\n', searched); end != std::string::npos; end = pending.find('\n')) {
            if (!serve(context, std::string_view(pending).substr(0, end), limitKiB))
                return 0;
            pending.erase(0, end + 1);
        }
    }
}

} // namespace

int main(int argc, char **argv)
{
    std::uint64_t limitKiB = kDefaultLimitKiB;
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        const std::string_view value = i + 1 < argc ? argv[i + 1] : "";
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), limitKiB);
        if (argument != "--memory-limit-kib" || error != std::errc() || end != value.data() + value.size()) {
            std::fputs("usage: podloom-nft [--memory-limit-kib N]\n"
                       "Reads requests from stdin, one JSON text a line: {\"id\":1,\"run\":SCRIPT} or "
                       "{\"id\":1,\"list\":\"inet podloom\"}.\n",
                       stderr);
            return argument == "--help" ? 0 : 2;
        }
        ++i;
    }
    auto context = NftContext::open();
    if (!context) {
        std::fprintf(stderr, "podloom-nft: %s\n", context.error().text().c_str());
        return 1;
    }
    return serveAll(*context, limitKiB);
}
