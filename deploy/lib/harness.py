"""harness.py NAME SEED COMMAND...: runs a harness, which prints its figures as one line of JSON. What it prints goes on as it
is; where it ends without such a line, because its own set-up failed, it threw, hung until it was ended or was killed, a line
is printed that says so. SEED is a number or null. Ends with the harness' status, and never with 0 without its own line.
PKSAI_TEST_HARNESS tells the command, and what it runs in turn, that its line is looked after."""

import json
import os
import signal
import subprocess
import sys


def are_figures(line):
    """Whether a line is an object of JSON."""
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def main():
    name, seed, command = sys.argv[1], int(sys.argv[2]) if sys.argv[2].isdigit() else None, sys.argv[3:]
    harness = subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PKSAI_TEST_HARNESS": name})

    def pass_on(number, _):
        # What is typed at a terminal reaches the harness by itself.
        if number != signal.SIGINT or not os.isatty(0):
            harness.send_signal(number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, pass_on)
    has_figures = False
    for line in harness.stdout:
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
        has_figures = has_figures or are_figures(line)
    status = harness.wait()
    status = status if status >= 0 else 128 - status
    if not has_figures:
        fault = f"ended with status {status} before it had figures"
        print(json.dumps({"harness": name, "seed": seed, "faults": [fault], "fault_count": 1}))
        status = status or 1
    sys.exit(status)


main()
