#include "tests/system/lab/real_machine.h"

namespace podloom {

namespace {

constexpr auto kSshdConfig = R"(Port 2222
HostKey /etc/ssh/box_host_key
PermitRootLogin no
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
UseDNS no
PidFile none
AllowStreamLocalForwarding no
AllowTcpForwarding no
)";

constexpr auto kAccount = R"sh(set -e
useradd -m -s /bin/sh ops
usermod -p '*' ops
mkdir -p /home/ops/.ssh
cp /etc/ssh/box_authorized_keys /home/ops/.ssh/authorized_keys
chown -R ops:ops /home/ops/.ssh
chmod 700 /home/ops/.ssh
echo 'ops ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/ops
chmod 440 /etc/sudoers.d/ops
sudo -u ops sudo -n true
rm -rf /usr/libexec/podloom
)sh";

constexpr auto kInventory = R"sh(
for folder in /etc /opt /usr/libexec /usr/local /var/lib /var/log /run; do find "$folder" -xdev; done |
    grep -v -e '^/var/log/podloom/sshd' -e '^/run/podloom-init' -e '^/run/sudo' -e '^/var/log/[^/]*$' | sort
ps -eo stat=,args= | sed -n 's/^[^Z][^ ]* *//p' | grep -v -e '^ps ' -e '^sed ' -e '^sh -c' -e '^sort' -e '^grep' -e '^sshd: ' | sort
ip route show table all; ip -6 route show table all; ip -o link; nft list ruleset
)sh";

} // namespace

RealMachine::RealMachine()
{
    std::string pattern = (std::filesystem::temp_directory_path() / "podloom-keys-XXXXXX").string();
    m_keys = ::mkdtemp(pattern.data());
    for (const auto *name : {"user", "strange", "host"})
        runProgram({"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", (m_keys / name).string()});
    const auto host = readFile(m_keys / "host");
    const auto user = readFile(m_keys / "user.pub");
    if (!host || !user) {
        m_trouble = "ssh-keygen makes no keys";
        return;
    }
    const auto launched = m_lab.launch(lab(
        m_lab, {"office"},
        {machine("desk", {interface("eth0", "office", {"10.99.0.1/24", "fd00:99::1/64"})}),
         machine("box", {interface("eth0", "office", {"10.99.0.2/24", "fd00:99::2/64"})}, {},
                 {service("sshd", {"/usr/sbin/sshd", "-D", "-e", "-f", "/etc/ssh/box_sshd_config"})},
                 {file("/etc/ssh/box_host_key", *host, "0600"), file("/etc/ssh/box_authorized_keys", *user),
                  file("/etc/ssh/box_sshd_config", kSshdConfig)})}));
    if (launched.exitCode != 0) {
        m_trouble = launched.standardError;
        return;
    }
    const auto account = shell(kAccount);
    if (account.exitCode != 0)
        m_trouble = "the user ops: " + account.standardError;
}

RealMachine::~RealMachine()
{
    std::filesystem::remove_all(m_keys);
}

std::string RealMachine::fingerprint() const
{
    const auto printed = shell("ssh-keygen -lf /etc/ssh/box_host_key").standardOutput;
    const auto start = printed.find("SHA256:");
    return printed.substr(start, printed.find(' ', start) - start);
}

void RealMachine::changeHostKey() const
{
    shell("rm /etc/ssh/box_host_key; ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/box_host_key; "
          "/proc/1/exe service restart sshd");
}

std::string RealMachine::inventory() const
{
    return shell(kInventory).standardOutput;
}

std::string RealMachine::design(const std::filesystem::path &key) const
{
    return R"(apiVersion: v1
kind: Node
metadata: {name: box}
---
apiVersion: podloom.dev/v1alpha1
kind: Lab
metadata: {name: office}
spec:
  nodes:
  - node: box
    ssh: {host: 10.99.0.2, port: 2222, user: ops, identityFile: )"
         + key.string() + R"(, sudo: true}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: demo, labels: {app: web}}
spec: {containers: [{name: c, image: x, ports: [{containerPort: 8080}]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: client, namespace: demo}
spec: {containers: [{name: c, image: x, ports: [{containerPort: 9000}]}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web, namespace: demo}
spec:
  podSelector: {matchLabels: {app: web}}
  ingress: [{ports: [{port: 8080}]}]
)";
}

} // namespace podloom
