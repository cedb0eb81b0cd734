#include "agentd/cni/attachment.h"

#include <array>

namespace podloom {

namespace {

constexpr std::array<std::string_view, 3> kStates{"adding", "ready", "deleting"};

} // namespace

Json toJson(const Attachment &attachment)
{
    Json ips = Json::array();
    for (const auto &address : attachment.addresses)
        ips.append(address.toString());
    auto json = Json::object({{"containerId", attachment.key.containerId},
                              {"ifName", attachment.key.ifName},
                              {"state", kStates[static_cast<std::size_t>(attachment.state)]},
                              {"network", attachment.network},
                              {"namespace", attachment.pod.ns},
                              {"pod", attachment.pod.name},
                              {"uid", attachment.pod.uid},
                              {"netns", attachment.netnsPath},
                              {"interface", attachment.hostInterface},
                              {"mac", attachment.mac.toString()},
                              {"ips", std::move(ips)},
                              {"mtu", std::size_t{attachment.mtuBytes}}});
    if (!attachment.ports.empty()) {
        Json ports = Json::array();
        for (const auto &port : attachment.ports)
            ports.append(toJson(port));
        json.set("ports", std::move(ports));
    }
    if (attachment.bandwidth != BandwidthLimit())
        json.set("bandwidth", toJson(attachment.bandwidth));
    return json;
}

Result<Attachment> attachmentFromJson(const Json &json)
{
    Attachment attachment{
        .key = {json["containerId"].asString(), json["ifName"].asString()},
        .network = json["network"].asString(),
        .pod = {json["namespace"].asString(), json["pod"].asString(), json["uid"].asString()},
        .netnsPath = json["netns"].asString(),
        .hostInterface = json["interface"].asString(),
        .mtuBytes = static_cast<unsigned>(json["mtu"].asInt(1500))};
    for (std::size_t i = 0; i < kStates.size(); ++i) {
        if (kStates[i] == json["state"].asString())
            attachment.state = static_cast<Attachment::State>(i);
    }
    for (const auto &item : json["ips"].items()) {
        if (const auto address = IpAddress::parse(item.asString()))
            attachment.addresses.push_back(*address);
    }
    for (const auto &item : json["ports"].items()) {
        if (auto port = portMappingFromJson(item))
            attachment.ports.push_back(*std::move(port));
    }
    attachment.bandwidth = bandwidthFromJson(json["bandwidth"]);
    const auto mac = MacAddress::parse(json["mac"].asString());
    if (attachment.key.containerId.empty() || attachment.hostInterface.empty() || !mac)
        return fail(Errc::InvalidArgument, "attachment-record", "%1 is not the record of an attachment",
                    {json.dump()});
    attachment.mac = *mac;
    return attachment;
}

PodWiring wiringOf(const Attachment &attachment)
{
    return {.hostInterface = attachment.hostInterface,
            .podInterface = attachment.key.ifName,
            .podMac = attachment.mac,
            .addresses = attachment.addresses,
            .mtuBytes = attachment.mtuBytes,
            .toPod = {attachment.bandwidth.ingressRate, attachment.bandwidth.ingressBurst},
            .fromPod = {attachment.bandwidth.egressRate, attachment.bandwidth.egressBurst},
            .isReachedFromLoopback = !attachment.ports.empty()};
}

} // namespace podloom
