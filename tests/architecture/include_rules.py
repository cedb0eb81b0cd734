#!/usr/bin/env python3
"""Fails when a file includes across a border that ARCHITECTURE.md does not allow, or grows out of its room.

Link dependencies alone do not stop this: a header-only include crosses a border without a linker error.
"""
import pathlib
import re
import sys

PURE = ["base", "net", "model", "manifest", "address", "policy", "routing", "check", "plan", "trace"]
WITH_IO = ["os", "store", "rpc", "ssh", "lab"]
AGENT = ["wire", "enforce", "bgp", "ipam", "cni", "node", "pod", "daemon"]
APP = ["document", "theme", "canvas", "tools", "panels", "wizards", "cli", "main"]

# The order of a list is the order of its folders: each may include those above it.
ORDER = {"core": PURE + WITH_IO, "agentd": AGENT, "app": APP}

# Foreign headers and the only folders that may see them (in .cpp files or their private headers).
FENCED = [
    (re.compile(r"Q[A-Z]\w+(/.*)?|qt.*"), {"core/store", "core/rpc", "core/ssh", "core/lab", "agentd/enforce",
                                            "agentd/bgp", "agentd/ipam", "agentd/cni", "agentd/daemon", "app"}),
    (re.compile(r"libssh/.*"), {"core/ssh"}),
    (re.compile(r"yaml\.h"), {"core/manifest"}),
    (re.compile(r"sqlite3\.h"), {"core/store"}),
    (re.compile(r"netlink/.*"), {"agentd/wire"}),
    (re.compile(r"nftables/.*"), {"agentd/enforce"}),
    (re.compile(r"graphviz/.*"), {"app/canvas"}),
]
# Pure folders see the C++ library only: no system header has a slash or ends in .h there.
SYSTEM_HEADER = re.compile(r".*\.h$|.*/.*")
INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')
MAX_LINES = 600


def allowed(here: str, there: str) -> bool:
    here_top, here_folder = here.split("/")[:2]
    there_top, there_folder = there.split("/")[:2]
    if here_top == there_top:
        order = ORDER[here_top]
        if here_folder == there_folder:
            return True
        if here_top == "core" and here_folder in PURE and there_folder not in PURE:
            return False
        return order.index(there_folder) < order.index(here_folder)
    if there_top != "core" or here_top == "core":
        return False
    return here_top == "app" or there_folder not in ("lab", "ssh")


def violations(root: pathlib.Path):
    files = sorted(p for top in ORDER for p in (root / top).rglob("*") if p.suffix in (".h", ".cpp"))
    for file in files:
        relative = file.relative_to(root)
        here = "/".join(relative.parts[:2])
        if relative.parts[1] not in ORDER[relative.parts[0]]:
            yield relative, 0, f"folder {here} has no place in the order of {relative.parts[0]}"
            continue
        lines = file.read_text(encoding="utf-8").splitlines()
        if len(lines) > MAX_LINES:
            yield relative, len(lines), f"longer than {MAX_LINES} lines: find the second room in it"
        for number, line in enumerate(lines, 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            ours, system = match.groups()
            if ours and ours.split("/")[0] in ORDER and not allowed(here, ours):
                yield relative, number, f"{here} may not include {ours}"
            if ours and ours.split("/")[0] not in ORDER and "/" in ours:
                yield relative, number, f"include paths begin at the root of the repository: {ours}"
            if not system:
                continue
            for pattern, homes in FENCED:
                if pattern.fullmatch(system) and here not in homes and relative.parts[0] not in homes:
                    yield relative, number, f"{here} may not include <{system}>"
            pure = relative.parts[0] == "core" and relative.parts[1] in PURE
            if pure and SYSTEM_HEADER.fullmatch(system) and not (here == "core/manifest" and system == "yaml.h"):
                yield relative, number, f"{here} is pure and may not include <{system}>"


if __name__ == "__main__":
    found = list(violations(pathlib.Path(sys.argv[1])))
    for file, number, text in found:
        print(f"{file}:{number}: {text}")
    sys.exit(bool(found))
