#include "core/os/errno_error.h"

#include <cerrno>
#include <system_error>

namespace podloom {

namespace {

Errc codeOf(int errnoValue)
{
    switch (errnoValue) {
    case ENOENT:
    case ENODEV:
    case ESRCH:
    case ENXIO: return Errc::NotFound;
    case EEXIST: return Errc::AlreadyExists;
    case EBUSY:
    case ENOTEMPTY: return Errc::Conflict;
    case EPERM:
    case EACCES: return Errc::PermissionDenied;
    case EINVAL:
    case ENAMETOOLONG: return Errc::InvalidArgument;
    case EOPNOTSUPP:
    case ENOSYS:
    case EAFNOSUPPORT: return Errc::Unsupported;
    case ETIMEDOUT: return Errc::Timeout;
    case ECONNREFUSED:
    case EAGAIN: return Errc::Unavailable;
    default: return Errc::Io;
    }
}

} // namespace

Failure failErrno(int errnoValue, std::string doing)
{
    return fail(codeOf(errnoValue), "system", "%1: %2",
                {std::move(doing), std::generic_category().message(errnoValue)});
}

} // namespace podloom
