// agentd/cni/bare_system.h: what can be had without the C library, for code that runs before it has started.
#pragma once

#include <asm/unistd.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>

namespace podloom::bare {

using Word = long; ///< of the machine: a number or an address

/// Does what syscall(2) does, again when a signal comes between. A failure is the negative errno.
inline Word systemCall(Word number, Word first = 0, Word second = 0, Word third = 0, Word fourth = 0)
{
    Word result = 0;
    register Word r10 asm("r10") = fourth;
    do {
        asm volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(first), "S"(second), "d"(third), "r"(r10)
                     : "rcx", "r11", "memory");
    } while (result == -EINTR);
    return result;
}

/// A pointer as a system call takes it.
inline Word word(const void *pointer)
{
    return reinterpret_cast<Word>(pointer);
}

/// Bytes of somebody else's.
struct Text {
    const char *data = nullptr;
    std::size_t size = 0;

    Text() = default;
    Text(const char *begin, std::size_t length) : data(begin), size(length) {}
    template <std::size_t N>
    Text(const char (&literal)[N]) : data(literal),
                                     size(N - 1)
    {}

    char operator[](std::size_t at) const { return data[at]; }
    bool isEmpty() const { return size == 0; }
    bool startsWith(Text start) const
    {
        if (size < start.size)
            return false;
        for (std::size_t i = 0; i < start.size; ++i) {
            if (data[i] != start[i])
                return false;
        }
        return true;
    }
    bool operator==(Text other) const { return size == other.size && startsWith(other); }
};

/// Bytes that are put together in a buffer. What does not fit makes it full for good.
struct Draft {
    char *data;
    std::size_t capacity;
    std::size_t size = 0;
    bool isFull = false;

    void put(char byte)
    {
        isFull = isFull || size == capacity;
        if (!isFull)
            data[size++] = byte;
    }
    void put(Text text)
    {
        for (std::size_t i = 0; i < text.size; ++i)
            put(text[i]);
    }
    void putJsonString(Text text)
    {
        const Text digits = "0123456789abcdef";
        put('"');
        for (std::size_t i = 0; i < text.size; ++i) {
            const auto byte = static_cast<unsigned char>(text[i]);
            if (byte < 0x20) {
                put("\\u00");
                put(digits[byte >> 4U]);
                put(digits[byte & 15U]);
                continue;
            }
            if (byte == '"' || byte == '\\')
                put('\\');
            put(text[i]);
        }
        put('"');
    }
    void putMember(Text name, Text value)
    {
        put(size == 0 ? '{' : ',');
        putJsonString(name);
        put(':');
        putJsonString(value);
    }
    Text text() const { return {data, size}; }
};

inline void closeFile(int fd)
{
    if (fd >= 0)
        systemCall(__NR_close, fd);
}

/// Writes every byte; false when that is not possible.
inline bool writeAll(int fd, Text text)
{
    while (text.size > 0) {
        const auto written = systemCall(__NR_write, fd, word(text.data), static_cast<Word>(text.size));
        if (written <= 0)
            return false;
        text = {text.data + written, text.size - static_cast<std::size_t>(written)};
    }
    return true;
}

/// Reads to the end of `fd`; false when there is more than fits or it cannot be read.
inline bool readAll(int fd, Draft &into)
{
    for (;;) {
        const auto room = into.capacity - into.size;
        const auto got = systemCall(__NR_read, fd, word(into.data + into.size), static_cast<Word>(room));
        if (got <= 0)
            return got == 0 && room > 0;
        into.size += static_cast<std::size_t>(got);
    }
}

/// Ends the process.
[[noreturn]] inline void end(Word status)
{
    for (;;)
        systemCall(__NR_exit_group, status);
}

} // namespace podloom::bare
