// agentd/daemon/pod_control.h: asks a lab pod something over its control socket.
#pragma once

#include "core/base/json.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace podloom {

/// Sends `requests` (agentd/pod/control.h) to the pod of `container` and hands back the array of its answers,
/// in the order of the requests. `done` is called once, later, unless `owner` is destroyed first. Errors:
/// Unavailable (the pod does not answer), Timeout, InvalidArgument (it answered with a mistake).
void askPod(QObject *owner, const std::string &runFolder, const std::string &container,
            const std::vector<Json> &requests, std::chrono::milliseconds timeout,
            std::function<void(Result<Json>)> done);

} // namespace podloom
