// core/model/document_lines.h: where the documents of a design's files begin.
#pragma once

#include "core/model/object.h"

#include <memory>
#include <utility>
#include <vector>

namespace podloom {

/// How many lines stand before each document. Objects, rules and what follows from them hold places in their
/// documents; whoever shows a line or compares places of several documents asks here. Cheap to copy.
class DocumentLines {
public:
    DocumentLines() = default;
    /// By the number of a document.
    explicit DocumentLines(std::vector<std::uint32_t> before)
        : m_before(std::make_shared<const std::vector<std::uint32_t>>(std::move(before)))
    {}

    /// The same place with lines of the file; one that has them already stays.
    SourceRef inFile(SourceRef at) const
    {
        if (m_before && at.document < m_before->size())
            at.line += (*m_before)[at.document];
        at.document = 0;
        return at;
    }

private:
    std::shared_ptr<const std::vector<std::uint32_t>> m_before{}; ///< none before number 0
};

} // namespace podloom
