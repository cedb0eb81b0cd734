#include "core/base/message.h"

namespace podloom {

std::string fillIn(std::string_view sentence, const std::vector<std::string> &arguments)
{
    std::string out;
    out.reserve(sentence.size());
    for (std::size_t i = 0; i < sentence.size(); ++i) {
        if (sentence[i] != '%' || i + 1 == sentence.size()) {
            out += sentence[i];
            continue;
        }
        const char next = sentence[i + 1];
        const auto index = static_cast<std::size_t>(next - '1');
        if (next == '%') {
            out += '%';
            ++i;
        } else if (next >= '1' && next <= '9' && index < arguments.size()) {
            out += arguments[index];
            ++i;
        } else {
            out += '%';
        }
    }
    return out;
}

std::string Message::text() const
{
    return fillIn(english, arguments);
}

} // namespace podloom
