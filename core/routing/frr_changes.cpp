// From one configuration of FRR to another one without a restart.
#include "core/routing/frr_config.h"

#include "core/base/text.h"

#include <algorithm>
#include <vector>

namespace podloom {

namespace {

using Lines = std::vector<std::string>;

/// A line at the margin with those below it.
struct Unit {
    std::string head{};
    Lines body{};
    bool operator==(const Unit &) const = default;
};

std::vector<Unit> unitsOf(std::string_view text)
{
    std::vector<Unit> units;
    for (const auto line : split(text, '\n')) {
        if (trimmed(line).empty() || line.front() == '!' || line == "exit")
            continue;
        if (line.front() == ' ' && !units.empty())
            units.back().body.emplace_back(line);
        else
            units.push_back({std::string(line), {}});
    }
    return units;
}

bool isBgp(const Unit &unit)
{
    return unit.head.starts_with("router bgp ");
}

/// `router bgp` in pieces that can change by themselves: what a neighbour has, and every other line, each
/// with the address family that it stands in.
struct BgpPieces {
    std::map<std::string, Lines> neighbours{}; ///< by address
    Lines others{};
};

/// "AF|LINE"; AF is empty outside of an address family.
BgpPieces piecesOf(const Lines &body)
{
    BgpPieces pieces;
    std::string family;
    for (const auto &line : body) {
        const auto words = trimmed(line);
        if (words.starts_with("address-family ")) {
            family = words;
        } else if (words == "exit-address-family") {
            family.clear();
        } else if (words.starts_with("neighbor ")) {
            const auto rest = words.substr(9);
            pieces.neighbours[std::string(rest.substr(0, rest.find(' ')))].push_back(family + '|'
                                                                                     + std::string(words));
        } else {
            pieces.others.push_back(family + '|' + std::string(words));
        }
    }
    return pieces;
}

void writePiece(std::string &text, std::string_view piece, bool isRemoved)
{
    const auto bar = piece.find('|');
    const auto family = piece.substr(0, bar);
    auto line = piece.substr(bar + 1);
    std::string command(line);
    if (isRemoved)
        command = line.starts_with("no ") ? std::string(line.substr(3)) : "no " + command;
    if (family.empty()) {
        text += ' ' + command + '\n';
        return;
    }
    text += ' ' + std::string(family) + "\n  " + command + "\n exit-address-family\n";
}

bool holds(const Lines &lines, const std::string &line)
{
    return std::find(lines.begin(), lines.end(), line) != lines.end();
}

void writeWhole(std::string &text, const Unit &unit)
{
    text += unit.head + '\n';
    for (const auto &line : unit.body)
        text += line + '\n';
    if (!unit.body.empty() || unit.head.starts_with("route-map "))
        text += "exit\n";
}

/// A neighbour that has changed is taken away and comes anew: FRR would restart its session anyway.
void changeBgp(std::string &text, const Unit &running, const Unit &wanted)
{
    const auto old = piecesOf(running.body);
    const auto fresh = piecesOf(wanted.body);
    text += wanted.head + '\n';
    for (const auto &[address, lines] : old.neighbours) {
        const auto at = fresh.neighbours.find(address);
        if (at == fresh.neighbours.end() || at->second != lines)
            text += " no neighbor " + address + '\n';
    }
    for (const auto &line : old.others) {
        if (!holds(fresh.others, line))
            writePiece(text, line, true);
    }
    for (const auto &line : fresh.others) {
        if (!holds(old.others, line))
            writePiece(text, line, false);
    }
    for (const auto &[address, lines] : fresh.neighbours) {
        const auto at = old.neighbours.find(address);
        if (at != old.neighbours.end() && at->second == lines)
            continue;
        for (const auto &line : lines)
            writePiece(text, line, false);
    }
    text += "exit\n";
}

const Unit *find(const std::vector<Unit> &units, std::string_view head)
{
    const auto at =
        std::find_if(units.begin(), units.end(), [head](const Unit &unit) { return unit.head == head; });
    return at == units.end() ? nullptr : &*at;
}

const Unit *findBgp(const std::vector<Unit> &units)
{
    const auto at = std::find_if(units.begin(), units.end(), isBgp);
    return at == units.end() ? nullptr : &*at;
}

/// BFD profiles are named by what they hold: only whole ones come and go.
void removeProfiles(std::string &text, const Unit &running, const Unit *wanted)
{
    std::string gone;
    for (const auto &line : running.body) {
        if (line.starts_with(" profile ") && (!wanted || !holds(wanted->body, line)))
            gone += " no" + line + '\n';
    }
    if (!gone.empty())
        text += "bfd\n" + gone + "exit\n";
}

} // namespace

std::string frrChanges(std::string_view running, std::string_view wanted)
{
    const auto old = unitsOf(running);
    const auto fresh = unitsOf(wanted);
    const auto *oldBgp = findBgp(old);
    const auto *freshBgp = findBgp(fresh);
    std::string text;
    if (oldBgp && (!freshBgp || freshBgp->head != oldBgp->head)) {
        text += "no " + oldBgp->head + '\n';
        oldBgp = nullptr;
    }
    // New words first, then those that use them, then what nobody uses any more.
    for (const auto &unit : fresh) {
        const auto *before = find(old, unit.head);
        if (isBgp(unit) || (before && *before == unit))
            continue;
        writeWhole(text, unit); // a new match of a route-map takes the place of the old one
    }
    if (freshBgp && !oldBgp)
        writeWhole(text, *freshBgp);
    else if (freshBgp && *freshBgp != *oldBgp)
        changeBgp(text, *oldBgp, *freshBgp);
    for (const auto &unit : old) {
        const auto *after = find(fresh, unit.head);
        if (unit.head == "bfd")
            removeProfiles(text, unit, after);
        else if (!isBgp(unit) && !after)
            text += "no " + unit.head + '\n';
    }
    return text;
}

} // namespace podloom
