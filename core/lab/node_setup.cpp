#include "core/lab/node_setup.h"

#include "core/base/text.h"
#include "core/os/files.h"
#include "core/os/programs.h"

#include <QCryptographicHash>

#include <algorithm>

namespace podloom {

namespace {

constexpr auto kProgramFolder = "/usr/libexec/podloom/";

/// What Debian 12 calls that which our programs need.
const std::vector<std::string> kPackages{"bird2",        "conntrack",         "iproute2",    "libnftables1",
                                         "libnl-3-200",  "libnl-route-3-200", "libqt6core6", "libqt6network6",
                                         "libsqlite3-0", "libyaml-0-2",       "nftables"};

std::string digestOf(const std::string &bytes)
{
    const auto view = QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size()));
    return QCryptographicHash::hash(view, QCryptographicHash::Sha256).toHex().toStdString();
}

std::string urlHost(const LabMember &member)
{
    if (member.addresses.empty())
        return member.ssh ? member.ssh->host : std::string("127.0.0.1");
    const auto address = member.addresses.front().address;
    return address.isV4() ? address.toString() : '[' + address.toString() + ']';
}

/// A service as its manager wants it.
struct Definition {
    std::string path{};
    std::string text{};
};

Definition definitionOf(const std::string &name, const std::vector<std::string> &argv, ServiceManager manager)
{
    if (manager == ServiceManager::PodloomInit) {
        Json list = Json::array();
        for (const auto &argument : argv)
            list.append(argument);
        return {"/etc/podloom/services/" + name + ".json",
                Json::object({{"argv", std::move(list)}, {"environment", Json::object()}}).pretty()};
    }
    const auto unit = name.starts_with("podloom-") ? name : "podloom-" + name;
    return {
        "/etc/systemd/system/" + unit + ".service",
        "[Unit]\nDescription=Podloom " + name
            + "\nAfter=network-online.target\nWants=network-online.target\n\n[Service]\nExecStart="
            + join(argv, " ")
            + "\nRestart=always\nRestartSec=2\nLimitNOFILE=65536\nRuntimeDirectory=podloom\n"
              "RuntimeDirectoryPreserve=yes\nKillMode=process\n\n[Install]\nWantedBy=multi-user.target\n"};
}

class SetupBuilder {
public:
    SetupBuilder(const LabInventory &inventory, const LabMember &member, const MachineFacts &facts)
        : m_inventory(inventory),
          m_member(member)
    {
        m_setup.facts = facts;
        m_setup.wanted.node = member.node;
    }

    void addFile(const std::string &path, std::string bytes, std::string digest, unsigned mode)
    {
        m_setup.wanted.files.push_back({path, std::move(digest), mode});
        m_setup.bytes[path] = std::move(bytes);
    }
    void addText(const std::string &path, const std::string &text, unsigned mode = 0644)
    {
        addFile(path, text, digestOf(text), mode);
    }
    void addService(const std::string &name, const std::vector<std::string> &argv,
                    std::vector<std::string> files)
    {
        const auto definition = definitionOf(name, argv, m_setup.facts.manager);
        addText(definition.path, definition.text);
        files.push_back(definition.path);
        m_setup.wanted.services.push_back({name, std::move(files)});
    }
    void addPrograms(const ProgramFiles &programs)
    {
        for (const auto &program : programs.programs()) {
            addFile(program.path, program.bytes, program.digest, 0755);
            // Pods outlive the agent: what runs in them is replaced with the next pod, not by a restart.
            if (!program.path.ends_with("podloom-pod") && !program.path.ends_with("podloom-cni"))
                m_agentFiles.push_back(program.path);
        }
    }
    void addEtcd();
    void addAgent();
    NodeSetup take() { return std::move(m_setup); }
    NodeSetup &setup() { return m_setup; }

private:
    const LabInventory &m_inventory;
    const LabMember &m_member;
    NodeSetup m_setup;
    std::vector<std::string> m_agentFiles;
};

void SetupBuilder::addEtcd()
{
    std::string cluster;
    for (const auto &each : m_inventory.members) {
        const auto &store = m_inventory.storeMachines;
        if (std::find(store.begin(), store.end(), each.machine) != store.end())
            cluster += (cluster.empty() ? "" : ",") + each.machine + "=http://" + urlHost(each) + ":2380";
    }
    const auto host = urlHost(m_member);
    addService(kEtcdService,
               {"/usr/bin/etcd", "--name", m_member.machine, "--data-dir", "/var/lib/podloom/etcd",
                "--listen-client-urls", "http://" + host + ":2379,http://127.0.0.1:2379",
                "--advertise-client-urls", "http://" + host + ":2379", "--listen-peer-urls",
                "http://" + host + ":2380", "--initial-advertise-peer-urls", "http://" + host + ":2380",
                "--initial-cluster", cluster, "--initial-cluster-state", "new", "--auto-compaction-retention",
                "1"},
               {});
}

void SetupBuilder::addAgent()
{
    static constexpr auto kConflist = "/etc/cni/net.d/10-podloom.conflist";
    addText(kConflist,
            Json::object({{"cniVersion", "1.0.0"},
                          {"name", "podloom"},
                          {"plugins", Json::array({Json::object(
                                          {{"type", "podloom-cni"}, {"socket", "/run/podloom/cni.sock"}})})}})
                .pretty());
    addService(kAgentService,
               {std::string(kProgramFolder) + "podloom-agentd", "run", "--node", m_member.node, "--cluster",
                m_member.cluster, "--store", "etcd:" + storeUrls(m_inventory), "--pods"},
               m_agentFiles);
}

