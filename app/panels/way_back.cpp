#include "app/panels/way_back.h"

namespace podloom::app {

namespace {

constexpr std::size_t kMostKept = 10;

} // namespace

std::optional<std::size_t> WayBack::targetIndex() const
{
    const std::size_t steps = m_isBroken ? 1 : 2;
    return m_designs.size() < steps ? std::nullopt : std::optional(m_designs.size() - steps);
}

SnapshotPointer WayBack::target() const
{
    const auto index = targetIndex();
    return index ? m_designs[*index] : nullptr;
}

void WayBack::begin()
{
    m_returningTo = targetIndex();
}

void WayBack::reached(const SnapshotPointer &design)
{
    // What was taken back is gone only now that the lab is without it.
    if (m_returningTo)
        m_designs.resize(*m_returningTo);
    m_returningTo.reset();
    m_isBroken = false;
    if (m_designs.empty() || m_designs.back() != design)
        m_designs.push_back(design);
    if (m_designs.size() > kMostKept)
        m_designs.erase(m_designs.begin());
}

void WayBack::brokeOff()
{
    m_isBroken = true;
    m_returningTo.reset();
}

void WayBack::clear()
{
    *this = {};
}

} // namespace podloom::app
