"""Is this paper ours? Any file against the clinic's seal, told in words: genuine, altered, not ours, cannot be read."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from charting.actions.export import reading
from charting.actions.paper_kept import about_kept
from charting.dates import show_moment
from charting.output.seal_look import ADDED, CHANGED, CUT, FOREIGN, NAMESAKE, SPOILED, WHOLE, Seen, look_at
from charting.output.seal_second import agrees
from charting.own_files import require_no_chart
from charting.paper_marks import ALTERED_RECORD, LONGEST_BYTES, is_made_here, is_pdf, is_sealed
from charting.records.stored_document import StoredDocument
from charting.store.backup import Source
from charting.store.paper_keys import certificates_in
from charting.words import _, ngettext

GENUINE, ALTERED, NOT_OURS, UNREADABLE = "genuine", "altered", "not_ours", "unreadable"
_TITLES = {
    GENUINE: _("Genuine"),
    ALTERED: _("Altered"),
    NOT_OURS: _("Not ours"),
    UNREADABLE: _("Cannot be read"),
}
_NUMBER = re.compile(r"\b[A-Z]{2,3}-\d{4}(?:-[0-9A-HJKMNP-TV-Z]{4,6}){1,2}(?:-L)?\b")
_LOCKED = re.compile(rb"/Encrypt\s*(?:<<|\d+\s+\d+\s+R)")
_MOST_NUMBERS = 20


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a file is: a code of the four above, and sentences that say why and which paper it is."""

    state: str
    lines: tuple[str, ...]

    @property
    def title(self) -> str:
        """The verdict in a word or two."""
        return _(_TITLES[self.state])

    def told(self) -> list[str]:
        """All of it, for a terminal."""
        return [f"{self.title}.", *self.lines]


def check_paper(path: Path, certificates: Sequence[bytes], chart: Session | None = None) -> Verdict:
    """Judge a file by the certificates of this clinic in DER. It is read, and nothing in it is run or followed.

    With the chart it is also said which kept paper it is and what became of its visit since. Fit for a worker thread.
    """
    read = _read(path)
    return read if isinstance(read, Verdict) else check_bytes(read, certificates, chart)


def check_for(source: Source, path: Path) -> Verdict:
    """Judge a file for a clinic as it was last saved, through a reader of its own. Fit for a worker thread."""
    with reading(source) as session:
        return check_paper(path, certificates_in(session), session)


def check_bytes(content: bytes, certificates: Sequence[bytes], chart: Session | None = None) -> Verdict:
    """Judge a file that was read already."""
    if not content:
        return Verdict(UNREADABLE, (_("The file is empty."),))
    if not is_pdf(content):
        return Verdict(UNREADABLE, (_("It is not a PDF. A scan or a photo of a paper carries no seal to check."),))
    seen = look_at(content, certificates)
    if seen.state == WHOLE:
        return _genuine(content, seen, certificates, chart)
    if seen.state in (ADDED, CHANGED, CUT, SPOILED):
        return Verdict(ALTERED, (*_what_was_done(seen), *_which(content, seen, chart)))
    if _LOCKED.search(content):
        words = _("It is locked with a password. A sealed paper is not: ask for the file as it left the clinic.")
        return Verdict(UNREADABLE, (words,))
    if seen.state in (NAMESAKE, FOREIGN):
        return Verdict(NOT_OURS, (_whose(seen),))
    return _without_seal(content, chart)


def _read(path: Path) -> bytes | Verdict:
    try:
        require_no_chart(path)
        if not path.is_file():
            return Verdict(UNREADABLE, (_("There is no file {name}.").format(name=path.name),))
        if path.stat().st_size > LONGEST_BYTES:
            words = _("The file is larger than {limit} MB. No paper is; it was not read.")
            return Verdict(UNREADABLE, (words.format(limit=LONGEST_BYTES >> 20),))
        with path.open("rb") as file:
            return file.read(LONGEST_BYTES + 1)
    except OSError as refused:
        words = _("The file cannot be opened: {reason}.")
        return Verdict(UNREADABLE, (words.format(reason=refused.strerror or refused),))


