"""Lives that exchange whole files: a backup restored, an older file brought up to date, the key file replaced."""

import shutil
import time
from contextlib import closing
from pathlib import Path
from unittest import mock

from charting.practice.clinic import PASSWORD as OLD_PASSWORD
from charting.store import swap, upgrade
from charting.store.backup import Source, back_up
from charting.store.chart_session import ChartSession
from charting.store.files import CHART, JOURNAL, KEYS
from charting.store.inspection import count_rows, look
from charting.store.key_ring import open_ring
from charting.store.keys import unwrap_key
from charting.store.restore import restore
from charting.store.swap import finish_interrupted
from tests.faults.clinics import NOW, PASSWORD, content_of, copy_of, drafts, sign, whole

BEFORE, RESTORED = "left as it was", "restored"
EARLY = 0.25
FIXTURE = Path(__file__).resolve().parents[1] / "fixtures" / "schema-0001"


class Restoring:
    """Yesterday's backup over today's clinic: afterwards one of the two is there, whole."""

    begins_with = "open"
    sometimes_reaches = ""

    def __init__(self, prepared, work):
        self._key = unwrap_key(prepared / KEYS, PASSWORD)
        self._today, self._work = Source(work / "today", self._key), work / "clinic"
        (work / "backups").mkdir(parents=True)
        proof = back_up(Source(prepared, self._key), work / "backups", NOW)
        assert proof.restorable, proof.words
        self._backup = proof.file
        copy_of(Source(prepared, self._key), self._today.folder)
        with closing(ChartSession.open(self._today.folder, PASSWORD)) as chart:
            sign(chart, drafts(chart)[0])
        self._contents = {
            content_of(Source(prepared, self._key), trail=False): RESTORED,
            content_of(self._today, trail=False): BEFORE,
        }
        self._lay_out()
        self.longest_seconds = _longest(swap, "swap_in", lambda: restore(self._backup, PASSWORD, self._work, NOW))
        self._lay_out()

    def _lay_out(self):
        shutil.rmtree(self._work, ignore_errors=True)
        copy_of(self._today, self._work)

    def live(self, tell, chance):
        """Restore once."""
        _tell_at(swap, "swap_in", tell, chance)
        restore(self._backup, PASSWORD, self._work, NOW)

    def meanwhile(self, life, counts):
        """Nothing is asked meanwhile."""

    def check(self, _told, counts):
        """One of the two is there; nothing lies about; what was replaced is kept."""
        counts["finished from its journal"] += (self._work / JOURNAL).exists()
        finish_interrupted(self._work)
        here = Source(self._work, self._key)
        held = self._contents[content_of(here, trail=False)]
        counts[held] += 1
        whole(here)
        ChartSession.open(self._work, PASSWORD).close()
        left = {path.name for path in self._work.iterdir() if path.name.startswith((".", "restore"))}
        assert not left, f"left lying about: {left}"
        kept = [path for path in self._work.iterdir() if path.name.startswith(swap.ASIDE)]
        assert len(kept) == (held == RESTORED), "what was replaced is not kept"
        self._lay_out()


class Upgrading:
    """A file of the first schema brought up to date: afterwards it is the old one or the new one, with every row."""

    begins_with = "open"
    sometimes_reaches = ""

    def __init__(self, _prepared, work):
        self._work = work / "clinic"
        self._key = unwrap_key(FIXTURE / KEYS, OLD_PASSWORD)
        self._lay_out()
        with closing(look(self._work / CHART, self._key)) as chart:
            self._rows = count_rows(chart)
        self.longest_seconds = _longest(
            upgrade, "run_steps", lambda: ChartSession.open(self._work, OLD_PASSWORD).close()
        )
        self._lay_out()

    def _lay_out(self):
        shutil.rmtree(self._work, ignore_errors=True)
        shutil.copytree(FIXTURE, self._work)

    def live(self, tell, chance):
        """Open once, which upgrades."""
        _tell_at(upgrade, "run_steps", tell, chance)
        ChartSession.open(self._work, OLD_PASSWORD).close()

    def meanwhile(self, life, counts):
        """Nothing is asked meanwhile."""

    def check(self, _told, counts):
        """Old and whole or new and whole; the next opening ends with the new one."""
        with closing(look(self._work / CHART, self._key)) as chart:
            (found,) = chart.execute("SELECT version_num FROM alembic_version").fetchone()
            rows = count_rows(chart)
        counts["brought up to date" if found == upgrade.HEAD else BEFORE] += 1
        lost = {name for name, count in self._rows.items() if rows[name] < count}
        assert not lost, f"rows are gone from {lost}"
        assert found == upgrade.HEAD or rows == self._rows, "half of the new schema is there"
        ChartSession.open(self._work, OLD_PASSWORD).close()
        whole(Source(self._work, self._key))
        self._lay_out()


class ChangingKeys:
    """The key file replaced again and again: it is always whole, with the names of one moment."""

    begins_with = "changed"
    sometimes_reaches = ""
    longest_seconds = 0.05

    def __init__(self, prepared, work):
        work.mkdir(parents=True)
        self._path = Path(shutil.copy(prepared / KEYS, work / KEYS))
        self._key = unwrap_key(self._path, PASSWORD)
        self._count = 0

    def live(self, tell, _chance):
        """Change a name for ever."""
        count = self._count
        while True:
            count += 1
            ring = open_ring(self._path)
            for slot_id, _name in ring.people():
                ring = ring.renamed(slot_id, f"Sample {count}")
            tell(f"changing {count}")
            ring.write()
            tell(f"changed {count}")

    def meanwhile(self, life, counts):
        """Nothing is asked meanwhile."""

    def check(self, told, counts):
        """The last acknowledged name is there, or the one that was being written."""
        last = max((int(line.split()[1]) for line in told if line.startswith("changed")), default=self._count)
        begun = max((int(line.split()[1]) for line in told), default=last)
        ring = open_ring(self._path)
        found = {int(name.split()[1]) for _slot_id, name in ring.people()}
        assert found <= set(range(last, begun + 1)), f"{last} was acknowledged, {found} is there"
        assert ring.unwrap(None, PASSWORD).key == self._key
        counts["key files replaced"] += max(found) - self._count
        self._count = max(found)


def _tell_at(module, name, tell, chance):
    """Tell `open` when the step that counts begins; one life in four tells it at once, and may end long before."""
    if chance < EARLY:
        tell("open")
        return
    step = getattr(module, name)

    def told(*arguments, **more):
        tell("open")
        return step(*arguments, **more)

    mock.patch.object(module, name, told).start()


def _longest(module, name, deed):
    """How long the step takes, and a quarter more."""
    times, step = [], getattr(module, name)

    def timed(*arguments, **more):
        began = time.monotonic()
        done = step(*arguments, **more)
        times.append(time.monotonic() - began)
        return done

    with mock.patch.object(module, name, timed):
        deed()
    return max(times) * 1.25
