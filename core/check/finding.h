// core/check/finding.h: how the rules say what they found.
#pragma once

#include "core/model/diagnostic.h"

#include <utility>

namespace podloom {

/// Findings about one object. `english` says what is wrong and what to do, with %1 … for `arguments`.
class FindingsAbout {
public:
    FindingsAbout(const ObjectMeta &meta, Diagnostics &findings) : m_meta(meta), m_findings(findings) {}

    void error(SourceRef at, std::string rule, std::string english,
               std::vector<std::string> arguments = {}) const
    {
        add(Severity::Error, at, std::move(rule), std::move(english), std::move(arguments));
    }
    void warning(SourceRef at, std::string rule, std::string english,
                 std::vector<std::string> arguments = {}) const
    {
        add(Severity::Warning, at, std::move(rule), std::move(english), std::move(arguments));
    }
    void info(SourceRef at, std::string rule, std::string english,
              std::vector<std::string> arguments = {}) const
    {
        add(Severity::Info, at, std::move(rule), std::move(english), std::move(arguments));
    }
    void add(Severity severity, SourceRef at, std::string rule, std::string english,
             std::vector<std::string> arguments) const
    {
        m_findings.push_back(
            {severity, at, Message{std::move(rule), std::move(english), std::move(arguments)}, m_meta.id});
    }

private:
    const ObjectMeta &m_meta;
    Diagnostics &m_findings;
};

} // namespace podloom
