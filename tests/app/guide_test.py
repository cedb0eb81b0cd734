#!/usr/bin/env python3
"""Follows docs/guide: every command of its pages that needs no lab and no other program is run, in the order of the pages.

    guide_test.py BIN ROOT
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

BIN, ROOT = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
COMMAND = re.compile(r"^ {4,}((?:podloomctl|cp) .*)$|^ *`(podloomctl [^`]*)`$", re.MULTILINE)
SAYS = re.compile(r"^ *says `([^`]+)`", re.MULTILINE)

PRINTS = re.compile(r"^ *prints\n\n((?: {4,}.*\n)+)")


def main():
    environment = dict(os.environ, PATH=f"{BIN}:{os.environ['PATH']}", LC_ALL="C.UTF-8")
    failed = []
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "resources", pathlib.Path(folder) / "resources")
        # Page 1 saves what the wizard has made; the page says that this is the same.
        subprocess.run("podloomctl template mesh --nodes 3 --racks 1 --cluster first -o first.yaml", shell=True, cwd=folder,
                       env=environment, check=True)
        for page in sorted((ROOT / "docs/guide").glob("*.md")):
            text = page.read_text(encoding="utf-8")
            for match in COMMAND.finditer(text):
                command = match.group(1) or match.group(2)
                done = subprocess.run(command, shell=True, cwd=folder, env=environment, capture_output=True, text=True)
                count += 1
                # 1 = a difference, which page 9 is about.
                if done.returncode > (1 if command.startswith("podloomctl diff") else 0):
                    failed.append(f"{page.name}: {command}: exit status {done.returncode}: {done.stderr.strip()}")
                shown = PRINTS.match(text[match.end():].lstrip("\n"))
                for line in shown.group(1).splitlines() if shown else []:
                    if line.strip() not in done.stdout:
                        failed.append(f"{page.name}: {command}: does not print {line.strip()!r}")
                promised = SAYS.match(text[match.end():].lstrip("\n"))
                if promised and promised.group(1) not in done.stdout + done.stderr:
                    failed.append(f"{page.name}: {command}: does not say {promised.group(1)!r} but {done.stdout.strip()!r}")
    print("\n".join(failed) if failed else f"{count} commands of the guide were run")
    return 1 if failed or count < 15 else 0


if __name__ == "__main__":
    sys.exit(main())
