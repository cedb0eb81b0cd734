// core/base/result.h: a value or an Error; the one error type of the project.
#pragma once

#include "core/base/message.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace podloom {

/// What a program branches on. The sentence for a person is in Error::message.
enum class Errc {
    InvalidArgument,  ///< the caller's or the user's input is wrong
    NotFound,         ///< what was named does not exist
    AlreadyExists,    ///< what was to be made is there
    Conflict,         ///< somebody else changed it meanwhile, or the state forbids it
    Exhausted,        ///< no address, block or other resource is left
    PermissionDenied, ///< the system or a peer refused
    Unsupported,      ///< this kernel, version or peer cannot do it
    Timeout,          ///< gave up waiting
    Cancelled,        ///< the user or the caller stopped it
    Unavailable,      ///< a peer or service is not there now: trying again may help
    Io,               ///< reading, writing or a connection failed
    Internal,         ///< a bug
};

/// The name of a code in kebab-case, e.g. "not-found"; stable, for JSON and logs.
std::string_view toString(Errc code);

/// A failure: `code` is for programs, `message` for people. What the callers were doing stands in front of
/// the sentence, outermost first.
struct Error {
    Errc code = Errc::Internal;
    Message message{};
    std::vector<std::string> context{};

    /// "outer: inner: sentence", in English.
    std::string text() const;
};

/// The only way to build a failed Result (plays the part of std::unexpected<Error>).
struct Failure {
    Error error;
};

/// Starts a failure. `id` and `english` as in Message.
[[nodiscard]] Failure fail(Errc code, std::string id, std::string english,
                           std::vector<std::string> arguments = {});

/// Passes a failure up, saying what *this* function was trying to do.
[[nodiscard]] Failure wrap(Error error, std::string doing);

/// A value or an Error. Member names follow std::expected, so that this class can become an alias of it.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Failure failure) : m_state(std::in_place_index<1>, std::move(failure.error)) {}

    bool has_value() const noexcept { return m_state.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }

    T &operator*() & { return *std::get_if<0>(&m_state); }
    const T &operator*() const & { return *std::get_if<0>(&m_state); }
    T &&operator*() && { return std::move(*std::get_if<0>(&m_state)); }
    T *operator->() { return std::get_if<0>(&m_state); }
    const T *operator->() const { return std::get_if<0>(&m_state); }

    const Error &error() const & { return *std::get_if<1>(&m_state); }
    Error &&error() && { return std::move(*std::get_if<1>(&m_state)); }

private:
    std::variant<T, Error> m_state;
};

/// Success without a value, or an Error.
class [[nodiscard]] Status {
public:
    Status() = default;
    Status(Failure failure) : m_error(std::move(failure.error)) {}

    bool has_value() const noexcept { return !m_error; }
    explicit operator bool() const noexcept { return has_value(); }

    const Error &error() const & { return *m_error; }
    Error &&error() && { return *std::move(m_error); }

private:
    std::optional<Error> m_error;
};

} // namespace podloom
