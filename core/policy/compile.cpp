#include "core/policy/compile.h"

#include "core/policy/compiler.h"

namespace podloom::policy {

namespace {

/// So few pods can be asked of every policy one by one.
constexpr std::size_t kFewPods = 100;

void compileAll(Compiler &compiler)
{
    compileTiers(compiler);
    compileNetworkPolicies(compiler);
    compileClusterPolicies(compiler);
    compileCalicoPolicies(compiler);
    compileFailsafes(compiler);
}

Compiled toGoOn(Compiler &compiler)
{
    compileAll(compiler);
    auto program = compiler.finish();
    return {.program = std::move(program), .memory = compiler.memory()};
}

} // namespace

Program compile(const Design &design)
{
    Compiler compiler(design);
    compileAll(compiler);
    return compiler.finish();
}

Compiled compileToGoOn(const Design &design)
{
    Compiler compiler(design);
    return toGoOn(compiler);
}

Compiled recompile(const Design &design, const Program &before, const CompileMemory &memory)
{
    if (haveSameInventory(memory.design, design)) {
        Compiler compiler(design, before, memory);
        return toGoOn(compiler);
    }
    PodChanges changes;
    auto inventory = std::make_shared<Inventory>(design, *memory.inventory, before, changes);
    const bool areFew = !changes.now.empty() && changes.fresh.size() <= kFewPods;
    if (areFew && haveSameInventoryButPods(memory.design, design)) {
        Compiler compiler(design, std::move(inventory), before, memory, changes);
        return toGoOn(compiler);
    }
    Compiler compiler(design, std::move(inventory));
    return toGoOn(compiler);
}

} // namespace podloom::policy
