"""Sign off: what is left to do in words, each line with its way to the field; then the signature, then the paper."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.actions.decisions import lapsed
from charting.actions.sign import points
from charting.actions.visits import sheets_of
from charting.dates import show_day, show_moment, show_time
from charting.findings import Finding
from charting.records.clinic import Practitioner
from charting.records.decision import Decision
from charting.records.signed import altered_words, is_altered
from charting.records.visit import Visit
from charting.words import _, ngettext
from ui.chart_model import ChartModel
from ui.parts.buttons import MainButton, PlainButton
from ui.parts.card import Card
from ui.parts.finding_row import FindingRow
from ui.parts.labels import Label
from ui.parts.place_tab import PlaceTab
from ui.parts.second_press import TakenOn
from ui.parts.signature_pad import SignaturePad
from ui.parts.strip import WarningStrip
from ui.theme import Theme
from ui.views.changed_card import ChangedCard
from ui.views.clearing import clear
from ui.views.describe import dated_title
from ui.views.entry import Entry
from ui.views.next_card import NextCard
from ui.views.pack_card import PackCard
from ui.views.point_card import PointCard
from ui.views.point_row import decided_words
from ui.views.scroll import Centre
from ui.views.secret_entry import SecretEntry
from ui.views.since_last_card import SinceLastCard
from ui.views.standing_words import strip_of

WIDE, NARROW = 1100, 800
_YEAR = 4


class SignOffView(QWidget):
    """`fix(finding)` lands in the field, `signed(strokes, secret)` follows the button, `paper_wanted()` the paper's.

    PIN or password are the proof of who signs; `strokes` are None where nobody drew.

    `year_doubted(year)` follows a year of birth that is another person's: the chart may be the wrong one.

    `accepted(finding)`, `overridden(finding, reason, secret)` and `left_open(finding, reason, secret)` are a person's
    decisions; `secret` is the PIN or the password of whoever signs, typed at that moment. `undone(finding)` takes one
    back.
    """

    fix = Signal(object)
    accepted = Signal(object)
    overridden = Signal(object, str, str)
    left_open = Signal(object, str, str)
    undone = Signal(object)
    signed = Signal(object, str)
    year_doubted = Signal(str)
    paper_wanted = Signal()

    def __init__(self, theme: Theme, model: ChartModel) -> None:
        super().__init__()
        self._theme, self._model = theme, model
        self._visit: Visit | None = None
        self._subtitle = Label(theme, px=13, token="ink2")
        self._to_do = PointCard(theme, _("To do before signing"))
        self._to_do.set_edge("amber_line")
        self._look = PointCard(theme, _("Worth a second look"))
        for points_card in (self._to_do, self._look):
            points_card.fix.connect(self.fix)
            points_card.accepted.connect(self.accepted)
            points_card.overridden.connect(self.overridden)
            points_card.left_open.connect(self.left_open)
            points_card.undone.connect(self.undone)
        self._decided = Card(theme, _("Decided"))
        self._decided.body.setSpacing(0)
        self._done = Card(theme, _("In order"))
        self._done.body.setSpacing(0)
        list_ = QVBoxLayout()
        list_.setContentsMargins(0, 0, 0, 0)
        list_.setSpacing(12)
        self._changed = ChangedCard(theme)
        self.since_last = SinceLastCard(theme)
        for card in (self._to_do, self._changed, self._look, self._done, self.since_last, self._decided):
            list_.addWidget(card)
        list_.addStretch(1)
        holder = QWidget()
        holder.setLayout(list_)
        self._sign_card = Card(theme, _("Sign"), rail=True)
        self._who = Label(theme, px=14, weight=600)
        self._registration = Label(theme, px=12, token="ink2")
        self.pad = SignaturePad(theme, name=_("Signature of the practitioner"))
        self.pad.changed.connect(self._settle)
        self.pad.changed.connect(self._go_on_from_pad)
        self.year = Entry(
            theme, _("Patient's year of birth"), _("To be sure of the chart"), longest=_YEAR, note_lines=2
        )
        self.year.edited.connect(lambda _text: self._settle())
        self.secret = SecretEntry(theme, _("PIN or password"))
        self.year.edited.connect(self._go_on_from_year)
        self.year.edited.connect(self._doubt_year)
        self.secret.edited.connect(lambda _text: self._settle())
        self.secret.waited.connect(self._settle)
        self.secret.entered.connect(self._sign)
        self.sign_button = MainButton(theme, _("Sign and &lock"), icon="lock")
        self.sign_button.clicked.connect(self._sign)
        self._why = Label(theme, px=13, token="ink2", wrap=True)
        self._clear_button = PlainButton(theme, _("&Clear signature"), small=True)
        self._clear_button.clicked.connect(self._clear)
        self._signing = QWidget()
        signing = QVBoxLayout(self._signing)
        signing.setContentsMargins(0, 0, 0, 0)
        self._drawing = QWidget()
        drawing = QVBoxLayout(self._drawing)
        drawing.setContentsMargins(0, 0, 0, 0)
        drawing.addWidget(self.year)
        drawing.addWidget(self.secret)
        drawing.addWidget(self.pad)
        row = QHBoxLayout()
        row.addWidget(Label(theme, _("PIN or password sign. Drawing is up to you."), px=12, token="ink2", wrap=True), 1)
        row.addWidget(self._clear_button)
        drawing.addLayout(row)
        signing.addWidget(self._drawing)
        signing.addWidget(self.sign_button)
        for widget in (self._who, self._registration, self._signing, self._why):
            self._sign_card.body.addWidget(widget)
        self.next_card = NextCard(theme, model, lambda: self._staff)
        self.next_card.take_both.clicked.connect(self._go_on_to_year)
        self.pack = PackCard(theme)
        self.pack.preview_wanted.connect(self.paper_wanted)
        rail = QVBoxLayout()
        rail.setContentsMargins(0, 0, 0, 0)
        rail.setSpacing(12)
        for card in (self.next_card, self._sign_card, self.pack):
            rail.addWidget(card)
        rail.addStretch(1)
        rail_holder = QWidget()
        rail_holder.setLayout(rail)
        rail_area = Centre(rail_holder, _("Sign and print"))
        self._rail = rail_area
        self._list_area = Centre(holder, _("Open points"))
        self._points_tab = PlaceTab(theme, _("Points"))
        self._sign_tab = PlaceTab(theme, _("Sign and print"))
        self._points_tab.clicked.connect(lambda: self._turn(False))
        self._sign_tab.clicked.connect(lambda: self._turn(True))
        self._at_sign = False
        self._taken_on = TakenOn()
        head = QHBoxLayout()
        head.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(theme, _("Sign off"), px=20, weight=600))
        words.addWidget(self._subtitle)
        head.addLayout(words)
        head.addWidget(self._points_tab)
        head.addWidget(self._sign_tab)
        head.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(12)
        columns.addWidget(self._list_area, 1)
        columns.addWidget(rail_area)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 10, 16, 16)
        outer.setSpacing(8)
        self._altered = WarningStrip(theme, "stop", "")
        self._altered.hide()
        outer.addLayout(head)
        outer.addWidget(self._altered)
        outer.addLayout(columns, 1)
        self._open = 0
        self._signer = ""
        self._why_not_role = ""
        self._staff: list[str] = []

    @property
    def findings(self) -> list[Finding]:
        """What stands on the board as open or worth a look, in its order."""
        return [finding for finding, row in (*self._to_do.rows, *self._look.rows) if row.decision is None]

    def minimumSizeHint(self) -> QSize:
        """Almost nothing: the wide layout must not keep the window from getting so narrow that another takes over."""
        return QSize(1, 1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        kept = self.focusWidget()
        if self._points_tab.isVisible() and (kept is None or not kept.isVisible()):
            self._points_tab.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """The year of birth has led on already: a Tab right behind it would pass PIN or password."""
        return (forward and self._taken_on.swallows_tab()) or super().focusNextPrevChild(forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange(event.size().width())
        super().resizeEvent(event)

    def _turn(self, sign: bool) -> None:
        self._at_sign = sign
        self._arrange(self.width())

    def _arrange(self, width: int) -> None:
        """Both columns side by side, or one of them under its tab where there is no room for two."""
        narrow = width < NARROW
        for tab, shown in ((self._points_tab, not self._at_sign), (self._sign_tab, self._at_sign)):
            tab.setVisible(narrow)
            tab.setChecked(shown)
        self._list_area.setVisible(not narrow or not self._at_sign)
        self._rail.setVisible(not narrow or self._at_sign)
        if narrow:
            self._rail.setMinimumWidth(0)
            self._rail.setMaximumWidth(width)
        else:
            self._rail.setFixedWidth(390 if width >= WIDE else 322)

    def show_visit(
        self,
        visit: Visit,
        signer: Practitioner,
        why_not: str = "",
        hint: str = "",
        staff: Sequence[str] = (),
        *,
        opened: bool = True,
    ) -> None:
        """Show how far a visit is from being signed by `signer`; `why_not` says why that person does not sign.

        Unless the board is `opened` by it, rows that were decided on stay where they stand.
        `hint` is the published PIN of a practice clinic, `staff` the names of those who may phone, `signer`'s first.
        """
        self._staff = list(staff)
        if visit is not self._visit or signer.id != self._signer:
            self.pad.clear()
            for entry in (self.year, self.secret):
                entry.line.clear()
                entry.accept()
        anew = visit is not self._visit or signer.id != self._signer
        if anew:
            self._list_area.verticalScrollBar().setValue(0)
        self._signer, self._why_not_role = signer.id, why_not
        self.secret.set_note(hint)
        self._visit = visit
        self._who.setText(signer.name or "")
        self._registration.setText(", ".join(p for p in (signer.qualification, signer.registration_number) if p))
        self._registration.setVisible(bool(self._registration.text()))
        self._subtitle.setText(dated_title(visit, self._model.now().date()))
        self._show_altered(visit)
        found = points(visit, self._model.context()) if visit.signed_at is None else []
        blocking = [point for point in found if point.open]
        self._open = len(blocking)
        said = (hint, why_not)
        staying = [p for p in found if p.decision is not None and not opened and self._to_do.keeps(p)]
        self._to_do.show_points([p for p in found if p.open or p in staying], *said, anew=anew)
        second = [point for point in found if not point.open and point.decision is None]
        self._look.show_points(second, *said, anew=anew)
        self._changed.show_visit(visit)
        self.since_last.show_visit(visit)
        self.next_card.show_visit(visit)
        gone = lapsed(visit, [point.decision for point in found]) if visit.signed_at is None else []
        shown = [point.decision for point in staying]
        self._fill_decided([one for one in visit.decisions if one not in (*shown, *gone)])
        self._fill_done(visit, {id(point.sheet) for point in blocking})
        self._settle()

    def _fill_decided(self, decisions: Sequence[Decision]) -> None:
        """List what was decided before the board was opened."""
        clear(self._decided.body)
        self._decided.setVisible(bool(decisions))
        self._decided.set_meta(str(len(decisions)))
        for decision in decisions:
            words = decided_words(decision, decision.by)
            row = FindingRow(self._theme, "note", decision.what, words, fix=False, wide=True)
            self._decided.body.addWidget(row)
            self._decided.hairline()

    def _show_altered(self, visit: Visit) -> None:
        altered, said = is_altered(visit), strip_of(visit)
        self._altered.setVisible(altered)
        if altered and said is not None:
            self._altered.set_message(*said)

    def _fill_done(self, visit: Visit, open_sheets: set[int]) -> None:
        clear(self._done.body)
        told = [s for s in sheets_of(visit) if id(s) not in open_sheets and not s.is_blank()]
        done = [] if is_altered(visit) else told
        self._done.setVisible(bool(done))
        self._done.set_meta(str(len(done)))
        for sheet in done:
            row = FindingRow(self._theme, "done", _(sheet.title), _("complete"), fix=False, wide=True)
            self._done.body.addWidget(row)
            self._done.hairline()

    def _settle(self) -> None:
        visit = self._visit
        if visit is None:
            return
        signed = visit.visit_signature
        self._signing.setVisible(visit.signed_at is None)
        if visit.signed_at is not None:
            if is_altered(visit):
                when = show_moment(visit.signed_at)
                self._why.setText(_("{altered}. It was signed {day}.").format(altered=altered_words(), day=when))
                return
            by = signed.signer if signed is not None else ""
            day, time = show_day(visit.signed_at.date()), show_time(visit.signed_at)
            self._why.setText(_("Signed {day} {time} by {name}. Read only.").format(day=day, time=time, name=by))
            return
        self._drawing.setVisible(not self._why_not_role)
        why = self._why_not(visit)
        self.sign_button.setEnabled(not why and not self.secret.waiting)
        self._why.setText(why)

    def refuse_secret(self, why: str, seconds: float) -> None:
        """Say beside the field that PIN or password are not right; strokes and everything else stay."""
        self.secret.refuse_for(why, seconds)

    def refuse_override(self, finding: Finding, why: str, seconds: float) -> None:
        """Say beside an override or a gap why it did not go through; its reason stays."""
        for one, row in (*self._to_do.rows, *self._look.rows):
            if one is finding:
                row.refuse(why, seconds)

    def _why_not(self, visit: Visit) -> str:
        if self._why_not_role:
            return _("{why} Switch person, Ctrl+L.").format(why=self._why_not_role)
        if self._open:
            words = ngettext("Opens when the point is fixed.", "Opens when the {count} points are fixed.", self._open)
            return words.format(count=self._open)
        if self.pad.strokes() and not self.pad.is_signature():
            return _("Sign in the box, or clear it.")
        born = visit.course.patient.date_of_birth
        if self._another_year(self.year.text()):
            return self._wrong_year()
        if born is None or self.year.text() != str(born.year):
            return _("Type the patient's year of birth.")
        if not self.secret.line.text():
            return _("Type your PIN or password.")
        return ""

    def _go_on_from_pad(self) -> None:
        """A signature that stands is followed by the year of birth."""
        if self.pad.is_signature():
            self._go_on_to_year()

    def _go_on_to_year(self) -> None:
        """Once nothing is open any more, signing begins with the patient's year of birth."""
        if not self._open and not self._why_not_role and not self.year.text():
            self.year.setFocus()

    def _go_on_from_year(self, typed: str) -> None:
        """The right year is followed by PIN or password."""
        born = self._visit.course.patient.date_of_birth if self._visit is not None else None
        if born is not None and typed == str(born.year):
            self.secret.setFocus()
            self._taken_on.start()

    def _another_year(self, typed: str) -> bool:
        """Whether a whole year was typed, and it is not this patient's."""
        born = self._visit.course.patient.date_of_birth if self._visit is not None else None
        return born is not None and len(typed) == _YEAR and typed != str(born.year)

    def _wrong_year(self) -> str:
        words = _("{year} is not this patient's year of birth. Is this the right chart?")
        return words.format(year=self.year.text())

    def _doubt_year(self, typed: str) -> None:
        """The one moment at which somebody may find that the wrong chart is open."""
        if self._another_year(typed):
            self.year.refuse(self._wrong_year())
            self.year_doubted.emit(typed)

    def _clear(self) -> None:
        self.pad.clear()
        self._settle()

    def _sign(self) -> None:
        if self._visit is None or self._why_not(self._visit) or self.secret.waiting:
            return
        strokes = tuple(tuple(tuple(point) for point in stroke) for stroke in self.pad.strokes())
        self.signed.emit(strokes or None, self.secret.line.text())
