"""Does what the pages for users say, block by block, on a running copy: `pages.py DATA`.

python3 on PATH must have pika and pyhpke. Ends with 1 and what was printed last if a command fails.
"""

import pathlib
import re
import subprocess
import sys

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
PAGES = ("pages/agency", "pages/on-call", "pages/staff", "pages/operations", "RUNBOOK")
PRELUDE = "set -euo pipefail\nset -a; . .local/env; set +a; PATH=$PWD/.local/bin:$PATH\n"


def script(page, data):
    """The page's commands; scripts that would act on the default copy act on this one."""
    text = (REPOSITORY / f"deploy/{page}.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    if not blocks:
        sys.exit(f"error: {page}.md has no command")
    commands = re.sub(r"^deploy/up\b", f"deploy/up --no-build --data '{data}'", "".join(blocks), flags=re.MULTILINE)
    own = r"^(deploy/(?:backup|certificate|down|scrub-broker))\b(?!.*--data)"
    return re.sub(own, rf"\1 --data '{data}'", commands, flags=re.MULTILINE)


def run(page, data, folder):
    done = subprocess.run(
        ["bash", "-c", PRELUDE + script(page, data)],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=900,
        check=False,
    )
    print(f"== {page}.md ended with {done.returncode}", flush=True)
    if done.returncode != 0:
        print(done.stdout[-6000:])
    return done.returncode == 0


def main():
    data = pathlib.Path(sys.argv[1]).resolve()
    folder = data / "pages"
    folder.mkdir()
    for name, target in (("deploy", REPOSITORY / "deploy"), (".local", data)):
        (folder / name).symlink_to(target)
    sys.exit(not all(run(page, data, folder) for page in PAGES))


if __name__ == "__main__":
    main()
