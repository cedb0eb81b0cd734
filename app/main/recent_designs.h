// app/main/recent_designs.h: the designs that were open last, newest first.
#pragma once

#include <QStringList>

namespace podloom::app {

inline constexpr int kMostRecent = 8;

/// Paths as they were opened, made absolute; one entry a design. Those that are gone from the disk are left
/// out.
QList<QStringList> recentDesigns();
/// Puts it first.
void rememberDesign(const QStringList &paths);
/// "shop · /home/me/designs"
QString nameOfDesign(const QStringList &paths);

} // namespace podloom::app