def _genuine(content: bytes, seen: Seen, certificates: Sequence[bytes], chart: Session | None) -> Verdict:
    if not agrees(content, certificates):
        words = _("The seal fits, but a second reader of seals does not agree. Compare it with the paper in the chart.")
        return Verdict(ALTERED, (words, *_which(content, seen, chart)))
    if seen.reason.endswith(ALTERED_RECORD):
        words = _("Every byte is as this clinic sealed it, but the visit had been altered after it was signed.")
        told = _("What stands in this paper is not what was signed, and the paper says so on every page.")
        return Verdict(ALTERED, (words, told, *_which(content, seen, chart)))
    return Verdict(GENUINE, (_("Every byte is as this clinic sealed it."), *_which(content, seen, chart)))


def _what_was_done(seen: Seen) -> list[str]:
    if seen.state == ADDED:
        count = ngettext("{count} byte was", "{count} bytes were", seen.added).format(count=seen.added)
        return [
            _("Something was added after it was sealed: {bytes} put behind the paper.").format(bytes=count),
            _("What a PDF reader shows need not be what was sealed. The paper that was sealed is still in the file:"),
        ]
    if seen.state == CUT:
        return [_("Its end is missing: the file was cut short after it was sealed.")]
    if seen.state == SPOILED:
        return [_("It carries this clinic’s seal, but the seal is damaged or belongs to another file.")]
    return [_("Bytes of it were changed after it was sealed.")]


def _whose(seen: Seen) -> str:
    if seen.state == NAMESAKE:
        words = _("Its seal names “{name}” but was made with another key: it did not come from this clinic’s chart.")
    else:
        words = _("It was sealed by “{name}”, which is not this clinic.")
    return words.format(name=seen.name or _("nobody by name"))


def _without_seal(content: bytes, chart: Session | None) -> Verdict:
    if is_sealed(content):
        return Verdict(ALTERED, (_("There is a seal in it that fits nothing."), *_calls_itself(content, chart)))
    if not is_made_here(content):
        return Verdict(NOT_OURS, (_("It carries no seal of a clinic, and nothing says that Rootline made it."),))
    numbered = _calls_itself(content, chart)
    if chart is not None and (kept := _of_bytes(content, chart)) is not None:
        words = _("It has no seal, but it is byte for byte the paper that is kept in the chart.")
        return Verdict(GENUINE, (words, *about_kept(kept)))
    if numbered:
        return Verdict(ALTERED, (_("It has no seal: it was taken off, or the file was made anew."), *numbered))
    words = _("It names Rootline as its maker but has no seal, and anybody can write that.")
    return Verdict(NOT_OURS, (words,))


def _which(content: bytes, seen: Seen, chart: Session | None) -> list[str]:
    """Which paper it is: as the seal says where it vouches for that, else as the file says of itself."""
    if not seen.original:
        return _calls_itself(content, chart)
    printed = []
    if seen.at is not None:
        printed = [_("Printed {moment}, sealed by “{name}”.").format(moment=show_moment(seen.at), name=seen.name)]
    kept = None if chart is None else _by_hash(seen.original, chart)
    if kept is not None:
        return [*about_kept(kept), *printed]
    told = [_("Sealed as: {words}.").format(words=seen.reason), *printed] if seen.reason else printed
    if chart is not None:
        told.append(_("This print is not among the papers kept in the chart; exports hold such prints."))
    return told


def _calls_itself(content: bytes, chart: Session | None) -> list[str]:
    """The kept paper whose number stands in the file, which proves nothing but says where to compare."""
    if chart is None:
        return []
    found = list(dict.fromkeys(_NUMBER.findall(content.replace(b"\\055", b"-").decode("latin-1"))))[:_MOST_NUMBERS]
    kept = chart.scalars(sa.select(StoredDocument.number).where(StoredDocument.number.in_(found))).first()
    if kept is None:
        return []
    words = _("It calls itself {number}. Compare it with the paper of that number in the chart.")
    return [words.format(number=kept)]


def _of_bytes(content: bytes, chart: Session) -> StoredDocument | None:
    return _by_hash(hashlib.sha256(content).hexdigest(), chart)


def _by_hash(digest: str, chart: Session) -> StoredDocument | None:
    return chart.scalars(sa.select(StoredDocument).where(StoredDocument.sha256 == digest)).first()
