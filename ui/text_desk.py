"""Texts in Settings: reading them off the chart, keeping what is written, setting their pages on a worker."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget

from charting.actions.texts import (
    Checked,
    Standing,
    body_of,
    check_body,
    confirm,
    confirm_example,
    draft_of,
    history_of,
    keep_draft,
    newest,
    save_version,
    texts_of_clinic,
    why_not_confirm,
)
from charting.dates import parse_day, show_day
from charting.errors import Known
from charting.languages import name_of
from charting.output.text_preview import document_for, fixed_words, in_words, specimen
from charting.output.visit_paper import VisitPaper
from charting.own_files import require_no_chart
from charting.records.clinic_texts import Wording
from charting.records.text_version import TextVersion
from charting.text_difference import Piece, difference
from charting.text_import import MOST_BYTES, import_wording
from charting.text_markdown import read
from charting.text_shapes import TITLES
from charting.text_writing import write
from charting.words import _, ngettext
from ui.chart_model import ChartModel
from ui.file_dialogs import ask_for_file
from ui.jobs import Job
from ui.pages import ONE_AT_A_TIME, Page, pages_of
from ui.people_desk import PeopleDesk
from ui.theme import Theme
from ui.views.text_editor import KEEP, REMARKS, TextEditor
from ui.views.text_keep import MAJOR, VersionRow
from ui.views.text_list import TextList, TextRow

PREVIEW_DPI = 96
SHOWN_VISIT = "M_PRP"


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a worker made of a text."""

    checked: Checked
    pieces: list[Piece]
    pages: list[Page] | None
    refusal: str


class TextsPage(QStackedWidget):
    """The list of texts, and one of them in hand."""

    def __init__(self, theme: Theme, model: ChartModel, people: PeopleDesk) -> None:
        super().__init__()
        self.list, self.editor = TextList(theme), TextEditor(theme)
        self.addWidget(self.list)
        self.addWidget(self.editor)
        self.desk = TextDesk(model, people, self)

    def show_texts(self) -> None:
        """Show the list as it stands."""
        self.desk.show_list()


