"""A crash must not write memory to the disk: it holds the chart's key and whatever is on the screen."""

import contextlib
import sys


def forbid_core_dumps() -> None:
    """Have the system write no core file for this process and those it starts, where it knows such a limit.

    A system that pipes cores to a program of its own may decide otherwise; Windows has its own reports.
    """
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
