// agentd/enforce/rule_text.h: one rule of a Program as nft rules.
#pragma once

#include "agentd/enforce/set_catalog.h"

#include <string>
#include <vector>

namespace podloom {

/// The matches of `rule`, one text an nft rule: a packet matches the rule exactly if it matches one of them
/// (an empty text matches everything). Empty when no packet can match.
std::vector<std::string> matchTexts(const policy::Rule &rule, SetCatalog &sets);

/// The same for one alternative of protocol and ports, for packets of `family`.
std::vector<std::string> transportTexts(const policy::Transport &transport, Family family, SetCatalog &sets);

} // namespace podloom
