// tests/contract/store/etcd_process.h: a real etcd on loopback with a folder of its own.
#pragma once

#include "core/os/process.h"
#include "core/store/etcd_store.h"

#include <QStringList>
#include <QTemporaryDir>

#include <memory>
#include <string>
#include <vector>

namespace podloom {

class EtcdProcess {
public:
    /// One for all tests of a program; null when there is no etcd on this machine.
    static std::shared_ptr<EtcdProcess> shared();
    /// A new one with further arguments; `scheme` is that of its client URL. Null as above.
    static std::shared_ptr<EtcdProcess> start(const QStringList &arguments = {},
                                              const std::string &scheme = "http");

    EtcdProcess() = default;
    EtcdProcess(const EtcdProcess &) = delete;
    EtcdProcess &operator=(const EtcdProcess &) = delete;
    ~EtcdProcess();

    const std::string &url() const { return m_url; }
    std::unique_ptr<Store> connect(EtcdOptions options) const;
    /// Waits, bounded, until a store with these options is answered.
    bool waitUntilReady(const EtcdOptions &options) const;
    /// Removes every key of the contract suite.
    void wipe() const;
    /// Ends the process by force; resume() starts it again on the same data and address.
    void kill();
    bool resume();

private:
    QTemporaryDir m_folder;
    pid_t m_process = 0; ///< 0 = ended
    std::vector<std::string> m_arguments;
    std::string m_url;
};

/// A TCP port of loopback that was free a moment ago.
quint16 freePort();

} // namespace podloom
