#include "agentd/enforce/nft_context.h"

#include "core/os/errno_error.h"
#include "core/os/files.h"
#include "core/os/unique_fd.h"

#include <nftables/libnftables.h>

#include <sys/mman.h>

#include <algorithm>
#include <cerrno>

namespace podloom {

namespace {

constexpr std::size_t kMaxErrorBytes = 4096;
constexpr unsigned kListFlags =
    NFT_CTX_OUTPUT_JSON | NFT_CTX_OUTPUT_HANDLE | NFT_CTX_OUTPUT_NUMERIC_ALL | NFT_CTX_OUTPUT_STATELESS;

/// Only for a file the library says which line it refuses, so the script becomes one, in memory.
Result<int> runAsFile(nft_ctx *context, const std::string &script)
{
    const UniqueFd file(::memfd_create("script", MFD_CLOEXEC));
    if (!file)
        return failErrno(errno, "make a file in memory");
    if (auto written = writeAll(file.get(), script); !written)
        return Failure{std::move(written).error()};
    const auto path = "/proc/self/fd/" + std::to_string(file.get());
    return nft_run_cmd_from_filename(context, path.c_str());
}

} // namespace

void NftContext::Closer::operator()(nft_ctx *context) const
{
    nft_ctx_free(context);
}

Result<NftContext> NftContext::open()
{
    auto *context = nft_ctx_new(NFT_CTX_DEFAULT);
    if (!context)
        return fail(Errc::Io, "nft-context", "libnftables gave no context");
    NftContext owner(context);
    if (nft_ctx_buffer_output(context) != 0 || nft_ctx_buffer_error(context) != 0)
        return fail(Errc::Io, "nft-context", "libnftables gave no context");
    return owner;
}

NftContext::Answer NftContext::answer(const NftRequest &request)
{
    const bool isList = request.verb == NftRequest::Verb::List;
    nft_ctx_output_set_flags(m_context.get(), isList ? kListFlags : 0);
    const auto listing = request.text.empty() ? "list chains" : "list table " + request.text;
    const auto result = isList ? nft_run_cmd_from_buffer(m_context.get(), listing.c_str())
                               : runAsFile(m_context.get(), request.text);
    Answer answer{.reply = {.id = request.id, .isOk = result && *result == 0}};
    if (!result) {
        answer.reply.code = result.error().code;
        answer.reply.error = result.error().text();
        return answer;
    }
    // Reading a buffer also empties it.
    std::string output = nft_ctx_get_output_buffer(m_context.get());
    std::string error = nft_ctx_get_error_buffer(m_context.get());
    if (*result != 0) {
        answer.reply.code = codeOfNftError(error);
        answer.reply.line = lineOfNftError(error);
        error.resize(std::min(error.size(), kMaxErrorBytes));
        answer.reply.error = std::move(error);
    } else if (isList) {
        std::replace(output.begin(), output.end(), '\n', ' ');
        answer.listing = std::move(output);
    }
    return answer;
}

} // namespace podloom
