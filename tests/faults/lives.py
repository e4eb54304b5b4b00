"""Lives cut short by SIGKILL at a random moment, in a process of its own.

`python -m tests.faults.lives CLINIC WORK SEED KIND=KILLS ...`
A child is forked that works through the application's own store and tells over a pipe what it begins and what was
acknowledged; it is killed, and what lies on the disk is compared with what it told. Nothing here has threads or a
window, so that forking is sound. Printed is JSON: for each kind what happened how often, or what was lost.
"""

import json
import os
import random
import select
import signal
import sys
import time
from collections import Counter
from pathlib import Path

from tests.faults import lives_at_work, lives_of_files
from tests.remembered import remember_argon

PATIENCE_SECONDS = 60


class Life:
    """One child between its birth and its end. `told` are the lines that reached the parent."""

    def __init__(self, work, *about):
        reading, writing = os.pipe()
        self.told = []
        self._left = b""
        self.pid = os.fork()
        if not self.pid:
            os.close(reading)
            _live(work, about, writing)
        os.close(writing)
        self._pipe = reading

    def listen(self, seconds, until=None):
        """Hear what is told for so long, or until a line begins with `until`; false where the child has ended."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if not select.select([self._pipe], [], [], left)[0]:
                break
            if not (heard := os.read(self._pipe, 65536)):
                return False
            *lines, self._left = (self._left + heard).split(b"\n")
            self.told += [line.decode() for line in lines]
            if until and any(line.startswith(until) for line in self.told):
                break
        return True

    def kill(self):
        """End it, and hear what it had told until then. Returns whether the signal ended it, and nothing else did."""
        os.kill(self.pid, signal.SIGKILL)
        while self.listen(PATIENCE_SECONDS):
            pass
        os.close(self._pipe)
        _pid, status = os.waitpid(self.pid, 0)
        assert os.WIFSIGNALED(status) or status == 0, "\n".join(self.told)
        return os.WIFSIGNALED(status)


def _live(work, about, writing):
    """The child: it never returns."""
    try:
        work(lambda words: os.write(writing, f"{words}\n".encode()), *about)
        status = 0
    except BaseException as error:  # noqa: BLE001  whatever ends a child has to be told
        os.write(writing, f"error {type(error).__name__}: {error}\n".encode())
        status = 1
    os._exit(status)


def campaign(kind, prepared, work, kills, seed):
    """Kill `kills` children of one kind. Returns the counts; raises AssertionError at the first thing lost."""
    chance, counts = random.Random(seed), Counter()
    stage = kind(prepared, work)
    for number in range(kills):
        life = Life(stage.live, chance.random())
        if stage.begins_with:
            assert life.listen(PATIENCE_SECONDS, stage.begins_with), "\n".join(life.told)
        if number % 10 == 5 and stage.sometimes_reaches:  # on a slow machine as well
            assert life.listen(PATIENCE_SECONDS, stage.sometimes_reaches), "\n".join(life.told)
        life.listen(chance.random() * stage.longest_seconds)
        if number % 10 == 3:
            stage.meanwhile(life, counts)
        counts["killed" if life.kill() else "done before the kill"] += 1
        assert not any(line.startswith("error") for line in life.told), "\n".join(life.told)
        stage.check(life.told, counts)
    return counts


KINDS = {
    "work": lives_at_work.AtWork,
    "restore": lives_of_files.Restoring,
    "upgrade": lives_of_files.Upgrading,
    "keys": lives_of_files.ChangingKeys,
}


def main(prepared, work, seed, *wanted):
    remember_argon()
    found = {}
    for kind, kills in (each.split("=") for each in wanted):
        try:
            found[kind] = campaign(KINDS[kind], Path(prepared), Path(work) / kind, int(kills), int(seed))
        except AssertionError as lost:
            found[kind] = f"{kind}: {lost}"
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
