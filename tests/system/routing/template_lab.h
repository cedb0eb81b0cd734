// tests/system/routing/template_lab.h: a lab of a template, with a pod on every node.
#pragma once

#include "core/manifest/snapshot.h"
#include "core/model/placement.h"
#include "core/routing/network_template.h"
#include "tests/system/lab/command.h"

#include <map>
#include <string>
#include <vector>

namespace podloom::test {

/// Comes up with bringUp(); goes down with this object.
class TemplateLab {
public:
    explicit TemplateLab(std::string name) : m_name(std::move(name)) {}
    TemplateLab(const TemplateLab &) = delete;
    TemplateLab &operator=(const TemplateLab &) = delete;
    ~TemplateLab() { m_command.run({"lab", "down", m_name}); }

    /// The manifests of a template and a DaemonSet of pods that answer.
    static std::string manifestsOf(const TemplateRequest &request)
    {
        const auto manifests = writeTemplate(request);
        EXPECT_TRUE(manifests) << manifests.error().text();
        return (manifests ? *manifests : std::string()) + kEcho;
    }

    /// Machines for `manifests`, and everything of them applied.
    void bringUp(const std::string &manifests)
    {
        write(manifests);
        m_command.ask({"lab", "up", m_file.string(), "--name", m_name});
        applyWritten();
        m_machines = machinesIn(m_command.folder / "labs" / m_name / "machines");
    }
    /// Another design for the same machines.
    void apply(const std::string &manifests)
    {
        write(manifests);
        applyWritten();
    }
    Json verify() const { return m_command.ask({"verify", m_file.string(), "--lab", m_name}); }
    /// The same where differences are expected.
    Json verifyAnyway() const
    {
        const auto output = m_command.run({"verify", m_file.string(), "--lab", m_name, "--json"});
        EXPECT_EQ(output.exitCode, 1) << output.standardError;
        auto json = parseJson(output.standardOutput);
        EXPECT_TRUE(json) << output.standardOutput;
        return json ? *json : Json();
    }
    /// What went wrong, or nothing.
    std::string drain(const std::string &machine) const { return setDrain("drain", machine); }
    std::string undrain(const std::string &machine) const { return setDrain("undrain", machine); }
    Json status() const { return m_command.ask({"status", "--lab", m_name}); }

    const Design &design() const { return m_design; }
    pid_t pidOf(const std::string &machine) const { return std::stoi(m_machines.at(machine).second); }

    /// What a program says on a machine; it has to succeed.
    std::string inside(const std::string &machine, std::vector<std::string> argv) const
    {
        std::vector<std::string> enter{"nsenter", "-t", m_machines.at(machine).second, "-m", "-n", "-p"};
        enter.insert(enter.end(), argv.begin(), argv.end());
        const auto output = runProgram(std::move(enter));
        EXPECT_EQ(output.exitCode, 0) << machine << ": " << argv.front() << ": " << output.standardError;
        return output.standardOutput;
    }

private:
    static constexpr auto kEcho = R"(---
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: echo
  namespace: default
spec:
  selector: {matchLabels: {app: echo}}
  template:
    metadata: {labels: {app: echo}}
    spec:
      containers:
      - name: echo
        image: podloom-pod
        ports: [{containerPort: 8080}]
)";

    void write(const std::string &manifests)
    {
        ASSERT_TRUE(replaceFile(m_file, manifests));
        m_design = place(parseFiles({{m_file.string(), manifests}})->design());
    }
    std::string setDrain(const std::string &verb, const std::string &machine) const
    {
        const auto output = m_command.run({"lab", verb, machine, m_file.string(), "--lab", m_name});
        return output.exitCode == 0 ? std::string() : output.standardOutput + output.standardError;
    }
    void applyWritten() const
    {
        EXPECT_THAT(notDone(m_command.ask({"apply", m_file.string(), "--lab", m_name})),
                    ::testing::IsEmpty());
    }

    std::string m_name;
    Command m_command{};
    std::filesystem::path m_file = m_command.folder / "network.yaml";
    std::map<std::string, std::pair<std::string, std::string>> m_machines{};
    Design m_design{};
};

} // namespace podloom::test
