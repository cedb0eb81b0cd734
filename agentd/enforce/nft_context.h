// agentd/enforce/nft_context.h: the owner of a libnftables context; part of podloom-nft only.
#pragma once

#include "agentd/enforce/nft_protocol.h"

#include <memory>

struct nft_ctx;

namespace podloom {

class NftContext {
public:
    /// Errors: Io, when the library gives no context.
    static Result<NftContext> open();

    /// Runs `request`. `listing` is the JSON text of a List, on one line.
    struct Answer {
        NftReply reply{};
        std::string listing{};
    };
    Answer answer(const NftRequest &request);

private:
    struct Closer {
        void operator()(nft_ctx *context) const;
    };
    explicit NftContext(nft_ctx *context) : m_context(context) {}

    std::unique_ptr<nft_ctx, Closer> m_context;
};

} // namespace podloom
