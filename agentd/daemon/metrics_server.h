// agentd/daemon/metrics_server.h: OpenMetrics over HTTP on a Unix socket that only root may open.
#pragma once

#include "core/base/result.h"

#include <QObject>

#include <functional>
#include <string>

class QLocalServer;
class QLocalSocket;

namespace podloom {

/// Answers GET and HEAD of /metrics, one request a connection: `curl --unix-socket RUN/metrics.sock
/// http://node/metrics`. Other requests get 404 or 405; who sends more than a few kilobytes, or nothing for
/// ten seconds, is dropped. Lives in an event loop.
class MetricsServer final : public QObject {
    Q_OBJECT
public:
    /// `text` is called for each scrape.
    explicit MetricsServer(std::function<std::string()> text, QObject *parent = nullptr);
    ~MetricsServer() override;

    /// Errors: Io.
    Status listen(const std::string &socketPath);

private:
    void serve(QLocalSocket *socket);
    std::string answerTo(const std::string &request) const;

    std::function<std::string()> m_text;
    QLocalServer *m_server;
};

} // namespace podloom
