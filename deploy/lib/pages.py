"""Does what the pages for users say, block by block, on a running copy: `pages.py DATA [PAGE…]`.

python3 on PATH must have pika and pyhpke. Ends with 1 and what was printed last if a command fails.
"""

import pathlib
import re
import subprocess
import sys
import time

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
PAGES = (
    "deploy/pages/agency.md", "deploy/pages/on-call.md", "deploy/pages/staff.md", "deploy/pages/operations.md",
    "deploy/RUNBOOK.md", "Services/Intake/README.md", "Services/Identification/README.md",
    "Services/ServiceUnit/README.md", "Services/Referral/README.md", "Services/DataRequest/README.md", "README.md",
)
PRELUDE = "set -euo pipefail\nset -a; . .local/env; set +a; PATH=$PWD/.local/bin:$PATH\n"


def script(page, data):
    """The page's commands; scripts that would act on the default copy act on this one."""
    text = (REPOSITORY / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    if not blocks:
        sys.exit(f"error: {page} has no command")
    commands = re.sub(r"^deploy/up\b", f"deploy/up --no-build --data '{data}'", "".join(blocks), flags=re.MULTILINE)
    own = r"^(deploy/(?:backup|certificate|down|rotate-passwords|scrub-broker))\b(?!.*--data)"
    return re.sub(own, rf"\1 --data '{data}'", commands, flags=re.MULTILINE)


def run(page, data, folder):
    began = time.monotonic()
    done = subprocess.run(
        ["bash", "-c", PRELUDE + script(page, data)],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=900,
        check=False,
    )
    print(f"== {page} ended with {done.returncode} after {time.monotonic() - began:.0f} s", flush=True)
    if done.returncode != 0:
        print(done.stdout[-6000:])
    return done.returncode == 0


def main():
    data = pathlib.Path(sys.argv[1]).resolve()
    folder = data / "pages"
    folder.mkdir(exist_ok=True)
    for name, target in (("deploy", REPOSITORY / "deploy"), (".local", data)):
        if not (folder / name).exists():
            (folder / name).symlink_to(target)
    sys.exit(not all([run(page, data, folder) for page in sys.argv[2:] or PAGES]))


if __name__ == "__main__":
    main()
