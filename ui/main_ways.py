"""From one screen of the open clinic to another, with the patient and the visit in hand."""

from charting.actions.patients import start_course
from charting.actions.visits import start_visit
from charting.findings import Finding
from charting.output.documents import KINDS
from charting.records.patient import Patient
from charting.records.visit import Visit
from charting.words import _
from ui.main_parts import MainParts
from ui.views.describe import banner_of


class MainWays(MainParts):
    """One patient at a time: opening another saves the first and leaves it."""

    def go(self, place: str) -> None:
        """Show a screen. Screens of a patient need one; a key in the wrong place says why."""
        if place in {"patient", "visit", "photos", "sign_off"} and self._patient is None:
            self._trouble.say(_("Find a patient first, F2."))
            return
        if place in {"visit", "photos", "sign_off"} and self._visit is None:
            self._trouble.say(_("Open or start a visit first."))
            return
        if why := self.people.why_not_there(place):
            self._trouble.say(why)
            return
        self.model.save()
        before = self._stack.currentWidget()
        if place in {"visit", "photos", "sign_off"} and self._visit is not None:
            self.model.back_to_day(self._visit.opened_at.date(), self._visit.opened_at)
        shown = {
            "today": self._show_today,
            "new_patient": self._show_new_patient,
            "patient": self._show_patient,
            "visit": lambda: self._stack.setCurrentWidget(self.visit),
            "photos": self._show_photos,
            "sign_off": self._show_sign_off,
            "settings": self._show_settings,
        }
        shown[place]()
        if self._stack.currentWidget() is not before:
            self.kept_back.moved_on()
        self._enable_places()
        self.top_bar.set_current({"new_patient": "today", "photos": "visit"}.get(place, place))
        self.banner.setVisible(place not in {"today", "new_patient", "settings"})
        self._show_banner()
        self.rescue.refresh()

    def open_patient(self, key: str) -> None:
        """Open a patient's chart; what was open before is saved to its own patient first."""
        patient = self.chart.orm.get(Patient, key)
        if patient is None:
            return
        self.model.save()
        self._patient, self._visit = patient, None
        self.model.set_day(None)
        self.records.viewed(patient)
        self.go("patient")

    def open_visit(self, key: str) -> None:
        """Open a visit with its patient."""
        visit = self.chart.orm.get(Visit, key)
        if visit is None:
            return
        if why := self.people.why_not_open(visit):
            self._trouble.say(why)
            return
        self.model.save()
        self._patient, self._visit = visit.course.patient, visit
        self.model.set_day(visit.opened_at.date(), visit.opened_at)
        self.records.viewed(visit)
        self.visit.open_visit(visit)
        if self.people.may("draft"):
            self.go("visit")
        else:
            self.banner.show()
            self._show_banner()
            self._show_preview()

    def _follow_menu(self, key: str) -> None:
        if key in {"lock", "switch"}:
            self.lock_wanted.emit(key == "switch")
            return
        self.go("settings")
        self.settings.open_page(key if key != "settings" else "house")

    def _enable_places(self) -> None:
        self.top_bar.set_enabled("patient", self._patient is not None)
        for place in ("visit", "sign_off"):
            self.top_bar.set_enabled(place, self._visit is not None)

    def _show_banner(self) -> None:
        if self._patient is not None:
            today = self.model.now().date()
            self.banner.set_data(banner_of(self._patient, self._visit, today, self._practice))

    def _show_today(self) -> None:
        self.model.set_day(None)
        self.people.warn(self.today.notice)
        self._today_desk.show_day()
        self._new_patient_desk.offer_today()
        self._stack.setCurrentWidget(self.today)
        self.today.finder.edit.setFocus()

    def _find_from_bar(self, typed: str) -> None:
        self.go("today")
        self.today.finder.edit.setText(typed)
        self._today_desk.find(typed)
        self.top_bar.finder.edit.clear()

    def _focus_finder(self) -> None:
        self.go("today")
        self.today.finder.edit.selectAll()

    def _show_new_patient(self) -> None:
        typed = self._today_desk.typed() if self.today.isVisible() and not self.today.part() else None
        self.model.set_day(None)
        self._patient = self._visit = None
        self._stack.setCurrentWidget(self.new_patient)
        self._new_patient_desk.start(typed)

    def _go_on_with_new_patient(self) -> None:
        """Take up the new patient Today offers; what stands in the finder is somebody else."""
        self.today.finder.edit.clear()
        self.go("new_patient")
        self._new_patient_desk.go_on()

    def _show_patient(self) -> None:
        assert self._patient is not None
        self.patient.set_clinical(self.people.may("draft"))
        self.patient.show_patient(self._patient)
        self._stack.setCurrentWidget(self.patient)
        self.patient.kind.setFocus()

    def _start_visit(self, kind: str) -> None:
        if why := self.people.why_not("draft"):
            self._trouble.say(why)
            return
        patient, now = self._patient, self.model.now()
        assert patient is not None
        course = patient.courses[-1] if patient.courses else None
        if course is None or (kind != "review" and course.modality not in {kind, None}):
            course = start_course(self.chart, patient, kind if kind != "review" else None, now.date())
        visit = start_visit(self.chart, course, kind, self.people.person, now)
        self.model.save()
        self.open_visit(visit.id)

    def _show_photos(self) -> None:
        assert self._visit is not None
        self._photo_desk.show_visit(self._visit)
        self._stack.setCurrentWidget(self.photos)

    def _show_sign_off(self) -> None:
        assert self._visit is not None
        self._sign_desk.show_visit(self._visit)
        self._stack.setCurrentWidget(self.sign_off)

    def _show_settings(self) -> None:
        self.settings.show_settings()
        self._stack.setCurrentWidget(self.settings)

    def _fix(self, finding: Finding) -> None:
        self.go("visit")
        if not self.visit.land(finding):
            self.go("patient")
            self.patient.land(finding)

    def _write_in(self, finding: Finding) -> None:
        """Into the field a person asked to write in."""
        self.go("visit")
        self.visit.land(finding, meant=True)

    def _land(self, finding: Finding) -> None:
        for screen in (self.visit, self.patient):
            if screen.isVisible():
                screen.land(finding)

    def _say_step(self, words: str) -> None:
        """What was taken back or done again, at the foot of a screen that keeps a place for it: nothing moves."""
        for screen in (self.visit, self.patient):
            if screen.isVisible():
                screen.say(words)
                return
        self._trouble.say(words)

    def _show_preview(self) -> None:
        if self._visit is None:
            self._trouble.say(_("Open a visit first; its papers are printed from there."))
            return
        self.model.save()
        self._stack.setCurrentWidget(self.preview)
        self.top_bar.set_current("sign_off")
        self._set_paper(KINDS[0][0])

    def _set_paper(self, kind: str) -> None:
        assert self._visit is not None
        self.records.viewed_paper(self._visit, kind)
        self._papers.set_paper(kind, self._visit, self.people.person.name or "")
