// What `podloomctl routes --lab` shows to people.
#include "app/cli/routes_answer.h"
#include "app/cli/table.h"
#include "core/base/text.h"

namespace podloom::cli {

namespace {

/// A number, a text, or "-" for null.
std::string cell(const Json &value)
{
    if (value.isInt())
        return std::to_string(value.asInt());
    return value.isString() && !value.asString().empty() ? value.asString() : "-";
}

std::string cells(const Json &list)
{
    std::vector<std::string> texts;
    for (const auto &each : list.items())
        texts.push_back(cell(each));
    return join(texts, " ");
}

} // namespace

void printLabRoutes(const Json &routes)
{
    Table sessions({"BGP session", "family", "state", "since", "in", "out", "last error"});
    for (const auto &session : routes["sessions"].items())
        sessions.add({session["node"].asString() + " - " + session["peer"].asString(),
                      "IPv" + std::to_string(session["family"].asInt()), session["state"].asString(),
                      session["since"].asString(), cell(session["imported"]), cell(session["exported"]),
                      session["lastError"].asString()});
    sessions.print();
    Table table({"machine", "prefix", "next hop", "interface", "owner", "from", "AS path", "local pref",
                 "MED", "origin", "communities"});
    std::size_t count = 0;
    for (const auto &[name, entries] : routes["tables"].members()) {
        for (const auto &entry : entries.items()) {
            const auto owner = entry["owner"].isNull() ? "not in the kernel" : entry["owner"].asString();
            table.add({name, entry["prefix"].asString(), cell(entry["nextHop"]), cell(entry["interface"]),
                       owner, cell(entry["from"]), cells(entry["asPath"]), cell(entry["localPref"]),
                       cell(entry["med"]), cell(entry["origin"]), cells(entry["communities"])});
            ++count;
        }
    }
    table.print();
    for (const auto &[name, trouble] : routes["troubles"].members())
        printLine(name + " does not tell its routes: " + trouble.asString());
    printLine(counted(count, "route") + " on " + counted(routes["tables"].members().size(), "machine"));
}

} // namespace podloom::cli
