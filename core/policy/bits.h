// core/policy/bits.h: a fixed number of bits, in words.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace podloom::policy {

/// A subset of 0 … size-1. Both sides of an operation have the same size.
class Bits {
public:
    Bits() = default;
    explicit Bits(std::size_t size, bool value = false)
        : m_words((size + 63) / 64, value ? ~std::uint64_t{0} : 0),
          m_size(size)
    {
        if (value && size % 64 != 0)
            m_words.back() &= (std::uint64_t{1} << (size % 64)) - 1;
    }

    std::size_t size() const { return m_size; }
    bool test(std::size_t bit) const { return ((m_words[bit / 64] >> (bit % 64)) & 1U) != 0; }
    void set(std::size_t bit) { m_words[bit / 64] |= std::uint64_t{1} << (bit % 64); }
    bool none() const
    {
        return std::all_of(m_words.begin(), m_words.end(), [](std::uint64_t word) { return word == 0; });
    }

    Bits &operator|=(const Bits &other)
    {
        for (std::size_t index = 0; index < m_words.size(); ++index)
            m_words[index] |= other.m_words[index];
        return *this;
    }
    Bits &operator&=(const Bits &other)
    {
        for (std::size_t index = 0; index < m_words.size(); ++index)
            m_words[index] &= other.m_words[index];
        return *this;
    }
    /// Without the bits of `other`.
    Bits &operator-=(const Bits &other)
    {
        for (std::size_t index = 0; index < m_words.size(); ++index)
            m_words[index] &= ~other.m_words[index];
        return *this;
    }
    bool operator==(const Bits &) const = default;

private:
    std::vector<std::uint64_t> m_words{};
    std::size_t m_size = 0;
};

} // namespace podloom::policy
