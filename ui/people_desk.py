"""Who works now, and what that person may do: asked by every screen, changed by the lock."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from charting.actions.entering import switch
from charting.actions.paper_keys import key_at_hand
from charting.actions.people import Proven, may, prove, why_not
from charting.actions.recovery import needs_recovery, prove_recovery
from charting.dates import show_time
from charting.errors import Known
from charting.records.clinic import ROLES, Practitioner
from charting.records.visit import Visit
from charting.rescue import CardClinic
from charting.store.nearness import require_key_apart
from charting.store.recovery_key import RecoveryKey
from charting.words import _
from ui.chart_model import ChartModel
from ui.pages import ONE_AT_A_TIME
from ui.parts.person_tiles import Worker, initials_of
from ui.parts.strip import WarningStrip
from ui.parts.top_bar import UserChip
from ui.parts.user_menu import UserMenu
from ui.theme import Theme
from ui.views.lock import Cover
from ui.views.recovery import RecoveryView

USUAL_MINUTES = 5
_PLACES = {"visit": "draft", "photos": "draft", "sign_off": "draft"}


class PeopleDesk(QObject):
    """`switched()` follows whenever somebody else works; `menu_chosen(key)` a line of the menu under the initials."""

    switched = Signal()
    menu_chosen = Signal(str)

    def __init__(self, model: ChartModel, chip: UserChip, parent: QWidget) -> None:
        super().__init__(parent)
        self._model, self._chip = model, chip
        self._menu = UserMenu(parent)
        self._menu.chosen.connect(self.menu_chosen)
        chip.clicked.connect(self._open_menu)
        if model.chart.at_work is None:
            model.chart.work_as(model.chart.practitioners()[0])
        self._name()

    @property
    def person(self) -> Practitioner:
        """Whoever works now."""
        at_work = self._model.chart.at_work
        assert at_work is not None
        return at_work

    def may(self, deed: str) -> bool:
        """Whether whoever works now may do a deed of charting.actions.people.DEEDS."""
        return may(self.person, deed)

    def why_not(self, deed: str) -> str:
        """The sentence that says why not; blank where it is allowed."""
        return why_not(self.person, deed)

    def why_not_there(self, place: str) -> str:
        """Why whoever works now may not see a place; blank where it is allowed."""
        deed = _PLACES.get(place)
        return self.why_not(deed) if deed else ""

    def why_not_open(self, visit: Visit) -> str:
        """Why a visit stays closed. Who only prints sees the papers of signed visits instead."""
        return self.why_not("draft") if visit.signed_at is None else self.why_not("print")

    def prove(self, secret: str) -> Proven:
        """Take PIN or password of whoever works now. Raises Known, with the sentence for beside the field."""
        return prove(self._model.chart, self.person, secret, self._model.now())

    def enter(self, who: str, secret: str) -> None:
        """Let somebody work, the same or another. Raises Known; then whoever worked before goes on working."""
        chart, now = self._model.chart, self._model.now()
        person = next((person for person in chart.practitioners() if person.id == who), None)
        if person is None:
            raise Known(_("This account is closed."))
        other = person is not self.person
        switch(chart, person, secret, now)
        if other:
            self.tell()

    def waiting(self) -> int:
        """Whole seconds until the next try of a PIN or password counts."""
        return self._model.chart.tries.waiting()

    def tell(self) -> None:
        """Show who works now, and have every screen ask again what that person may do."""
        self._name()
        self.switched.emit()

    def cover(self, *, somebody_else: bool = False) -> Cover:
        """What the lock shows."""
        chart = self._model.chart
        workers = [Worker(p.id, p.name or "", role_of(p)) for p in self._as_at_the_door() if p.name]
        others = [worker.key for worker in workers if worker.key != self.person.id]
        saved: datetime | None = chart.saved_at
        return Cover(
            clinic=chart.clinic().name or "",
            workers=workers,
            current=others[0] if somebody_else and others else self.person.id,
            takes_pin=self._takes_pin,
            hint=self.hint(),
            saved=f"{show_time(saved)}:{saved:%S}" if saved is not None else "",
        )

    def hint(self) -> str:
        """The published PIN of a practice clinic; a clinic of real patients has none."""
        if not self._model.chart.clinic().practice:
            return ""
        from charting.practice.clinic import PASSWORD
        from charting.practice.team import PIN

        return _("Practice PIN {pin}, password {password}").format(pin=PIN, password=PASSWORD)

    def warn(self, strip: WarningStrip) -> None:
        """Say on Today what is wrong with the way back in, for as long as it is."""
        chart = self._model.chart
        strip.setVisible(not chart.clinic().practice and needs_recovery(chart))
        made = chart.clinic().recovery_made_at
        title = _("There is no recovery key") if made is None else _("The recovery key was not proved")
        lost = _("If the owner's password is lost, nobody can read the chart.")
        step = _("Make one.") if made is None else _("Type it in from the paper, or make a new one.")
        strip.set_message("warn", title, f"{lost} {step}")
        strip.set_button(_("Recovery key") if self.may("people") else "")

    def recovery_view(self, theme: Theme, key: RecoveryKey) -> RecoveryView:
        """The screen that shows a new recovery key once."""
        chart, clinic = self._model.chart, self._model.chart.clinic()
        printed = CardClinic(name=clinic.name or "", practice=bool(clinic.practice))
        groups, now = key.groups, self._model.now()
        seal = key_at_hand(chart)

        def sheet() -> bytes:
            from charting.output.pdf_seal import seal_loose
            from charting.output.recovery_sheet import NUMBER, recovery_sheet

            with ONE_AT_A_TIME:
                return seal_loose("recovery_key", NUMBER, recovery_sheet(printed, groups, now), seal, now)

        def prove_paper(asked: RecoveryKey, typed: tuple[str, ...]) -> None:
            prove_recovery(chart, asked, typed, self._model.now())

        def require_place(folder: Path) -> None:
            kept = chart.clinic().backup_folder
            require_key_apart(folder, chart.folder, Path(kept) if kept else None)

        return RecoveryView(theme, key, prove_paper, sheet, require_place)

    def idle_seconds(self) -> float:
        """After how long without a touch the screen covers itself."""
        minutes = self._model.chart.clinic().lock_minutes
        return 60.0 * float(USUAL_MINUTES if minutes is None else minutes)

    def _as_at_the_door(self) -> list[Practitioner]:
        """Who works here, in the order in which the door shows them: a tile is found where it always was."""
        people = self._model.chart.practitioners()
        try:
            order = [who for who, _name in self._model.chart.ring().people()]
        except Known:
            return people
        return sorted(people, key=lambda person: order.index(person.id) if person.id in order else len(order))

    def _takes_pin(self, who: str) -> bool:
        chart = self._model.chart
        person = next((person for person in chart.practitioners() if person.id == who), None)
        return person is not None and person.pin is not None and chart.tries.pin_counts(who)

    def _open_menu(self) -> None:
        self._menu.open_under(self._chip, self.person.name or "", role_of(self.person))

    def _name(self) -> None:
        name = self.person.name or ""
        self._chip.set_user(initials_of(name), name)


def role_of(person: Practitioner) -> str:
    """A role in a word or two."""
    return _(ROLES.label(person.acting_role)).partition(":")[0]
