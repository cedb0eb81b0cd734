// tests/system/lab/real_machine.h: a machine that Podloom knows nothing of, as an administrator would hand it
// over.
#pragma once

#include "tests/system/lab/command.h"

namespace podloom {

/// A machine `box` with sshd on port 2222, no root login, no forwarding of any kind, and an ordinary user
/// `ops` with a key and sudo; and the network of a desk beside it, from which it is reached.
class RealMachine {
public:
    RealMachine();

    /// Empty when it runs.
    const std::string &trouble() const { return m_trouble; }
    ChildOutput shell(const std::string &script) const { return m_lab.shell("box", script); }
    /// Words that run a program at the desk.
    std::vector<std::string> atDesk() const
    {
        return {"nsenter", "-t", m_lab.machines()["desk"].second, "-n"};
    }
    std::filesystem::path userKey() const { return m_keys / "user"; }
    std::filesystem::path strangeKey() const { return m_keys / "strange"; }
    std::string fingerprint() const;
    void changeHostKey() const;
    /// Lines that say what is on the machine: files outside of /proc, /sys, /tmp, processes, routes, tables.
    std::string inventory() const;

    /// A design with this machine as its only node, two pods and a policy.
    std::string design(const std::filesystem::path &key) const;

    ~RealMachine();

private:
    TestLab m_lab;
    std::filesystem::path m_keys;
    std::string m_trouble;
};

} // namespace podloom
