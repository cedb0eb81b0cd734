// app/cli/ipam_lab.h: the verbs of ipam that ask a lab: show, check, release, split.
#pragma once

#include <QStringList>

namespace podloom::cli {

bool isIpamLabVerb(const QString &verb);
/// `arguments` are those behind "ipam", the verb among them. Returns an ExitStatus.
int runIpamLab(const QStringList &arguments);

} // namespace podloom::cli
