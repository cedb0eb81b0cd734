// app/tools/find_objects.h: objects of a design by what somebody remembers of them.
#pragma once

#include "app/document/analysis.h"

#include <QString>

#include <vector>

namespace podloom::app {

/// Objects whose kind, name, namespace, labels ("app=web") or addresses hold every word of `text`, whatever
/// the case; an address finds the pools around it too. Machines first, then what runs on them, then the
/// rest; in each kind by identity. Nothing for no words. O(objects).
std::vector<ObjectId> findObjects(const Analysis &analysis, const QString &text);

} // namespace podloom::app
