"""The open clinic: it carries what one screen says to the others, from its opening until it is closed."""

from collections.abc import Callable
from datetime import datetime

from charting.dates import show_time
from charting.records.base import Record
from charting.store.chart_session import ChartSession
from charting.words import _
from ui.keys import bind_keys
from ui.main_ways import MainWays
from ui.onward_desk import OnwardDesk
from ui.session_keys import SessionKeys
from ui.theme import Theme
from ui.undo_desk import UndoDesk

_SEAL = "seal"


class MainView(MainWays):
    """One clinic: bar and banner above, one of its screens below."""

    def __init__(self, theme: Theme, chart: ChartSession, clock: Callable[[], datetime]) -> None:
        super().__init__(theme, chart, clock)
        self._connect()
        self.go("today")
        self.chart.note("opened")
        self.model.save()
        self.backups.check()
        if self.chart.seal_trouble:
            where = _("Settings, Verify says what to do.")
            title = _("The audit trail does not fit its seal")
            self._trouble.stand(_SEAL, title, f"{self.chart.seal_trouble} {where}")

    def may_close(self) -> bool:
        """Save, then let the window close; when the file cannot be written, stay."""
        if not self.model.save():
            return False
        self.backups.at_close()
        return self.leave()

    def leave(self) -> bool:
        """Save and close the chart without a backup, as before a restore; False when it cannot be saved."""
        self.records.close()
        for desk in (self.scans, self.clocks, self.backups, self._sign_desk.pack):
            desk.rest()
        self.chart.note("closed")
        if not self.model.save():
            for desk in (self.scans, self.clocks, self.backups, self._sign_desk.pack):
                desk.wake()
            return False
        self.chart.close()
        return True

    def tell(self, title: str, words: str) -> None:
        """Say something above every screen."""
        self._trouble.stop(title, words)

    def _connect(self) -> None:
        self.top_bar.place_chosen.connect(self.go)
        self.top_bar.search_entered.connect(self._find_from_bar)
        self.top_bar.lock_pressed.connect(lambda: self.lock_wanted.emit(False))
        self.settings.backups.restore_wanted.connect(self.restore_wanted)
        self.settings.seal_card.sealed.connect(lambda: self._trouble.over(_SEAL))
        self.people.menu_chosen.connect(self._follow_menu)
        self.people.switched.connect(self._work_with_another)
        self.today.person_opened.connect(self.open_patient)
        self.deeds.opened.connect(self.open_visit)
        self.deeds.field_wanted.connect(self._write_in)
        self.deeds.reading.emergency_wanted.connect(self.emergency_wanted)
        self.clocks.opened.connect(self.open_visit)
        self.clocks.went.connect(self.go)
        self.clocks.shifted.connect(self._trouble.stop)
        for desk in (self.clocks, self.deeds, self.records, self.scans, self.forms, self.queue):
            desk.refused.connect(self._trouble.say)
        self.today.new_patient.connect(lambda: self.go("new_patient"))
        self._new_patient_desk.opened.connect(self.open_patient)
        self._new_patient_desk.opened.connect(lambda _key: self.today.finder.edit.clear())
        self._new_patient_desk.wanted.connect(self._go_on_with_new_patient)
        self.new_patient.left.connect(lambda: self.go("today"))
        self.patient.visit_wanted.connect(self._start_visit)
        OnwardDesk(self.model, self.visit, self.glove, self).serve(self.patient, self._start_visit)
        self.visit.photos_wanted.connect(lambda: self.go("photos"))
        self.photos.left.connect(lambda: self.go("visit"))
        self.visit.finished.connect(lambda: self.go("sign_off"))
        self.sign_off.fix.connect(self._fix)
        self._sign_desk.refused.connect(self._trouble.stop)
        self.kept_back.opened.connect(self._open_papers)
        self._sign_desk.signed.connect(self._after_signing)
        self.sign_off.paper_wanted.connect(self._show_preview)
        self.preview.left.connect(lambda: self.go("sign_off" if self.people.may("draft") else "patient"))
        self.today.notice.pressed.connect(lambda: self._follow_menu("people"))
        self.today.backups_wanted.connect(lambda: self._follow_menu("backups"))
        self.today.settings_wanted.connect(lambda: self._follow_menu("settings"))
        self.preview.wanted.connect(self._set_paper)
        self.model.saved.connect(self._saved)
        self.model.not_saved.connect(lambda words: self._trouble.stop(_("Not saved"), words))
        self.model.edited.connect(self._edited)
        sheets = SessionKeys(self.visit, self.go, self._trouble.say, self)
        self.glove.serve(self.visit, self.go, self._trouble.say, self.emergency_wanted.emit, self._fix, sheets)
        undo = UndoDesk(self.model, self._say_step, self._land, self)
        own = {
            "find": self._focus_finder,
            "clock": self.clocks.jump,
            "lock": lambda: self.lock_wanted.emit(False),
            "save": self.model.save,
            "papers": self._show_preview,
            "glove": self.glove.toggle,
            "scans": self.scans.show,
        }
        bind_keys(self, self.go, {**own, **sheets.acts(), **undo.acts(), **self.help.acts()})

    def _work_with_another(self) -> None:
        """Somebody else works: the chart stays where it was, as far as that person may see it.

        What lies over a screen is taken off: going back from it would show that screen as it was for who worked before.
        Nobody takes back what somebody else did, who may have been allowed more.
        """
        self.model.undo_stack.clear()
        at = self._stack.currentWidget()
        if not self.people.may("draft") and at in {self.visit, self.photos, self.sign_off, self.preview}:
            self.go("today")
        elif at in {self.sign_off, self.settings, self.patient, self.today}:
            self.go(next(name for name in ("sign_off", "settings", "patient", "today") if getattr(self, name) is at))
        elif at not in {self.visit, self.photos, self.preview, self.new_patient}:
            self.go("today")

    def _open_papers(self, key: str) -> None:
        """To the papers of a signed visit: on its board, or in the preview for who does not draft."""
        self.open_visit(key)
        if self.people.may("draft"):
            self.go("sign_off")

    def _after_signing(self) -> None:
        assert self._visit is not None
        self._saved(self.chart.saved_at)
        self.visit.open_visit(self._visit)
        self.go("sign_off")

    def _edited(self, record: Record, _name: str) -> None:
        if record is not self.new_patient.patient:
            self._show_banner()

    def _saved(self, moment: datetime | None) -> None:
        if moment is not None:
            self.top_bar.set_saved(_("Saved {time}").format(time=f"{show_time(moment)}:{moment:%S}"))
        self._trouble.let_go()
