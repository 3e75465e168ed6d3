"""Becomes the program it is told to start, tied to the life of the process that asked.

Run as a file, `python -I -S launch.py SIGNAL PARENT UID GID PROGRAM ARGUMENT…`, by `programs.py`. It
imports everything at the top and nothing of ours, because the user it becomes may be unable to
read any of it. On Linux the
kernel sends SIGNAL when the parent ends for any reason, kill -9 included; elsewhere what is left
over is found at the next start. A Popen `preexec_fn` could do the same, but is unsafe in a process
with threads.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1
PARENT_IS_GONE = 75


def main(arguments: list[str]) -> None:
    """Drop to the user, ask for the signal, and become the program."""
    signal, parent, uid, gid = map(int, arguments[:4])
    command = arguments[4:]
    if os.geteuid() == 0 and uid != 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    if sys.platform == "linux":
        # After the change of user: that change clears it.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0)
        if os.getppid() != parent:  # it ended before we asked
            sys.exit(PARENT_IS_GONE)
    os.execv(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])
