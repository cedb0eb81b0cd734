// agentd/daemon/agent_files.h: which files in the folders of an agent are its own.
#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace podloom {

/// What lies in which of the two folders (RunOptions).
enum class AgentFolder { State, Run };

/// Whether an agent, also one that was killed when it had hardly begun, has left something there.
bool holdsAgentFiles(const std::filesystem::path &folder, AgentFolder kind);

/// Removes what agents make there, and drafts of it; what others have in the folder stays, and so does the
/// folder. Errors: Io.
Status removeAgentFiles(const std::filesystem::path &folder, AgentFolder kind);

} // namespace podloom
