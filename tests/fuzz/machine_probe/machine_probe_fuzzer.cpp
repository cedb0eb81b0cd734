// What a machine says of itself: whatever it is, there is an answer, and steps can be made of it.
#include "core/lab/machine_addresses.h"
#include "core/lab/machine_probe.h"

#include <cstdint>

namespace {

using namespace podloom;

/// A machine that answers every command with the same bytes.
class ParrotHost final : public RemoteHost {
public:
    explicit ParrotHost(std::string bytes) : m_bytes(std::move(bytes)) {}

    Result<RemoteOutput> run(const RemoteCommand &, std::stop_token) override
    {
        return RemoteOutput{0, m_bytes, {}};
    }
    Status upload(const RemoteFile &, std::stop_token, const TransferProgress &) override { return {}; }
    Result<std::string> download(const std::string &, std::stop_token) override { return m_bytes; }

private:
    std::string m_bytes;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    ParrotHost host({reinterpret_cast<const char *>(data), size});
    static_cast<void>(probeFacts(host, {}));
    static_cast<void>(askForAddresses(host, "192.0.2.1", {}));
    WantedMachine wanted;
    wanted.node = "node-1";
    wanted.packages = {"bird2"};
    wanted.files = {{"/etc/podloom/a", "00", 0644}};
    wanted.services = {{"etcd", {"/etc/podloom/a"}}};
    if (const auto found = probeMachine(host, wanted, {}, {}))
        static_cast<void>(machineSteps(wanted, *found));
    return 0;
}
