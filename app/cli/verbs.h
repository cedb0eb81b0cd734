// app/cli/verbs.h: the verbs of podloomctl, each defined in the file of its name.
#pragma once

#include "app/cli/verb.h"

namespace podloom::cli {

extern const Verb kApplyVerb;
extern const Verb kCheckVerb;
extern const Verb kDiffVerb;
extern const Verb kExplainVerb;
extern const Verb kExportVerb;
extern const Verb kIpamVerb;
extern const Verb kEditVerb;
extern const Verb kLabVerb;
extern const Verb kPlanVerb;
extern const Verb kProbeVerb;
extern const Verb kReachVerb;
extern const Verb kRoutesVerb;
extern const Verb kSelectorVerb;
extern const Verb kStatusVerb;
extern const Verb kSuggestVerb;
extern const Verb kTemplateVerb;
extern const Verb kTraceVerb;
extern const Verb kVerifyVerb;

} // namespace podloom::cli
