"""The process that reads one scanned file: the file's bytes come in, its pages go out, and nothing touches the disk.

Each page is a line of JSON with its length, then its JPEG. The last line is `{"end": true}` or `{"refused": words}`.
"""

import contextlib
import json
import sys
from dataclasses import asdict

from charting.actions.scan_reading import NoScan, pages_in

MOST_MEMORY = 2 << 30


def main() -> None:
    """Read standard input to its end and answer on standard output."""
    _limit_memory()
    out = sys.stdout.buffer
    try:
        for page in pages_in(sys.stdin.buffer.read()):
            head = asdict(page)
            jpeg = head.pop("jpeg")
            out.write(json.dumps({**head, "bytes": len(jpeg)}).encode("utf-8") + b"\n" + jpeg)
        last: dict[str, object] = {"end": True}
    except NoScan as refused:
        last = {"refused": str(refused)}
    out.write(json.dumps(last).encode("utf-8") + b"\n")
    out.flush()


def _limit_memory() -> None:
    """Where the system has such limits, a file that swells ends this process and nothing else."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
