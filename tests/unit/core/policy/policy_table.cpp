#include "tests/unit/core/policy/policy_table.h"

#include "core/base/text.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace podloom::policy {

namespace {

constexpr std::string_view kNoLab = "[no lab: ";

std::filesystem::path folder()
{
    return std::filesystem::path(PODLOOM_SOURCE_DIR) / "tests" / "data" / "policy";
}

std::string bytesOf(const std::filesystem::path &path)
{
    std::ifstream in(path, std::ios::binary);
    if (!in)
        throw std::runtime_error(path.string() + " cannot be read");
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

Failure unreadable(const std::string &line)
{
    return fail(Errc::InvalidArgument, "table-syntax", "this is no probe: %1", {line});
}

std::vector<std::string> wordsOf(std::string_view text)
{
    std::istringstream in{std::string(text)};
    std::vector<std::string> out;
    for (std::string word; in >> word;)
        out.push_back(word);
    return out;
}

/// PROTOCOL[/PORT,…] and what follows, as one traffic for each port.
Result<std::vector<Traffic>> parseTraffic(const std::vector<std::string> &words, const std::string &line)
{
    if (words.empty())
        return unreadable(line);
    const auto slash = words[0].find('/');
    auto protocol = parseProtocol(std::string_view(words[0]).substr(0, slash));
    if (!protocol) {
        const auto number = parseUnsigned(std::string_view(words[0]).substr(0, slash), 255);
        if (!number)
            return unreadable(line);
        protocol = static_cast<Protocol>(*number);
    }
    Traffic common{.protocol = *protocol};
    for (std::size_t at = 1; at < words.size(); ++at) {
        if (words[at] == "v6") {
            common.family = Family::V6;
            continue;
        }
        const auto value = at + 1 < words.size() ? parseUnsigned(words[at + 1], UINT16_MAX) : std::nullopt;
        if (!value)
            return unreadable(line);
        if (words[at] == "from")
            common.sourcePort = static_cast<std::uint16_t>(*value);
        else if (words[at] == "type")
            common.icmpType = static_cast<std::uint8_t>(*value);
        else if (words[at] == "code")
            common.icmpCode = static_cast<std::uint8_t>(*value);
        else
            return unreadable(line);
        ++at;
    }
    if (common.protocol == Protocol::Icmp && common.family)
        common.protocol = Protocol::Icmpv6;
    if (slash == std::string::npos)
        return std::vector{common};
    std::vector<Traffic> out;
    for (const auto text : split(std::string_view(words[0]).substr(slash + 1), ',')) {
        const auto port = parseUnsigned(text, UINT16_MAX);
        if (!port)
            return unreadable(line);
        out.push_back(common);
        out.back().port = static_cast<std::uint16_t>(*port);
    }
    return out;
}

Status parseProbe(const std::string &line, std::vector<TableProbe> &into)
{
    const auto arrow = line.find(" -> ");
    const auto answer = line.rfind(": ");
    if (arrow == std::string::npos || answer == std::string::npos)
        return unreadable(line);
    const auto verdict = line.substr(answer + 2);
    const auto sources = wordsOf(line.substr(2, arrow - 2));
    auto rest = wordsOf(line.substr(arrow + 4, answer - arrow - 4));
    std::vector<std::string> destinations;
    while (
        !rest.empty()
        && (rest[0].find(':') != std::string::npos || !parseProtocol(rest[0].substr(0, rest[0].find('/'))))) {
        if (parseUnsigned(rest[0], 255))
            break;
        destinations.push_back(rest[0]);
        rest.erase(rest.begin());
    }
    const auto traffic = parseTraffic(rest, line);
    if (!traffic || sources.empty() || destinations.empty() || (verdict != "allow" && verdict != "deny"))
        return unreadable(line);
    for (const auto &from : sources) {
        for (const auto &to : destinations) {
            for (const auto &each : *traffic)
                into.push_back(
                    {.text = line, .from = from, .to = to, .traffic = each, .isAllowed = verdict == "allow"});
        }
    }
    return {};
}

TableCase caseOf(const std::string &title)
{
    TableCase out{.title = title};
    if (const auto at = title.find(kNoLab); at != std::string::npos) {
        const auto reason = at + kNoLab.size();
        out.whyNoLab = title.substr(reason, title.find(']', reason) - reason);
    }
    for (auto word : wordsOf(title)) {
        if (!word.starts_with("K-") && !word.starts_with("CA-"))
            break;
        word.erase(word.find_last_not_of(",:") + 1);
        out.ids.push_back(word);
    }
    return out;
}

} // namespace

Result<std::vector<TableCase>> parseTable(const std::string &text)
{
    std::vector<TableCase> out;
    for (const auto view : split(text, '\n')) {
        const std::string line(view);
        if (line.starts_with("== ")) {
            out.push_back(caseOf(line.substr(3)));
        } else if (line.starts_with("? ")) {
            if (out.empty())
                return unreadable(line);
            if (auto parsed = parseProbe(line, out.back().probes); !parsed)
                return Failure{std::move(parsed).error()};
        } else if (!out.empty()) {
            out.back().manifests += line + '\n';
        }
    }
    return out;
}

std::vector<TableCase> readTable(const std::string &name)
{
    auto cases = parseTable(bytesOf(folder() / (name + ".cases")));
    if (!cases)
        throw std::runtime_error(name + ": " + cases.error().text());
    return *std::move(cases);
}

std::string tableWorld()
{
    return bytesOf(folder() / "world.yaml");
}

} // namespace podloom::policy
