"""The open practice clinic: Today, people, a patient, Settings, the lock, and the emergency card."""

from collections.abc import Iterator

import sqlalchemy as sa

from charting.emergency_text import emergency_text
from charting.practice.clinic import complete_visit
from charting.practice.team import PIN
from charting.records.patient import Patient
from charting.words import _
from ui.bug_report import BugDialog
from ui.main_view import MainView
from ui.pictures.settle import press, settle, settle_until
from ui.pictures.tour import Stop, World
from ui.shell import Shell
from ui.views.deed_words import AMEND, MOVE, VOID, WITHDRAW
from ui.views.emergency import EmergencyView
from ui.views.lock import LockView

PAGES = (
    "house",
    "anaesthesia",
    "prp",
    "intervals",
    "backups",
    "phrases",
    "texts",
    "rates",
    "people",
    "mine",
    "audit",
    "exports",
)
REPORT = "Rootline 0.1.0, Python 3.12.0, Qt 6.11.3\nLookupError\n  ui/views/today.py:101 show_day"


def open_practice(world: World) -> tuple[Shell, MainView]:
    """The window on the practice clinic."""
    shell = world.window(world.practice, practice=True)
    settle_until(lambda: isinstance(shell.screen_in_view(), MainView))
    window = shell.screen_in_view()
    assert isinstance(window, MainView)
    return shell, window


def clinic(world: World) -> Iterator[Stop]:
    """Every screen but those of a visit."""
    shell, window = open_practice(world)
    yield from _today(shell, window)
    yield from _patient(shell, window)
    yield from _deeds(shell, window)
    yield from _settings(shell, window)
    yield from _covered(shell, window)
    dialog = BugDialog(world.theme, REPORT, shell)
    dialog.show()
    yield Stop("fault", _("A fault of ours"), dialog)
    dialog.accept()
    world.let_go(shell)


def _today(shell: Shell, window: MainView) -> Iterator[Stop]:
    yield Stop("today", _("Today"), shell)
    window.top_bar.search_entered.emit("Example")
    yield Stop("finder", _("Several people of one name"), shell)
    window.top_bar.search_entered.emit("Nobody")
    yield Stop("finder-none", _("Nobody of that name"), shell)
    window.top_bar.search_entered.emit("")
    window.today.close_wanted.emit()
    yield Stop("close-day", _("Closing the day"), shell)
    window.today.due.called.emit(complete_visit(window.chart).id)
    yield Stop("call", _("The call after a visit"), shell)
    window.today.show_board()
    window.scans.show()
    yield Stop("scans", _("Scanned papers"), shell)
    window.go("today")
    window.help.toggle()
    settle(0)
    yield Stop("help", _("The help beside a screen"), shell)
    window.help.close()
    window.go("patient")
    yield Stop("key-in-the-wrong-place", _("A key in the wrong place"), shell)
    window.go("new_patient")
    yield Stop("new-patient", _("New patient"), shell)
    described = window.new_patient.patient
    born = window.chart.orm.scalars(sa.select(Patient.date_of_birth).where(Patient.given_name == "Maria")).one()
    for name, value in (("family_name", "Example"), ("given_name", "Maria"), ("date_of_birth", born)):
        window.model.answer(described, name, value, None, False)
    yield Stop("new-patient-alike", _("A new patient who may be there already"), shell)


def _patient(shell: Shell, window: MainView) -> Iterator[Stop]:
    chart = window.chart
    ada = complete_visit(chart).course.patient
    window.open_patient(ada.id)
    yield Stop("patient", _("A patient’s chart"), shell)
    window.patient.show_plan(True)
    yield Stop("course", _("The plan of a course"), shell)
    window.patient.history_wanted.emit()
    yield Stop("history-patient", _("What was done to a chart"), shell)
    window.open_patient(ada.id)
    window.patient.export_wanted.emit()
    yield Stop("export", _("A patient’s chart as a file"), shell)
    for key, name in (("unavailable", "William"), ("long", "José"), ("not-asked", "Siobhán")):
        patient = chart.orm.scalars(sa.select(Patient).where(Patient.given_name == name)).one()
        window.open_patient(patient.id)
        yield Stop(f"patient-{key}", _("Another patient’s chart"), shell)


def _deeds(shell: Shell, window: MainView) -> Iterator[Stop]:
    visit = complete_visit(window.chart)
    for deed, title in (
        (AMEND, _("Amending a signed visit")),
        (VOID, _("Voiding a signed visit")),
        (MOVE, _("Moving a visit to its patient")),
        (WITHDRAW, _("Withdrawing consent")),
    ):
        window.open_visit(visit.id)
        window.deeds.begin(deed, visit)
        if deed == MOVE:
            window.deeds.move_people.searched.emit("Example")
        yield Stop(f"deed-{deed}", title, shell)


def _settings(shell: Shell, window: MainView) -> Iterator[Stop]:
    window.go("settings")
    for page in PAGES:
        window.settings.open_page(page)
        settle()
        yield Stop(f"settings-{page}", _("Settings: {page}").format(page=page), shell)
    window.settings.open_page("texts")
    window.settings.texts.desk.open_text("consent", "en")
    settle()
    for part, title in (("pages", _("A text and its pages")), ("keep", _("A text: keep and confirm"))):
        window.settings.texts.editor.open_part(part)
        settle()
        yield Stop(f"settings-texts-{part}", title, shell)
    window.settings.texts.show_texts()
    window.settings.open_page("people")
    press(window.settings, _("Add somebody"))
    yield Stop("settings-people-add", _("A new account"), shell)


def _covered(shell: Shell, window: MainView) -> Iterator[Stop]:
    window.open_visit(complete_visit(window.chart).id)
    window.emergency_wanted.emit()
    for place, card in enumerate(emergency_text().cards):
        press(shell, card.title)
        yield Stop(f"emergency-{place + 1}", card.title, shell)
    press(shell, _("Wall card"))
    settle()
    yield Stop("wall-card", _("The wall card before it is printed"), shell)
    for view in shell.findChildren(EmergencyView):
        view.left.emit()
    window.lock_wanted.emit(False)
    lock = shell.screen_in_view()
    assert isinstance(lock, LockView)
    yield Stop("lock", _("The lock"), shell)
    lock.refuse(_("That is not the PIN."), 8)
    yield Stop("lock-refused", _("A wrong PIN"), shell)
    press(shell, _("Use password"))
    yield Stop("lock-password", _("The lock, with the password"), shell)
    lock.entered.emit(window.chart.practitioners()[0].id, PIN)
    settle_until(lambda: shell.screen_in_view() is window)
