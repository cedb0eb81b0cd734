#include "app/cli/verbs.h"

#include <array>

namespace podloom::cli {

// One line a verb: each stands in the file of its name, e.g. check.cpp, and is declared in verbs.h.
std::span<const Verb> verbs()
{
    static const std::array kVerbs{
        // Each ends its line, so that two new ones never meet in one.
        kTemplateVerb, //
        kCheckVerb,    //
        kEditVerb,     //
        kReachVerb,    //
        kExplainVerb,  //
        kDiffVerb,     //
        kSuggestVerb,  //
        kSelectorVerb, //
        kRoutesVerb,   //
        kIpamVerb,     //
        kExportVerb,   //
        kLabVerb,      //
        kPlanVerb,     //
        kApplyVerb,    //
        kStatusVerb,   //
        kProbeVerb,    //
        kTraceVerb,    //
        kVerifyVerb,   //
    };
    return kVerbs;
}

} // namespace podloom::cli
