#include "core/policy/compile.h"

#include "core/policy/compiler.h"

namespace podloom::policy {

Program compile(const Design &design)
{
    Compiler compiler(design);
    compileNetworkPolicies(compiler);
    compileClusterPolicies(compiler);
    return compiler.finish();
}

} // namespace podloom::policy
