"""No orphans: a child that the kernel signals when its parent dies, however it dies (Linux)."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def die_with_parent(number: signal.Signals) -> Callable[[], None]:
    """A function for the child to call right after the fork; ``number`` comes when this process dies.

    Elsewhere than on Linux it does nothing.
    """
    library = ctypes.CDLL(None)  # loaded before the fork: after it only a system call is safe
    parent = os.getpid()

    def ask_kernel() -> None:
        if sys.platform != "linux":
            return
        library.prctl(PR_SET_PDEATHSIG, int(number))
        if os.getppid() != parent:  # it died before we could ask
            os._exit(1)

    return ask_kernel
