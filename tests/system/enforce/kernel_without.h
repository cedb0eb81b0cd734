// tests/system/enforce/kernel_without.h: a kernel that lacks something that a policy needs.
#pragma once

#include "agentd/enforce/nftables.h"

#include <string>
#include <utility>

namespace podloom {

/// As far as can be had here: rules with `word` refer to something that is not there.
class KernelWithout final : public Nftables {
public:
    KernelWithout(Nftables &real, std::string word) : m_real(real), m_word(std::move(word)) {}
    Status run(std::string_view script) override
    {
        const std::string missing = "jump missing ";
        std::string text(script);
        for (auto at = text.find(m_word); at != std::string::npos;
             at = text.find(m_word, at + missing.size() + m_word.size()))
            text.insert(at, missing);
        return m_real.run(text);
    }
    Result<Json> listTable(std::string_view name) override { return m_real.listTable(name); }

private:
    Nftables &m_real;
    std::string m_word;
};

} // namespace podloom
