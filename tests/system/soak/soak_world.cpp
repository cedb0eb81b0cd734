#include "tests/system/soak/soak_world.h"

#include "agentd/wire/netns.h"
#include "core/base/text.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <set>
#include <string_view>

namespace podloom {

CniOutcome callRuntime(const std::string &command, const std::string &container, const std::string &netns,
                       const std::string &config)
{
    return callPlugin(std::string(PODLOOM_BIN_DIR) + "/podloom-cni",
                      {.command = command,
                       .container = container,
                       .netns = netns.empty() ? std::string() : "/run/netns/" + netns,
                       .args = "IgnoreUnknown=1;K8S_POD_NAMESPACE=shop;K8S_POD_NAME=" + container,
                       .config = config.empty()
                                   ? R"({"cniVersion":"1.1.0","name":"podloom","type":"podloom-cni"})"
                                   : config});
}

std::string differenceFrom(const std::string &before, const AgentWorld &world)
{
    std::string now;
    if (AgentWorld::eventually([&] { return (now = world.inventory()) == before; }))
        return {};
    std::multiset<std::string_view> more;
    for (const auto line : split(now, '\n'))
        more.insert(line);
    std::string difference;
    for (const auto line : split(before, '\n')) {
        if (const auto found = more.find(line); found != more.end())
            more.erase(found);
        else
            difference += "- " + std::string(line) + '\n';
    }
    for (const auto line : more)
        difference += "+ " + std::string(line) + '\n';
    return difference;
}

std::vector<std::string> addressesOf(const CniOutcome &added)
{
    std::vector<std::string> addresses;
    for (const auto &ip : added.json["ips"].items()) {
        const auto &text = ip["address"].asString();
        addresses.push_back(text.substr(0, text.find('/')));
    }
    return addresses;
}

void sendDatagram(const std::string &netns, const std::string &toAddress)
{
    const auto inside = Netns::open("/run/netns/" + netns);
    ASSERT_TRUE(inside) << inside.error().text();
    const auto sent = visitNetns(inside->fd(), [&]() -> Status {
        const UniqueFd socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
        sockaddr_in to{.sin_family = AF_INET, .sin_port = htons(9), .sin_addr = {}, .sin_zero = {}};
        ::inet_pton(AF_INET, toAddress.c_str(), &to.sin_addr);
        // Nobody need be there: the entry is made on the way.
        ::sendto(socket.get(), "x", 1, 0, reinterpret_cast<const sockaddr *>(&to), sizeof to);
        return {};
    });
    ASSERT_TRUE(sent) << sent.error().text();
}

} // namespace podloom
