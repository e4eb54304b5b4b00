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
    from charting.errors import Known
    from charting.setup.folders import ready
    from charting.setup.preparation import prepare

    to, data = (folder and ready(folder) for folder in (asked.to, asked.data))
    if asked.command == "documents":
        prepare(ROOT, "run", arguments)
        from charting.output.headless import write_documents

        try:
            written = write_documents(to)
        except OSError as error:
            raise Known(f"{to}: {error.strerror or error}.") from error
        print(*written, sep="\n")
        return 0

    if asked.command in ("backup", "restore"):
        prepare(ROOT, "run", arguments)
        print(*on_the_file(asked, to, data), sep="\n")
        return 0

    if asked.command == "words":
        prepare(ROOT, "dev", arguments)
        from charting.word_lists import update

        print(*update(asked.language), sep="\n")
        return 0

    if asked.command == "verify":
        prepare(ROOT, "run", arguments)
        lines, whole = report_on(asked, data)
        print(*lines, sep="\n")
        return 0 if whole else 1

    from charting.setup.progress import Progress
    from charting.setup.system_packages import obtain
    from ui.preflight import missing, needed, require_display

    testing, headless = asked.command == "test", asked.command in ("test", "pictures")
    if not headless:
        require_display(os.environ)
    if lacking := missing(needed({"QT_QPA_PLATFORM": "offscreen"} if headless else os.environ)):
        obtain(lacking, "Qt", Progress())
    prepare(ROOT, "dev" if testing else "run", arguments)
    if asked.command == "pictures":
        from ui.pictures.album import make_pictures

        print(*make_pictures(to), sep="\n")
        return 0
    if testing:
        from charting.setup.checks import run_checks, run_faults, run_looks

        run = run_faults if asked.faults else run_looks if asked.looks else run_checks
        return run(ROOT, asked.pytest)
    from ui.application import run

    return run(data=data, practice=asked.practice)


def on_the_file(asked, to, data):
    """Back a clinic up or restore one; return the lines to print."""
    from datetime import datetime

    from charting.actions.backup_commands import back_up_by_command, restore_by_command
    from charting.paths import clinic_folder
    from charting.setup.passwords import password_from

    folder, now = clinic_folder(data, asked.practice), datetime.now().astimezone()
    password = password_from(asked.password_file)
    if asked.command == "backup":
        return back_up_by_command(folder, to, password, now, asked.user)
    return restore_by_command(asked.file, folder, password, now, rehearsal=asked.rehearsal, who=asked.user)


def report_on(asked, data):
    """Verify a clinic or a paper; return the lines to print and whether everything fits."""
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


def say(sentence, status):
    print("Rootline: %s" % sentence, file=sys.stderr)  # noqa: UP031
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
