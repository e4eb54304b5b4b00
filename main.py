"""Rootline's one command: reads the arguments, sets the environment up where needed, hands over."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def main(arguments):
    """Return the exit status: 0 done, 1 something the sentence names, 2 a command line that cannot be read."""
    if not (3, 11) <= sys.version_info[:2] < (3, 15):
        return say("This program needs Python 3.11 to 3.14; this is %d.%d." % sys.version_info[:2], 1)  # noqa: UP031
    from charting.errors import Known
    from charting.setup.arguments import Usage, read
    from charting.setup.core_dumps import forbid_core_dumps

    forbid_core_dumps()
    try:
        return hand_over(read(arguments), arguments)
    except Usage as error:
        return say(error, 2)
    except Known as error:
        return say(error, 1)
    except KeyboardInterrupt:
        return 130


def hand_over(asked, arguments):
    """Do what is `asked`, in the project's own environment; return the exit status."""
    from charting.setup.folders import named, ready
    from charting.setup.preparation import prepare

    to = asked.to and ready(asked.to)
    # A clinic that cannot be written to is told by its window: a line on a console is one that nobody sees.
    data = asked.data and (named(asked.data) if asked.command == "window" else ready(asked.data, kept=True))
    if asked.command in WITH_QT:
        obtain_qt(asked.command in WITHOUT_DISPLAY)
    prepare(ROOT, "dev" if asked.command in ("test", "words") else "run", arguments)
    if asked.command == "test":
        return tests(asked)
    if asked.command == "window":
        from ui.application import run

        return run(data=data, practice=asked.practice)
    lines, done = TOLD[asked.command](asked, to, data)
    print(*lines, sep="\n")
    return 0 if done else 1


def obtain_qt(headless):
    """See to the libraries of the system that Qt needs, and to a display where a window is to open."""
    from charting.setup.progress import Progress
    from charting.setup.system_packages import obtain
    from ui.preflight import missing, needed, require_display

    if not headless:
        require_display(os.environ)
    if lacking := missing(needed({"QT_QPA_PLATFORM": "offscreen"} if headless else os.environ)):
        obtain(lacking, "Qt", Progress())


def tests(asked):
    """Run the checks, the faults or the looks; return the exit status."""
    from charting.setup.checks import run_checks, run_faults, run_looks

    run = run_faults if asked.faults else run_looks if asked.looks else run_checks
    return run(ROOT, asked.pytest)


def documents(_asked, to, _data):
    """Write one of every paper; return the lines to print, and that it is done, as all of these."""
    from charting.errors import Known
    from charting.output.headless import write_documents

    try:
        return write_documents(to), True
    except OSError as error:
        raise Known(f"{to}: {error.strerror or error}.") from error


def pictures(_asked, to, _data):
    """Make pictures of every screen."""
    from ui.pictures.album import make_pictures

    return make_pictures(to), True


def words(asked, _to, _data):
    """Bring the catalogues of translations up to the source."""
    from charting.word_lists import update

    return update(asked.language), True


def on_the_file(asked, to, data):
    """Back a clinic up or restore one."""
    from datetime import datetime

    from charting.actions.backup_commands import back_up_by_command, restore_by_command
    from charting.paths import clinic_folder
    from charting.setup.passwords import password_from

    folder, now = clinic_folder(data, asked.practice), datetime.now().astimezone()
    password = password_from(asked.password_file)
    if asked.command == "backup":
        return back_up_by_command(folder, to, password, now, asked.user), True
    return restore_by_command(asked.file, folder, password, now, rehearsal=asked.rehearsal, who=asked.user), True


def report_on(asked, _to, data):
    """Verify a clinic or a paper; not done where something does not fit."""
    from datetime import datetime

    from charting.actions.verifying import check_by_certificate, check_by_command, verify_by_command
    from charting.paths import clinic_folder
    from charting.setup.passwords import password_from

    if asked.certificate is not None:
        return check_by_certificate(asked.file, asked.certificate)
    folder = clinic_folder(data, asked.practice)
    password = password_from(asked.password_file)
    if asked.file is not None:
        return check_by_command(asked.file, folder, password, asked.user)
    return verify_by_command(folder, password, datetime.now().astimezone(), asked.user)


WITH_QT, WITHOUT_DISPLAY = ("window", "pictures", "test"), ("pictures", "test")
TOLD = {
    "documents": documents,
    "pictures": pictures,
    "words": words,
    "backup": on_the_file,
    "restore": on_the_file,
    "verify": report_on,
}
"""Commands that do something and tell it in lines."""


def say(sentence, status):
    print("Rootline: %s" % sentence, file=sys.stderr)  # noqa: UP031
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