class TextDesk(QObject):
    """Serves the two views of the page. One text is in hand at a time; what a worker made of older words is dropped."""

    def __init__(self, model: ChartModel, people: PeopleDesk, page: TextsPage) -> None:
        super().__init__(page)
        self._model, self._people, self._page = model, people, page
        self._base: Wording | None = None
        self._paper: VisitPaper | None = None
        self._body = ""
        self._asked = 0
        page.list.chosen.connect(self.open_text)
        editor = page.editor
        editor.left.connect(self.show_list)
        editor.edited.connect(self._edited)
        editor.import_wanted.connect(self._ask_for_file)
        editor.keeping.kept.connect(self._keep)
        editor.keeping.confirmed.connect(self._confirm)

    def show_list(self) -> None:
        """Show every text as it stands today."""
        self._base = None
        today = self._model.now().date()
        self._page.list.show_rows([_row(one) for one in texts_of_clinic(self._model.chart, today)])
        self._page.setCurrentWidget(self._page.list)

    def open_text(self, kind: str, language: str) -> None:
        """Take a text in hand: what somebody was writing, else its newest version."""
        chart, now = self._model.chart, self._model.now()
        self._base = base = newest(chart, kind, now.date(), language)
        draft = draft_of(chart, kind, language)
        body = draft.body if draft is not None else body_of(base.text)
        self._paper = specimen(
            chart.clinic(), SHOWN_VISIT, now, self._people.person.name or "", fixed_words(kind, language)
        )
        title = f"{_(TITLES[kind])}, {name_of(language)}"
        editor = self._page.editor
        why_not = self._people.why_not("texts")
        editor.show_text(title, _state(base) if draft is None else _in_hand(base), body, locked=bool(why_not))
        editor.remarks.show_unplaced("", ())
        editor.keeping.begin(show_day(now.date()), why_not)
        self._show_versions()
        self._page.setCurrentWidget(editor)
        self._look(body)

    def import_file(self, path: Path) -> None:
        """Put the wording of a file where it belongs; what finds no place is listed."""
        base = self._base
        editor = self._page.editor
        if base is None:
            return
        try:
            require_no_chart(path)
            with path.open("rb") as file:
                content = file.read(MOST_BYTES + 1)
            found = import_wording(content, path.name, read(base.text)[0])
        except OSError as refused:
            editor.remarks.show_unplaced(
                _("{file} cannot be read: {why}.").format(file=path.name, why=refused.strerror), ()
            )
        except Known as refused:
            editor.remarks.show_unplaced(f"{path.name}: {refused}", ())
        else:
            placed = ngettext("{count} paragraph placed", "{count} paragraphs placed", found.placed)
            words = _("{file}: {placed}, {left} not placed. Look at every line before you keep it.")
            about = words.format(file=path.name, placed=placed.format(count=found.placed), left=len(found.unplaced))
            editor.remarks.show_unplaced(about, found.unplaced)
            editor.set_body(body_of(write(found.source)))
            editor.tell()
        editor.open_part(REMARKS)

    def _edited(self, body: str) -> None:
        if self._base is None or body == self._body or self._people.why_not("texts"):
            return
        keep_draft(self._model.chart, self._people.person, self._base, body)
        self._model.save_soon()
        unchanged = body_of(self._base.text).split() == body.split()
        self._page.editor.say_state(_state(self._base) if unchanged else _in_hand(self._base))
        self._look(body)

    def _look(self, body: str) -> None:
        """Have a worker check the words, compare them and set their pages."""
        base, paper = self._base, self._paper
        assert base is not None
        assert paper is not None
        self._body = body
        self._asked += 1
        asked, document = self._asked, document_for(base.kind)
        before, dpi = body_of(base.text), PREVIEW_DPI * self._page.devicePixelRatioF()
        state = base.state if before.split() == body.split() else _("Being written: not kept, not confirmed")

        def look() -> _Seen:
            with ONE_AT_A_TIME:
                checked = check_body(base.kind, base.language, body, base.source().translation_of)
            pieces = difference(before, body)
            if not checked.usable or document is None:
                return _Seen(checked, pieces, None, "")
            from charting.output.documents import build

            try:
                with ONE_AT_A_TIME:
                    pdf = build(document, in_words(paper, checked.source, state))
            except Known as refused:
                return _Seen(checked, pieces, None, str(refused))
            return _Seen(checked, pieces, pages_of(pdf, dpi), "")

        job = Job(look, self)
        job.done.connect(lambda seen: self._show(seen, asked))
        job.failed.connect(_raise)
        job.start()

    def _show(self, seen: _Seen, asked: int) -> None:
        base, editor = self._base, self._page.editor
        if asked != self._asked or base is None:
            return
        editor.remarks.show_problems(seen.checked.problems, seen.checked.reading.summary())
        editor.count_faults(sum(problem.blocks for problem in seen.checked.problems))
        editor.changes.show_pieces(seen.pieces, base.name)
        if seen.pages is not None:
            editor.pages.show_pages(seen.pages)
        else:
            blocked = _("The pages are set anew once everything that must be put right is right.")
            editor.pages.say(seen.refusal or blocked)
        why_not = self._people.why_not("texts")
        if not why_not and not seen.checked.usable:
            why_not = _("First put right what must be put right.")
        editor.keeping.allow(why_not)

    def _keep(self, sort: str, typed: str, note: str) -> None:
        base, keeping = self._base, self._page.editor.keeping
        body = self._page.editor.body.toPlainText()
        assert base is not None
        try:
            day = parse_day(typed, self._model.context())
        except ValueError as refused:
            keeping.day.refuse(str(refused))
            return
        try:
            save_version(
                self._model.chart,
                self._people.person,
                base,
                body,
                major=sort == MAJOR,
                effective_on=day,
                note=note,
                now=self._model.now(),
            )
        except Known as refused:
            keeping.refuse(str(refused))
            return
        self._saved(base)

    def _confirm(self, secret: str) -> None:
        base, chart, now = self._base, self._model.chart, self._model.now()
        assert base is not None
        keeping = self._page.editor.keeping
        try:
            proven = self._people.prove(secret)
            waiting = self._unconfirmed()
            if waiting is not None:
                confirm(chart, proven, waiting, now)
            else:
                confirm_example(chart, proven, base.kind, base.language, now)
        except Known as refused:
            keeping.secret.refuse_for(str(refused), self._people.waiting())
            return
        self._saved(base)

    def _saved(self, base: Wording) -> None:
        self._model.save()
        self.open_text(base.kind, base.language)
        self._page.editor.open_part(KEEP)

    def _unconfirmed(self) -> TextVersion | None:
        """The newest version, while nobody has confirmed it."""
        assert self._base is not None
        kept = history_of(self._model.chart, self._base.kind, self._base.language)
        return kept[0] if kept and kept[0].confirmation is None else None

    def _show_versions(self) -> None:
        base, keeping = self._base, self._page.editor.keeping
        assert base is not None
        kept = history_of(self._model.chart, base.kind, base.language)
        rows = [_version_row(version) for version in kept]
        keeping.show_versions([*rows, VersionRow(_("Example"), _("As it was shipped"))])
        waiting = self._unconfirmed()
        about = ""
        if waiting is not None:
            about = _("{name}, written by {author}, in force from {day}.").format(
                name=waiting.name, author=waiting.author, day=show_day(waiting.effective_on)
            )
        elif not kept:
            about = _("The example as it was shipped, without a change: {name}.").format(name=base.name)
        keeping.offer(about, why_not_confirm(self._people.person), self._people.hint())

    def _ask_for_file(self) -> None:
        kinds = _("Texts (*.txt *.md *.html *.htm);;All files (*)")
        if chosen := ask_for_file(self._page, "texts", _("Import a file"), kinds):
            self.import_file(chosen)


def _row(one: Standing) -> TextRow:
    waiting = ""
    if one.waiting is not None and one.waiting.confirmation is None:
        waiting = _("{name} waits to be confirmed").format(name=one.waiting.name)
    elif one.waiting is not None:
        day = show_day(one.waiting.effective_on)
        waiting = _("{name} is confirmed and begins on {day}").format(name=one.waiting.name, day=day)
    title = _(TITLES[one.kind])
    state = _state(one.now)
    return TextRow(one.kind, title, one.language, name_of(one.language), state, one.now.confirmed, waiting)


def _state(wording: Wording) -> str:
    return f"{wording.name}: {wording.state}"


def _in_hand(wording: Wording) -> str:
    return _("Being written, from {name}. Kept as a draft.").format(name=wording.name)


def _version_row(version: TextVersion) -> VersionRow:
    said = [
        _("written {day} by {author}").format(day=show_day(version.made_at.date()), author=version.author),
        _("from {name}").format(name=version.based_on),
        _("major: consent is asked again") if version.major else _("wording only"),
        _("in force from {day}").format(day=show_day(version.in_force_from or version.effective_on)),
    ]
    confirmation = version.confirmation
    if confirmation is None:
        said.append(_("not confirmed"))
    else:
        day = show_day(confirmation.confirmed_at.date())
        said.append(_("confirmed {day} by {name}").format(day=day, name=confirmation.confirmed_by))
    return VersionRow(version.name, "; ".join(said), version.note or "")


def _raise(error: Exception) -> None:
    raise error
