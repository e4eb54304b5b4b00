"""The command line: what may be asked, and what is said when it is asked wrongly."""

import argparse
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from charting import __version__
from charting.words import _


class Usage(Exception):
    """The command line cannot be read; the message says why in one sentence."""


@dataclass(frozen=True)
class Asked:
    """What the command line asks for.

    `command` is "window", "test", "documents", "pictures", "backup", "restore", "verify" or "words"; `data` the
    clinic's folder where one is named; `to` the folder for documents, pictures or the backup; `file` the backup to
    restore, which with `rehearsal` is only looked into, or the paper to verify, by the certificate in `certificate`
    if one is named; `password_file` holds a password of the clinic, `user` names whose it is; `pytest` are the
    arguments handed to the test run, which with `faults` tries every fault at length, with `looks` walks through
    every screen at every size; `language` is the catalogue that is to take up every message.
    """

    command: str
    data: Path | None = None
    practice: bool = False
    to: Path | None = None
    pytest: tuple[str, ...] = ()
    faults: bool = False
    looks: bool = False
    file: Path | None = None
    rehearsal: bool = False
    password_file: Path | None = None
    user: str | None = None
    certificate: Path | None = None
    language: str = ""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Usage(_("{message}; `main.py --help` lists what can be asked.").format(message=message.rstrip(".")))


def _folder(text: str) -> Path:
    if not text.strip():
        raise argparse.ArgumentTypeError(_("a folder has to be named"))
    return Path(text).expanduser()


def _parser() -> _Parser:
    parser = _Parser(
        prog="main.py",
        description=_("Rootline: the chart of scalp microneedling and M-PRP. Without a command it opens its window."),
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"Rootline {__version__}")
    parser.add_argument("--data", type=_folder, metavar="DIR", help=_("folder of the clinic's file"))
    parser.add_argument("--practice", action="store_true", help=_("the practice clinic, with fictional patients"))
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    test = commands.add_parser(
        "test", help=_("run every check; takes pytest arguments"), add_help=False, allow_abbrev=False
    )
    test.add_argument(
        "--faults", action="store_true", help=_("only kills, bit flips, full disks and power cuts, at length")
    )
    test.add_argument("--looks", action="store_true", help=_("only the looks: every screen, at every size"))
    documents = commands.add_parser(
        "documents", help=_("write the practice clinic's papers without a window"), allow_abbrev=False
    )
    documents.add_argument("--practice", action="store_true", default=argparse.SUPPRESS, help=_("always needed"))
    documents.add_argument("--to", type=_folder, metavar="DIR", help=_("folder that receives the PDFs"))
    pictures = commands.add_parser(
        "pictures", help=_("make pictures of every screen, of the practice clinic"), allow_abbrev=False
    )
    pictures.add_argument("--practice", action="store_true", default=argparse.SUPPRESS, help=_("always needed"))
    pictures.add_argument("--to", type=_folder, metavar="DIR", help=_("folder that receives the pictures"))
    backup = commands.add_parser("backup", help=_("back the clinic up and prove the copy"), allow_abbrev=False)
    backup.add_argument("--to", type=_folder, metavar="DIR", help=_("folder that receives the backup"))
    restore = commands.add_parser(
        "restore", help=_("restore a backup; what was there before is set aside"), allow_abbrev=False
    )
    restore.add_argument("--from", dest="file", type=_folder, metavar="FILE", help=_("the backup"))
    restore.add_argument("--rehearse", dest="rehearsal", action="store_true", help=_("only say what would change"))
    verify = commands.add_parser(
        "verify", help=_("check that nothing in the clinic was altered, or that a paper is genuine"), allow_abbrev=False
    )
    verify.add_argument("file", nargs="?", type=_folder, metavar="FILE", help=_("a PDF to be checked"))
    verify.add_argument(
        "--certificate", type=_folder, metavar="CERT", help=_("the clinic's certificate: no password is asked for")
    )
    for command in (backup, restore, verify):
        _add_clinic(command)
    words = commands.add_parser("words", help=_("bring the catalogues of translations up to date"), allow_abbrev=False)
    words.add_argument(
        "language", nargs="?", default="", help=_("a language that is to have every message, to be translated")
    )
    return parser


def _add_clinic(command: argparse.ArgumentParser) -> None:
    """What every command takes that opens a clinic."""
    same = argparse.SUPPRESS  # named before the command it counts as well
    command.add_argument("--data", type=_folder, default=same, metavar="DIR", help=_("folder of the clinic's file"))
    command.add_argument("--practice", action="store_true", default=same, help=_("the practice clinic"))
    command.add_argument("--password-file", type=_folder, metavar="FILE", help=_("its first line is the password"))
    command.add_argument("--user", metavar="NAME", help=_("whose password it is; without it everybody's is tried"))


def _clinic(found: argparse.Namespace) -> dict[str, Any]:
    return {name: getattr(found, name) for name in ("data", "practice", "password_file", "user")}


def _documents(found: argparse.Namespace) -> Asked:
    if found.data:
        raise Usage(_("`documents` takes no --data; a clinic's own papers are printed from its window."))
    if not found.practice:
        raise Usage(_("`documents` needs --practice; a clinic's own papers are printed from its window."))
    if found.to is None:
        raise Usage(_("`documents` needs --to DIR, the folder that receives the PDFs."))
    return Asked("documents", practice=True, to=found.to)


def _pictures(found: argparse.Namespace) -> Asked:
    if found.data or not found.practice:
        raise Usage(_("`pictures` needs --practice and takes no --data; nobody real is ever on a picture."))
    if found.to is None:
        raise Usage(_("`pictures` needs --to DIR, the folder that receives the pictures."))
    return Asked("pictures", practice=True, to=found.to)


def _backup(found: argparse.Namespace) -> Asked:
    if found.to is None:
        raise Usage(_("`backup` needs --to DIR, the folder that receives the backup."))
    return Asked("backup", to=found.to, **_clinic(found))


def _restore(found: argparse.Namespace) -> Asked:
    if found.file is None:
        raise Usage(_("`restore` needs --from FILE, the backup."))
    return Asked("restore", file=found.file, rehearsal=found.rehearsal, **_clinic(found))


def _verify(found: argparse.Namespace) -> Asked:
    if found.certificate is not None and found.file is None:
        raise Usage(_("`verify` takes --certificate CERT only with the FILE of a paper to check."))
    return Asked("verify", file=found.file, certificate=found.certificate, **_clinic(found))


def _words(found: argparse.Namespace) -> Asked:
    if found.language and not re.fullmatch(r"[a-z]{2,3}", found.language):
        raise Usage(_("`words` takes the code of a language in small letters, such as pl."))
    return Asked("words", language=found.language)


def _window(found: argparse.Namespace) -> Asked:
    return Asked("window", data=found.data, practice=found.practice)


_READERS = {
    "documents": _documents,
    "pictures": _pictures,
    "backup": _backup,
    "restore": _restore,
    "verify": _verify,
    "words": _words,
    None: _window,
}


def read(arguments: list[str]) -> Asked:
    """Return what `arguments` ask for.

    Raises:
        Usage: they cannot be read.
        SystemExit: `--help` or `--version` was answered.
    """
    found, rest = _parser().parse_known_args(arguments)
    if found.command == "test":
        if found.data or found.practice:
            raise Usage(_("`test` takes neither --data nor --practice before it; it makes its own clinics."))
        return Asked("test", pytest=tuple(rest), faults=found.faults, looks=found.looks)
    if rest:
        raise Usage(_("{what} is not known; `main.py --help` lists what can be asked.").format(what=" ".join(rest)))
    return _READERS[found.command](found)
