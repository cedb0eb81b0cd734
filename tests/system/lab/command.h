// tests/system/lab/command.h: podloomctl with a memory of labs of its own.
#pragma once

#include "core/base/json.h"
#include "tests/system/node/test_lab.h"

#include <filesystem>
#include <string>
#include <vector>

namespace podloom {

/// What is missing on this machine to bring up a lab; empty if nothing is.
inline std::string missingForLab()
{
    if (::geteuid() != 0)
        return "a lab needs root";
    for (const auto *program : {"/usr/sbin/sshd", "/usr/sbin/bird", "/usr/bin/etcd", "/usr/bin/ssh-keygen"}) {
        if (::access(program, X_OK) != 0)
            return std::string(program) + " is not installed";
    }
    return {};
}

class Command {
public:
    /// `prefix` goes in front of the program, e.g. to enter a network.
    explicit Command(std::vector<std::string> prefix = {}) : m_prefix(std::move(prefix))
    {
        std::string pattern = (std::filesystem::temp_directory_path() / "podloom-cli-XXXXXX").string();
        folder = ::mkdtemp(pattern.data());
    }
    Command(const Command &) = delete;
    Command &operator=(const Command &) = delete;
    ~Command() { std::filesystem::remove_all(folder); }

    std::vector<std::string> argv(std::vector<std::string> words) const
    {
        auto out = m_prefix;
        out.emplace_back(PODLOOM_BIN_DIR "/podloomctl");
        out.insert(out.end(), words.begin(), words.end());
        return out;
    }
    std::vector<std::string> environment() const
    {
        return {"PODLOOM_LABS=" + (folder / "labs").string(),
                "PODLOOM_KNOWN_HOSTS=" + (folder / "known_hosts").string(), "HOME=" + folder.string()};
    }
    /// Without a terminal, so that nothing is asked.
    ChildOutput run(std::vector<std::string> words) const
    {
        auto words_ = argv(std::move(words));
        words_.insert(words_.begin(), {"setsid", "-w"});
        auto output = runChild({std::move(words_), environment(), {}, -1, std::chrono::minutes(4)});
        return output ? *std::move(output) : ChildOutput{-1, {}, output.error().text()};
    }
    /// The answer in JSON; null, and a failure of the test, when the exit status is another.
    Json ask(std::vector<std::string> words, int exitStatus = 0) const
    {
        words.emplace_back("--json");
        const auto output = run(words);
        EXPECT_EQ(output.exitCode, exitStatus) << words.front() << ": " << output.standardError;
        auto json = parseJson(output.standardOutput);
        EXPECT_TRUE(json) << output.standardOutput << output.standardError;
        return json ? *std::move(json) : Json();
    }

    std::filesystem::path folder{};

private:
    std::vector<std::string> m_prefix;
};

/// "ID: ERROR" of the steps that were not done.
inline std::vector<std::string> notDone(const Json &apply)
{
    std::vector<std::string> out;
    for (const auto &step : apply["steps"].items()) {
        if (step["state"].asString() != "done")
            out.push_back(step["id"].asString() + ": " + step["error"].asString());
    }
    return out;
}

} // namespace podloom
