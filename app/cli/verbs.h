// app/cli/verbs.h: the verbs of podloomctl, each defined in the file of its name.
#pragma once

#include "app/cli/verb.h"

namespace podloom::cli {

extern const Verb kCheckVerb;

} // namespace podloom::cli
