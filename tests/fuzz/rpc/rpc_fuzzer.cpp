// A stream of bytes from a peer, in two pieces: what is a message must be written and read again to the same.
#include "core/rpc/message_codec.h"

#include <cstdint>
#include <cstdlib>

namespace {

using podloom::rpc::Message;
using podloom::rpc::Request;
using podloom::rpc::Response;

std::string written(const Message &message)
{
    if (const auto *request = std::get_if<Request>(&message))
        return podloom::rpc::encode(*request);
    return podloom::rpc::encode(std::get<Response>(message));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char *>(data), size);
    podloom::rpc::LineBuffer lines;
    for (const auto piece : {bytes.substr(0, size / 2), bytes.substr(size / 2)}) {
        lines.append(piece);
        for (;;) {
            const auto line = lines.next();
            if (!line || !*line)
                break;
            const auto message = podloom::rpc::decode(**line);
            if (!message)
                continue;
            auto text = written(*message);
            text.pop_back(); // the line feed
            const auto again = podloom::rpc::decode(text);
            if (!again || written(*again) != text + '\n')
                std::abort();
        }
    }
    return 0;
}
