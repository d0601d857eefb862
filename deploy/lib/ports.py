"""Says which of the ports given as NAME=ADDRESS:PORT are taken, and by whom: one line each, status 1 if any is."""

import os
import socket
import sys


def owner(port):
    """The process listening on a port, as "NAME, process NUMBER", if this account may see it."""
    inodes = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        try:
            with open(table, encoding="ascii") as lines:
                rows = [line.split() for line in lines][1:]
        except OSError:
            continue
        inodes |= {row[9] for row in rows if row[3] == "0A" and int(row[1].rsplit(":", 1)[1], 16) == port}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            links = [os.readlink(f"/proc/{pid}/fd/{fd}") for fd in os.listdir(f"/proc/{pid}/fd")]
            if any(f"socket:[{inode}]" in links for inode in inodes):
                with open(f"/proc/{pid}/comm", encoding="utf-8") as name:
                    return f"{name.read().strip()}, process {pid}"
        except OSError:
            continue
    return "a process of another account"


def main():
    taken = False
    for argument in sys.argv[1:]:
        name, _, place = argument.partition("=")
        address, _, port = place.rpartition(":")
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        try:
            with socket.socket(family, socket.SOCK_STREAM) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((address, int(port)))
        except OSError as error:
            taken = True
            if error.errno == 98:
                print(f"port {port} ({name}) is taken by {owner(int(port))}")
            else:
                print(f"port {port} ({name}) cannot be opened on {address}: {error.strerror}")
    return taken


if __name__ == "__main__":
    sys.exit(main())
