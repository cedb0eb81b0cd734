// agentd/daemon/node_findings.h: what `doctor` sees of a node without an agent.
#pragma once

#include "agentd/enforce/nft_helper.h"
#include "core/base/json.h"
#include "core/model/address_pool.h"

#include <string>
#include <vector>

namespace podloom {

/// Appends {"kind","subject","detail"}.
void addFinding(Json &findings, const std::string &kind, const std::string &subject,
                const std::string &detail);

/// Who has the node's networking: {"file","network","plugins":[…],"unused":[FILE]}, and "error" when the file
/// cannot be read; null when nobody has.
Json ownerJson();

/// Whether runtimes use Podloom: by the file that they take, and by the plugins that it names.
void findConfigurations(Json &findings);

/// Chains of others that forwarded packets pass and that drop what they do not accept: only those whose table
/// names neither interfaces of pods nor a pool, so that nobody has thought of pods there.
void findDroppingChains(Json &findings, NftHelper &nftables, const std::vector<IpPool> &pools);

} // namespace podloom
