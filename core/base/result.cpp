#include "core/base/result.h"

namespace podloom {

std::string_view toString(Errc code)
{
    switch (code) {
    case Errc::InvalidArgument: return "invalid-argument";
    case Errc::NotFound: return "not-found";
    case Errc::AlreadyExists: return "already-exists";
    case Errc::Conflict: return "conflict";
    case Errc::Exhausted: return "exhausted";
    case Errc::PermissionDenied: return "permission-denied";
    case Errc::Unsupported: return "unsupported";
    case Errc::Timeout: return "timeout";
    case Errc::Cancelled: return "cancelled";
    case Errc::Unavailable: return "unavailable";
    case Errc::Io: return "io";
    case Errc::Internal: return "internal";
    }
    return "internal";
}

std::string Error::text() const
{
    std::string out;
    for (const auto &doing : context)
        out += doing + ": ";
    return out + message.text();
}

Failure fail(Errc code, std::string id, std::string english, std::vector<std::string> arguments)
{
    return {{code, {std::move(id), std::move(english), std::move(arguments)}, {}}};
}

Failure wrap(Error error, std::string doing)
{
    error.context.insert(error.context.begin(), std::move(doing));
    return {std::move(error)};
}

} // namespace podloom
