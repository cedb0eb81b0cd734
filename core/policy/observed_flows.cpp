#include "core/policy/observed_flows.h"

#include "core/base/json.h"
#include "core/base/text.h"

#include <algorithm>
#include <map>

namespace podloom::policy {

namespace {

using Fields = std::map<std::string, std::string>;

Failure mistake(std::size_t number, std::string what)
{
    return fail(Errc::InvalidArgument, "flow-syntax", "flow %1: %2",
                {std::to_string(number), std::move(what)});
}

Result<WantedFlow> flowOf(const Fields &fields, std::size_t number)
{
    const auto field = [&](const char *key) {
        const auto found = fields.find(key);
        return found == fields.end() ? std::string() : found->second;
    };
    WantedFlow out{.from = field("from"), .to = field("to")};
    if (out.from.empty() || out.to.empty())
        return mistake(number, "from and to are needed");
    const auto protocolText = field("protocol");
    const auto protocol = protocolText.empty() ? std::optional(Protocol::Tcp) : parseProtocol(protocolText);
    if (!protocol)
        return mistake(number, "\"" + protocolText + "\" is no protocol (TCP, UDP, SCTP, ICMP or ICMPv6)");
    out.protocol = *protocol;
    if (!hasPorts(out.protocol))
        return out;
    const auto port = parseUnsigned(field("port"), UINT16_MAX);
    if (!port || *port == 0)
        return mistake(number, "port is \"" + field("port") + "\"; it must be a number from 1 to 65535");
    out.port = static_cast<std::uint16_t>(*port);
    return out;
}

/// The cells of a line; a cell in double quotes may hold commas, and "" is one quote in it.
std::vector<std::string> cellsOf(std::string_view line)
{
    std::vector<std::string> out{{}};
    bool isQuoted = false;
    for (std::size_t at = 0; at < line.size(); ++at) {
        const char c = line[at];
        if (c == '"' && isQuoted && at + 1 < line.size() && line[at + 1] == '"')
            out.back() += line[++at];
        else if (c == '"')
            isQuoted = !isQuoted;
        else if (c == ',' && !isQuoted)
            out.emplace_back();
        else
            out.back() += c;
    }
    for (auto &cell : out)
        cell = std::string(trimmed(cell));
    return out;
}

Result<std::vector<WantedFlow>> parseCsv(const std::string &text)
{
    std::vector<std::string> head;
    std::vector<WantedFlow> out;
    std::size_t number = 0;
    for (const auto line : split(text, '\n')) {
        const auto content = trimmed(line);
        if (content.empty() || content.front() == '#')
            continue;
        const auto cells = cellsOf(content);
        if (head.empty()) {
            for (const auto &cell : cells)
                head.push_back(toLower(cell));
            if (std::find(head.begin(), head.end(), "from") == head.end()
                || std::find(head.begin(), head.end(), "to") == head.end())
                return fail(Errc::InvalidArgument, "flow-syntax",
                            "the first line must name the columns: from,to,protocol,port");
            continue;
        }
        ++number;
        Fields fields;
        for (std::size_t column = 0; column < std::min(head.size(), cells.size()); ++column)
            fields[head[column]] = cells[column];
        auto flow = flowOf(fields, number);
        if (!flow)
            return Failure{std::move(flow).error()};
        out.push_back(*std::move(flow));
    }
    return out;
}

Result<WantedFlow> flowOf(const Json &json, std::size_t number)
{
    if (!json.isObject())
        return mistake(number, "it must be an object with from, to, protocol and port");
    Fields fields;
    for (const auto &[key, value] : json.members()) {
        if (value.isString())
            fields[key] = value.asString();
        else if (value.isInt())
            fields[key] = std::to_string(value.asInt());
    }
    return flowOf(fields, number);
}

Result<std::vector<Json>> itemsOf(const std::string &text)
{
    if (auto whole = parseJson(text)) {
        if (whole->isArray())
            return whole->items();
        if ((*whole)["flows"].isArray())
            return (*whole)["flows"].items();
        return std::vector<Json>{*whole};
    } else if (text.find('\n') == std::string::npos) {
        return Failure{std::move(whole).error()};
    }
    std::vector<Json> out;
    for (const auto line : split(text, '\n')) {
        if (trimmed(line).empty())
            continue;
        auto one = parseJson(line);
        if (!one)
            return mistake(out.size() + 1, one.error().text());
        out.push_back(*std::move(one));
    }
    return out;
}

Result<std::vector<WantedFlow>> parseJsonFlows(const std::string &text)
{
    const auto items = itemsOf(text);
    if (!items)
        return Failure{items.error()};
    std::vector<WantedFlow> out;
    for (const auto &item : *items) {
        auto flow = flowOf(item, out.size() + 1);
        if (!flow)
            return Failure{std::move(flow).error()};
        out.push_back(*std::move(flow));
    }
    return out;
}

} // namespace

Result<std::vector<WantedFlow>> parseFlows(const std::string &text)
{
    if (!isUtf8(text))
        return fail(Errc::InvalidArgument, "flow-syntax", "the flows are no UTF-8 text");
    const auto content = trimmed(text);
    const bool isJson = !content.empty() && (content.front() == '[' || content.front() == '{');
    auto out = isJson ? parseJsonFlows(text) : parseCsv(text);
    if (!out)
        return out;
    std::sort(out->begin(), out->end());
    out->erase(std::unique(out->begin(), out->end()), out->end());
    return out;
}

} // namespace podloom::policy
