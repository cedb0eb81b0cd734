// tests/system/cni/conformance.h: what the CNI specification wants of a plugin, as a table.
#pragma once

#include <string>
#include <vector>

namespace podloom {

/// One call of the plugin, or one thing that happens to the node meanwhile.
struct CniStep {
    /// ADD, DEL, CHECK, GC, STATUS, VERSION; "run" for a program on the node; "kill agent", "start agent".
    std::string what{};
    /// Members that stand in the configuration in place of the usual ones; null takes one away. $NETNS,
    /// $CONTAINER, $HOSTLINK and $IP stand for what they are in this case; $IP is of the last ADD. Text that
    /// is no JSON object is the whole standard input. The command line when `what` is "run".
    std::string config{};
    /// "NAME=VALUE": of the environment, without CNI_: CONTAINERID, NETNS, IFNAME, ARGS, PATH, COMMAND.
    std::vector<std::string> environment{};
    bool givesPrevResult = false;            ///< that of the last ADD
    int code = 0;                            ///< of the error object; 0: success
    std::vector<std::string> expectations{}; ///< of the answer, see unmetExpectation()
};

struct CniCase {
    std::string id{};   ///< of the behaviour; letters, digits, _
    std::string says{}; ///< the behaviour
    std::vector<CniStep> steps{};
};

/// Every case begins with a fresh namespace and ends with a DEL, after which nothing may be left.
const std::vector<CniCase> &cniCases();
/// Those of them about what runtimes and other plugins do around a call.
std::vector<CniCase> runtimeCases();

} // namespace podloom
