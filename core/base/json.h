// core/base/json.h: a JSON value, its parser and its writer (RFC 8259).
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace podloom {

/// A JSON value. Members of an object keep the order in which they were written, so that what is read and
/// written again looks the same. Numbers without fraction or exponent that fit are int64, others double.
class Json {
public:
    using Array = std::vector<Json>;
    using Member = std::pair<std::string, Json>;
    using Object = std::vector<Member>;

    Json() = default; ///< null
    Json(std::nullptr_t) {}
    Json(bool value) : m_value(value) {}
    Json(int value) : m_value(std::int64_t{value}) {}
    Json(unsigned value) : m_value(std::int64_t{value}) {}
    Json(std::int64_t value) : m_value(value) {}
    Json(std::size_t value) : m_value(static_cast<std::int64_t>(value)) {}
    Json(double value) : m_value(value) {}
    Json(const char *value) : m_value(std::string(value)) {}
    Json(std::string_view value) : m_value(std::string(value)) {}
    Json(std::string value) : m_value(std::move(value)) {}
    Json(Array value) : m_value(std::move(value)) {}
    Json(Object value) : m_value(std::move(value)) {}

    static Json array(std::initializer_list<Json> items = {}) { return Array(items); }
    static Json object(std::initializer_list<Member> members = {}) { return Object(members); }

    bool isNull() const { return std::holds_alternative<std::monostate>(m_value); }
    bool isBool() const { return std::holds_alternative<bool>(m_value); }
    bool isInt() const { return std::holds_alternative<std::int64_t>(m_value); }
    bool isNumber() const { return isInt() || std::holds_alternative<double>(m_value); }
    bool isString() const { return std::holds_alternative<std::string>(m_value); }
    bool isArray() const { return std::holds_alternative<Array>(m_value); }
    bool isObject() const { return std::holds_alternative<Object>(m_value); }

    /// The value if it has that type, otherwise the fallback: what comes from outside is asked, not trusted.
    bool asBool(bool fallback = false) const;
    std::int64_t asInt(std::int64_t fallback = 0) const;
    double asDouble(double fallback = 0) const;
    const std::string &asString() const; ///< empty when it is no string
    const Array &items() const;          ///< empty when it is no array
    const Object &members() const;       ///< empty when it is no object

    /// The member `key`, or null. `findIgnoringCase` compares ASCII letters without their case: some
    /// container runtimes capitalise the keys of runtimeConfig.
    const Json &operator[](std::string_view key) const;
    const Json &findIgnoringCase(std::string_view key) const;
    bool contains(std::string_view key) const;

    /// Sets a member, in place when it is there, otherwise at the end; a null value becomes an object first.
    Json &set(std::string_view key, Json value);
    /// Removes a member; nothing happens when it is not there.
    void remove(std::string_view key);
    /// Appends an item; a null value becomes an array first.
    void append(Json item);
    Array &mutableItems();

    /// One line without blanks.
    std::string dump() const;
    /// Indented by two spaces a level, with a line feed at the end.
    std::string pretty() const;

    bool operator==(const Json &) const = default;

private:
    std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> m_value;
};

/// Parses one JSON text, with nothing but white space around it. A key that stands twice keeps its last
/// value. Errors: InvalidArgument, with the byte offset; depth above 256, control characters in strings and
/// text that is not UTF-8 are refused.
Result<Json> parseJson(std::string_view text);

} // namespace podloom
