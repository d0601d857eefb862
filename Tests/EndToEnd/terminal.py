"""Runs a program on a terminal of 30 by 100, types Ctrl-C once it has drawn some pictures, and tells how it went.

usage: python3 terminal.py PICTURES PROGRAM [ARGUMENT...]; prints one JSON object.
"""

import fcntl
import json
import os
import pty
import select
import struct
import sys
import termios
import time

pictures, command = int(sys.argv[1]), sys.argv[2:]
child, terminal = pty.fork()
if child == 0:
    os.execv(command[0], command)
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))

printed, interrupted, deadline = b"", False, time.monotonic() + 60
while time.monotonic() < deadline:
    if not select.select([terminal], [], [], 1)[0]:
        continue
    try:
        chunk = os.read(terminal, 65536)
    except OSError:
        break
    if not chunk:
        break
    printed += chunk
    if not interrupted and printed.count(b"\x1b[?2026l") >= pictures:
        os.write(terminal, b"\x03")
        interrupted = True
status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) if interrupted else None
frames = printed.decode().split("\x1b[?2026h")
print(json.dumps({
    "status": status,
    "before": frames[0],
    "frames": frames[1:],
    "after": frames[-1].rpartition("\x1b[?2026l")[2],
}))
