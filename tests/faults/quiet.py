"""A whole day of the program with an ear on every socket: `python -m tests.faults.quiet FOLDER`.

Heard are Python's own audit events; where the system lists a process's open files, sockets that a library opened past
Python are seen there as well. Printed is JSON: what was heard, and which parts of the day were gone through.
"""

import json
import os
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

HEARD, DONE = [], []


def listen():
    """Hear every socket from now on; a hook can never be taken off again."""
    sys.addaudithook(lambda event, _arguments: HEARD.append(event) if event.startswith("socket.") else None)


def open_sockets():
    """Sockets this process has open, as far as the system tells."""
    found = set()
    for entry in Path("/proc/self/fd").glob("*"):
        try:
            target = os.readlink(entry)
        except OSError:
            continue
        if target.startswith("socket:"):
            found.add(target)
    return found


def core(folder, now):
    """Made, signed, saved, printed, backed up, verified, restored."""
    from charting.actions.backup_commands import back_up_by_command, restore_by_command
    from charting.actions.verifying import verify_by_command
    from charting.output.headless import write_documents
    from tests.faults.clinics import PASSWORD, ChartSession, drafts, make_clinic, remember_argon, sign

    remember_argon()
    make_clinic(folder)
    DONE.append("made")
    with closing(ChartSession.open(folder, PASSWORD)) as chart:
        sign(chart, drafts(chart)[0])
        chart.clinic().web = "sample.example"
        chart.save(now)
    DONE.append("opened, signed, saved")
    write_documents(folder.parent / "papers")
    DONE.append("printed")
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
        return

    def close_when_there():
        from ui.main_view import MainView

        shells = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
        if not any(shell.findChildren(MainView) for shell in shells):
            QTimer.singleShot(100, close_when_there)
            return
        DONE.append("practice window")
        for shell in shells:
            shell.close()
        QApplication.quit()

    QTimer.singleShot(100, close_when_there)
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
