// tests/unit/core/manifest/places_in_files.h: objects that two ways to one design gave, compared with the
// lines of the files: documents have other numbers in each.
#pragma once

#include "core/model/design.h"

#include <algorithm>

namespace podloom::samples {

/// Makes every place in an object one of its file.
class PlacesInFile {
public:
    explicit PlacesInFile(const DocumentLines &lines) : m_lines(lines) {}

    template <class Object>
    Object operator()(Object object) const
    {
        visit(object);
        return object;
    }

private:
    void set(SourceRef &at) const { at = m_lines.inFile(at); }

    template <class Object>
    void visit(Object &object) const
    {
        if constexpr (requires { object.at; })
            set(object.at);
        if constexpr (requires { object.meta.at; })
            set(object.meta.at);
        if constexpr (requires { object.policy.meta; }) // StagedNetworkPolicy
            visit(object.policy);
        if constexpr (requires { object.ends; })
            visitAll(object.ends);
        if constexpr (requires { object.rules.begin(); }) // of a program's policy, by direction
            visitAll(object.rules[0]), visitAll(object.rules[1]);
        if constexpr (requires { object.ingress.begin(); })
            visitAll(object.ingress), visitAll(object.egress);
        if constexpr (requires { object.peers; })
            visitAll(object.peers);
        if constexpr (requires { object.ports; })
            visitAll(object.ports);
        if constexpr (requires { object.exportV4; }) { // BgpFilter
            visitAll(object.exportV4), visitAll(object.importV4);
            visitAll(object.exportV6), visitAll(object.importV6);
        }
    }

    template <class Items>
    void visitAll(Items &items) const
    {
        for (auto &item : items)
            visit(item);
    }

    const DocumentLines &m_lines;
};

/// Whether lists of objects are equal, with the lines that each design has.
template <class Objects>
bool areEqualInFiles(const Objects &a, const DocumentLines &linesOfA, const Objects &b,
                     const DocumentLines &linesOfB)
{
    const PlacesInFile inA(linesOfA);
    const PlacesInFile inB(linesOfB);
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](const auto &one, const auto &other) { return inA(one) == inB(other); });
}

} // namespace podloom::samples
