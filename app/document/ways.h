// app/document/ways.h: between which nodes of an analysed design packets of pods find a way.
#pragma once

#include "app/document/analysis.h"
#include "core/trace/pod_ways.h"

namespace podloom::app {

/// Keeps what it reads alive, but not the Analysis.
class Ways : public PodWays {
public:
    explicit Ways(const Analysis &analysis);

private:
    RoutesPointer m_routes;
};

} // namespace podloom::app
