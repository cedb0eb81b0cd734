// agentd/daemon/agent_client.h: the verbs of podloom-agentd that talk to the agent of this node.
#pragma once

#include <QStringList>

namespace podloom {

/// apply, delete, get, status, doctor, rpc. Returns the exit status; docs/cli.md has their shapes.
int runClientVerb(const QString &verb, const QStringList &arguments);

} // namespace podloom
