// tests/unit/app/panels/shop.h: the shipped example as the panels see it.
#pragma once

#include "app/document/analysis.h"
#include "app/document/document.h"

#include <QCoreApplication>

#include <gmock/gmock.h>

namespace podloom::app {

/// The example shop, read and analysed.
inline AnalysisPointer shopAnalysis()
{
    const auto loaded = loadDesign({QStringLiteral(PODLOOM_SOURCE_DIR "/resources/examples/shop")});
    return loaded ? analyse(loaded->snapshot, 1) : nullptr;
}

/// A design given as text, analysed.
inline AnalysisPointer analysisOf(std::string yaml, quint64 revision = 1)
{
    return analyse(parseFiles({{"design.yaml", std::move(yaml)}}), revision);
}

/// Tests that need an event loop.
class WithApplication : public ::testing::Test {
protected:
    int argumentCount = 1;
    std::string program = "test";
    char *arguments[2] = {program.data(), nullptr};
    QCoreApplication application{argumentCount, arguments};
};

} // namespace podloom::app