/// Runs what makes a service start with the present files, whatever it did before.
Status startService(RemoteHost &host, const NodeSetup &setup, const std::string &name, const LabJob &job)
{
    const auto &services = setup.wanted.services;
    const auto service = std::find_if(services.begin(), services.end(),
                                      [&](const WantedService &each) { return each.name == name; });
    if (service == services.end())
        return fail(Errc::Internal, "step-service", "the plan has a step for an unknown service %1", {name});
    if (setup.facts.manager == ServiceManager::Systemd) {
        const auto unit = name.starts_with("podloom-") ? name : "podloom-" + name;
        static constexpr auto kStart =
            R"sh(systemctl daemon-reload && systemctl enable --quiet "$1" && systemctl restart "$1")sh";
        if (auto started = runChecked(host, {{"sh", "-c", kStart, "sh", unit}}, job.stop); !started)
            return Failure{std::move(started).error()};
    } else {
        const auto program = std::string(kProgramFolder) + "podloom-node";
        if (auto started = runChecked(host, {{program, "service", "restart", name}}, job.stop); !started)
            return Failure{std::move(started).error()};
    }
    return host.upload({stampPath(name), stampOf(*service, setup.wanted), 0644}, job.stop, {});
}

Status installPackages(RemoteHost &host, const NodeSetup &setup, const LabJob &job)
{
    if (!setup.facts.hasApt)
        return fail(Errc::Unsupported, "packages-no-apt",
                    "the machine has no apt-get: install what the plan names by hand");
    RemoteCommand update{{"apt-get", "-q", "update"}, {}, std::chrono::minutes(5)};
    if (auto updated = runChecked(host, update, job.stop); !updated)
        return Failure{std::move(updated).error()};
    RemoteCommand install{{"env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y",
                           "--no-install-recommends", "install"},
                          {},
                          std::chrono::minutes(15)};
    install.argv.insert(install.argv.end(), setup.wanted.packages.begin(), setup.wanted.packages.end());
    if (auto installed = runChecked(host, install, job.stop); !installed)
        return Failure{std::move(installed).error()};
    // Debian starts what it installs; ours are started with files of our own.
    static constexpr auto kQuiet = "systemctl disable --now bird etcd >/dev/null 2>&1; true";
    if (setup.facts.manager == ServiceManager::Systemd) {
        if (auto quiet = runChecked(host, {{"sh", "-c", kQuiet}}, job.stop); !quiet)
            return Failure{std::move(quiet).error()};
    }
    return {};
}

} // namespace

Result<ProgramFiles> ProgramFiles::read()
{
    ProgramFiles out;
    const std::vector<std::pair<std::string, std::string>> wanted{{"podloom-agentd", kProgramFolder},
                                                                  {"podloom-nft", kProgramFolder},
                                                                  {"podloom-node", kProgramFolder},
                                                                  {"podloom-pod", kProgramFolder},
                                                                  {"podloom-cni", "/opt/cni/bin/"}};
    for (const auto &[name, folder] : wanted) {
        auto path = siblingProgram(name);
        if (!path)
            return Failure{std::move(path).error()};
        auto bytes = readFile(*path);
        if (!bytes)
            return Failure{std::move(bytes).error()};
        auto digest = digestOf(*bytes);
        out.m_programs.push_back({folder + name, *std::move(bytes), std::move(digest)});
    }
    return out;
}

std::string storeUrls(const LabInventory &inventory)
{
    std::vector<std::string> urls;
    for (const auto &member : inventory.members) {
        const auto &store = inventory.storeMachines;
        if (std::find(store.begin(), store.end(), member.machine) != store.end())
            urls.push_back("http://" + urlHost(member) + ":2379");
    }
    return join(urls, ",");
}

NodeSetup nodeSetup(const LabInventory &inventory, const LabMember &member, const MachineFacts &facts,
                    const ProgramFiles &programs, const std::string &secrets)
{
    SetupBuilder builder(inventory, member, facts);
    const auto &store = inventory.storeMachines;
    const bool isStore = std::find(store.begin(), store.end(), member.machine) != store.end();
    if (member.ssh && facts.hasApt) {
        builder.setup().wanted.packages = kPackages;
        if (isStore)
            builder.setup().wanted.packages.push_back("etcd-server");
    }
    builder.addPrograms(programs);
    if (!member.ssh && !secrets.empty())
        builder.addText("/var/lib/podloom/bird-secrets.conf", secrets, 0600);
    if (isStore)
        builder.addEtcd();
    builder.addAgent();
    return builder.take();
}

Status executeMachineStep(RemoteHost &host, const NodeSetup &setup, const PlanStep &step, const LabJob &job)
{
    const auto &node = setup.wanted.node;
    if (step.id == packagesStepId(node))
        return installPackages(host, setup, job);
    for (const auto &file : setup.wanted.files) {
        if (step.id == fileStepId(node, file.path))
            return host.upload({file.path, setup.bytes.at(file.path), file.mode}, job.stop, {});
    }
    for (const auto &service : setup.wanted.services) {
        if (step.id == serviceStepId(node, service.name))
            return startService(host, setup, service.name, job);
    }
    return fail(Errc::Internal, "step-unknown", "the plan has an unknown step %1", {step.id});
}

} // namespace podloom
