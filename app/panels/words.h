// app/panels/words.h: messages, places and objects as people read them.
#pragma once

#include "core/base/result.h"
#include "core/model/object.h"

#include <QString>

#include <string>
#include <vector>

namespace podloom::app {

/// The sentence in the language of the program, with its arguments.
QString sentence(const Message &message);
/// The same with what the callers were doing in front.
QString sentence(const Error &error);

/// "shop/web.yaml:14"; empty for what stands in no file. Of several folders in front of a name only the last
/// one is shown.
QString placeText(const SourceRef &at, const std::vector<std::string> &files);

/// "shop/web", or only the name for what has no namespace.
QString titleOf(const ObjectId &id);

} // namespace podloom::app
