"""Prints the test targets of one ring, as a filter for `swift test`. Input: `swift package describe --type json`."""

import json
import sys

# Where the rings are, as in STYLE: the folder under Tests/.
FOLDERS = {
    "rules": "Tests/Domain/",
    "contracts": ("Tests/Contracts", "Tests/Coverage"),
    "machines": "Tests/Unit/",
    "integration": "Tests/Integration/",
    "end-to-end": "Tests/EndToEnd",
}


def main():
    folder = FOLDERS[sys.argv[1]]
    targets = json.load(sys.stdin)["targets"]
    names = [target["name"] for target in targets if target["type"] == "test" and target["path"].startswith(folder)]
    if names:
        print(f"^({'|'.join(sorted(names))})\\.")


if __name__ == "__main__":
    main()
