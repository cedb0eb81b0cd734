#include "tests/system/cni/call.h"

#include "core/base/text.h"
#include "core/os/child_process.h"

#include <cstdlib>

namespace podloom {

CniOutcome callPlugin(const std::string &program, const CniCall &call)
{
    const auto output =
        runChild({.argv = {program},
                  .environment = {"CNI_COMMAND=" + call.command, "CNI_CONTAINERID=" + call.container,
                                  "CNI_NETNS=" + call.netns, "CNI_IFNAME=" + call.ifName,
                                  "CNI_ARGS=" + call.args, "CNI_PATH=" + call.path},
                  .input = call.config});
    if (!output) {
        ADD_FAILURE() << output.error().text();
        return {};
    }
    const auto json = parseJson(output->standardOutput);
    return {output->exitCode, output->standardOutput, json ? *json : Json()};
}

const Json &valueAt(const Json &json, const std::string &path)
{
    static const Json kNothing;
    const Json *at = &json;
    for (const auto part : split(path, '/')) {
        if (at->isArray()) {
            const auto index = static_cast<std::size_t>(std::atoi(std::string(part).c_str()));
            if (index >= at->items().size())
                return kNothing;
            at = &at->items()[index];
        } else {
            at = &(*at)[part];
        }
    }
    return *at;
}

std::string unmetExpectation(const Json &answer, const std::vector<std::string> &expectations)
{
    for (const auto &text : expectations) {
        const auto sign = text.find_first_of("=~#", 1);
        const bool isAbsence = text.starts_with('!');
        const auto &value = valueAt(answer, isAbsence ? text.substr(1) : text.substr(0, sign));
        const auto rest = isAbsence || sign == std::string::npos ? std::string() : text.substr(sign + 1);
        bool holds = false;
        if (isAbsence)
            holds = value.isNull();
        else if (text[sign] == '=')
            holds = value.dump() == rest;
        else if (text[sign] == '~')
            holds = value.asString().find(rest) != std::string::npos;
        else
            holds = std::to_string(value.items().size()) == rest;
        if (!holds)
            return "expected " + text + ", but it is " + value.dump();
    }
    return {};
}

} // namespace podloom
