"""Becomes the command it is given, which Linux then tells to end when the process that started it is gone.

``python ends_with_parent.py PARENT COMMAND…``. A file of its own, started without the package: nothing but the standard
library, so that a child starts at once.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(parent: int, command: list[str]) -> None:
    """``parent`` is a process number; if it is gone already, so are we."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() == parent:
        # No shell between: the command is our own, and a shell would be the one that is told to end.
        os.execvp(command[0], command)  # noqa: S606


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
