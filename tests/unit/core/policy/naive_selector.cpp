// Selectors of both kinds. A Calico expression is not parsed into anything: it is decided while it is read.
#include "tests/unit/core/policy/naive_words.h"

#include <algorithm>

namespace podloom::policy::naive {

namespace {

/// Every part is read to its end, also where the answer is known already.
class Reading {
public:
    Reading(std::string_view text, const SelectorSubject &subject) : m_rest(text), m_subject(subject) {}

    bool anyOf()
    {
        bool isTrue = allOf();
        while (skip("||")) {
            const bool next = allOf();
            isTrue = isTrue || next;
        }
        return isTrue;
    }

private:
    bool allOf()
    {
        bool isTrue = one();
        while (skip("&&")) {
            const bool next = one();
            isTrue = isTrue && next;
        }
        return isTrue;
    }

    bool one()
    {
        if (skip("!"))
            return !one();
        if (skip("(")) {
            const bool inner = anyOf();
            skip(")");
            return inner;
        }
        if (skip("all()") || (skip("all(") && skip(")")))
            return m_subject.all;
        if (skip("global()") || (skip("global(") && skip(")")))
            return m_subject.global;
        if (skip("has(")) {
            const auto *value = label();
            skip(")");
            return value != nullptr;
        }
        const auto *value = label();
        return comparison(value);
    }

    bool comparison(const std::string *value)
    {
        if (skip("==")) {
            const auto wanted = quoted();
            return value && *value == wanted;
        }
        if (skip("!=")) {
            const auto unwanted = quoted();
            return !value || *value != unwanted;
        }
        if (skip("contains")) {
            const auto part = quoted();
            return value && value->find(part) != std::string::npos;
        }
        if (skip("starts")) {
            skip("with");
            const auto part = quoted();
            return value && value->substr(0, part.size()) == part;
        }
        if (skip("ends")) {
            skip("with");
            const auto part = quoted();
            return value && value->size() >= part.size()
                && value->substr(value->size() - part.size()) == part;
        }
        if (skip("in"))
            return isListed(value);
        skip("not");
        skip("in");
        return !isListed(value);
    }

    bool isListed(const std::string *value)
    {
        bool isThere = false;
        skip("{");
        while (!skip("}")) {
            const auto each = quoted();
            isThere = isThere || (value && *value == each);
            skip(",");
        }
        return isThere;
    }

    const std::string *label()
    {
        blanks();
        const auto end = std::find_if_not(m_rest.begin(), m_rest.end(), [](char each) {
            return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z')
                || (each >= '0' && each <= '9') || each == '_' || each == '.' || each == '/' || each == '-';
        });
        const auto length = static_cast<std::size_t>(end - m_rest.begin());
        const auto found = m_subject.labels.find(std::string(m_subject.prefix).append(m_rest, 0, length));
        m_rest.remove_prefix(length);
        return found == m_subject.labels.end() ? nullptr : &found->second;
    }

    std::string quoted()
    {
        blanks();
        const char mark = m_rest.front();
        const auto end = m_rest.find(mark, 1);
        const std::string out(m_rest.substr(1, end - 1));
        m_rest.remove_prefix(end + 1);
        return out;
    }

    bool skip(std::string_view word)
    {
        blanks();
        if (!m_rest.starts_with(word))
            return false;
        m_rest.remove_prefix(word.size());
        return true;
    }

    void blanks()
    {
        while (!m_rest.empty() && (m_rest.front() == ' ' || m_rest.front() == '\t'))
            m_rest.remove_prefix(1);
    }

    std::string_view m_rest;
    const SelectorSubject &m_subject;
};

} // namespace

bool isTrueFor(std::string_view selector, const SelectorSubject &subject)
{
    const bool isEmpty = selector.find_first_not_of(" \t") == std::string_view::npos;
    return isEmpty ? subject.all : Reading(selector, subject).anyOf();
}

bool isTrueFor(const LabelSelector &selector, const Labels &labels)
{
    for (const auto &[key, value] : selector.matchLabels) {
        if (!labels.contains(key) || labels.at(key) != value)
            return false;
    }
    for (const auto &requirement : selector.matchExpressions) {
        const bool isThere = labels.contains(requirement.key);
        const auto count = isThere ? std::count(requirement.values.begin(), requirement.values.end(),
                                                labels.at(requirement.key))
                                   : 0;
        using Operator = LabelRequirement::Operator;
        if ((requirement.op == Operator::In && count == 0) || (requirement.op == Operator::NotIn && count > 0)
            || (requirement.op == Operator::Exists && !isThere)
            || (requirement.op == Operator::DoesNotExist && isThere))
            return false;
    }
    return true;
}

} // namespace podloom::policy::naive
