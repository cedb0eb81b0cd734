#include "core/policy/compile.h"

#include "core/policy/compiler.h"

namespace podloom::policy {

Program compile(const Design &design)
{
    Compiler compiler(design);
    compileTiers(compiler);
    compileNetworkPolicies(compiler);
    compileClusterPolicies(compiler);
    compileCalicoPolicies(compiler);
    compileFailsafes(compiler);
    return compiler.finish();
}

} // namespace podloom::policy
