// tests/unit/core/check/findings.h: what the rules say about a design that is written as YAML.
#pragma once

#include "core/check/check.h"
#include "core/manifest/snapshot.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace podloom::test {

/// "line:column severity rule: sentence" of each finding of the rules; faults of the text fail the test.
inline std::vector<std::string> findingsOf(const std::string &yaml)
{
    const auto snapshot = parseFiles({{"a.yaml", yaml}});
    for (const auto &fault : snapshot->diagnostics()) {
        if (fault.severity == Severity::Error)
            ADD_FAILURE() << fault.toString(snapshot->design().files);
    }
    std::vector<std::string> out;
    for (const auto &each : checkDesign(snapshot->design()))
        out.push_back(std::to_string(each.at.line) + ':' + std::to_string(each.at.column) + ' '
                      + std::string(toString(each.severity)) + ' ' + each.rule() + ": "
                      + each.message.text());
    return out;
}

/// Documents with "---" between them.
inline std::string documents(const std::vector<std::string> &all)
{
    std::string out;
    for (const auto &each : all)
        out += (out.empty() ? "" : "---\n") + each + (each.ends_with('\n') ? "" : "\n");
    return out;
}

/// A pod in one line: `labels` and `ports` as flow YAML, e.g. "app: web" and "{name: http, containerPort:
/// 80}".
inline std::string pod(const std::string &ns, const std::string &name, const std::string &labels,
                       const std::string &ports = "", const std::string &more = "")
{
    return "{apiVersion: v1, kind: Pod, metadata: {name: " + name + ", namespace: " + ns + ", labels: {"
         + labels + "}}, spec: {containers: [{name: c, ports: [" + ports + "]}]" + more + "}}\n";
}

/// A NetworkPolicy "p" of the namespace "shop" with this spec; the spec begins in line 5.
inline std::string policy(const std::string &spec)
{
    return "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p, namespace: "
           "shop}\nspec:\n"
         + spec;
}

} // namespace podloom::test
