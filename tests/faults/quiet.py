"""A whole day of the program with an ear on every socket: `python -m tests.faults.quiet FOLDER`.

Heard are Python's own audit events; where the system lists a process's open files, sockets that a library opened past
Python are seen there as well. Printed is JSON: what was heard, and which parts of the day were gone through.
"""

import json
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path
from unittest import mock

HEARD, DONE = [], []
PATIENCE = 600
WINDOW, NO_WINDOW = "practice window", "no window: Qt cannot be loaded here"


def listen():
    """Hear every socket from now on; a hook can never be taken off again."""
    sys.addaudithook(lambda event, _arguments: HEARD.append(event) if event.startswith("socket.") else None)


def open_sockets():
    """Sockets this process has open, as far as the system tells."""
    found = set()
    for entry in Path("/proc/self/fd").glob("*"):
        try:
            target = str(entry.readlink())
        except OSError:
            continue
        if target.startswith("socket:"):
            found.add(target)
    return found


def core(folder, now):
    """Made, signed, saved, printed, backed up, verified, restored."""
    from charting.actions.backup_commands import back_up_by_command, restore_by_command
    from charting.actions.paper_check import GENUINE, check_for
    from charting.actions.paper_keys import paper_key
    from charting.actions.verifying import verify_by_command
    from charting.output.documents import DOCUMENTS, build, gather
    from charting.output.sealed import build_sealed
    from charting.practice.clinic import complete_visit
    from tests.faults.clinics import PASSWORD, ChartSession, drafts, make_clinic, sign
    from tests.remembered import remember_argon

    remember_argon()
    make_clinic(folder, now)
    DONE.append("made")
    with closing(ChartSession.open(folder, PASSWORD)) as chart:
        sign(chart, drafts(chart)[0])
        chart.clinic().web = "sample.example"
        chart.save(now)
        DONE.append("opened, signed, saved")
        paper = gather(complete_visit(chart), chart.clinic(), now, chart.practitioners()[0].name, chart.seal())
        assert all(build(document.kind, paper) for document in DOCUMENTS if not document.why_not(paper))
        DONE.append("printed")
        sealed = folder.parent / "sealed.pdf"
        sealed.write_bytes(build_sealed("chart_summary", paper, paper_key(chart, now), now))
        assert check_for(chart.source, sealed).state == GENUINE
        DONE.append("sealed, checked")
    (folder.parent / "backups").mkdir()
    made = back_up_by_command(folder, folder.parent / "backups", PASSWORD, now)
    restore_by_command(Path(made[0]), folder, PASSWORD, now, rehearsal=False)
    DONE.append("backed up, restored")
    assert verify_by_command(folder, PASSWORD, now)[1]
    DONE.append("verified")


def window(data):
    """The window on the practice clinic, until its first screen is there, and closed again."""
    try:
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication

        from ui import application
    except ImportError:
        DONE.append(NO_WINDOW)
        return

    def close_when_there(shell, left=PATIENCE):
        from ui.main_view import MainView

        if not shell.findChildren(MainView) and left:
            QTimer.singleShot(100, lambda: close_when_there(shell, left - 1))
            return
        if left:
            DONE.append(WINDOW)
        shell.close()
        QApplication.quit()

    watch = application.watch

    def watch_and_close(theme, shell):
        watch(theme, shell)
        QTimer.singleShot(100, lambda: close_when_there(shell))

    with mock.patch.object(application, "watch", watch_and_close):
        application.run(data, practice=True)


def main(folder):
    listen()
    before = open_sockets()
    core(Path(folder) / "practice", datetime.now().astimezone())
    window(Path(folder))
    json.dump({"heard": HEARD, "opened": sorted(open_sockets() - before), "done": DONE}, sys.stdout)
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
