"""Before anybody is in: first start, the door, the recovery key, and what may stand in the way."""

from collections.abc import Iterator
from secrets import token_hex

from charting.errors import CannotWrite, Known
from charting.practice.team import PIN
from charting.store.database import NotAChart
from charting.store.instance import InUse
from charting.store.openable import Gone, NoChart, NoKeys
from charting.store.places import UnsafePlace
from charting.store.swap import SpoiltJournal
from charting.store.upgrade import NewerFile, NotUpgraded
from charting.store.wrapping import DamagedKeys
from charting.words import _
from ui.pictures.settle import press, settle_until
from ui.pictures.tour import Stop, World
from ui.views.danger import DangerView
from ui.views.danger_keep import KeepHereView
from ui.views.danger_restore import RestoreView
from ui.views.danger_words import Danger, clock_danger, danger_of, losing_danger, unsaved_danger
from ui.views.first_start import Answers, FirstStartView
from ui.views.recovery import RecoveryView
from ui.views.trouble import TroubleView
from ui.views.unlock import UnlockView

ANSWERS = Answers(
    clinic="Sample Hair Clinic",
    address=("1 Sample Street", "Sampletown SA1 1AA"),
    phone="01632 960000",
    emergency="999",
    practitioner="Dr Rowan Sample",
    qualification="MBBS",
    registration="GMC 0000000",
    password=token_hex(),
    pin=PIN,
)
KINDS: dict[str, type[Known]] = {
    "unsafe-place": UnsafePlace,
    "in-use": InUse,
    "gone": Gone,
    "cannot-write": CannotWrite,
    "spoilt-journal": SpoiltJournal,
    "no-keys": NoKeys,
    "no-chart": NoChart,
    "damaged-keys": DamagedKeys,
    "newer": NewerFile,
    "not-upgraded": NotUpgraded,
    "damaged": NotAChart,
}


def first_start(world: World) -> Iterator[Stop]:
    """From an empty folder to an empty clinic, and through the door again."""
    shell = world.window(world.folder / "clinic")
    view = shell.screen_in_view()
    assert isinstance(view, FirstStartView)
    yield Stop("first-start", _("First start"), shell)
    view.clinic.line.setText(ANSWERS.clinic)
    view.password.line.setText("short")
    view.pin.entered.emit()
    yield Stop("first-start-refused", _("First start with answers missing"), shell)
    view.answered.emit(ANSWERS)
    settle_until(lambda: isinstance(shell.screen_in_view(), RecoveryView))
    key = shell.screen_in_view()
    assert isinstance(key, RecoveryView)
    yield Stop("recovery-key", _("The recovery key, shown once"), shell)
    key.left.emit()
    yield Stop("today-empty", _("Today in a new clinic"), shell)
    world.let_go(shell)
    yield from _door(world)


def _door(world: World) -> Iterator[Stop]:
    shell = world.window(world.folder / "clinic")
    view = shell.screen_in_view()
    assert isinstance(view, UnlockView)
    yield Stop("door", _("The door"), shell)
    view.refuse(_("That is not the password."))
    yield Stop("door-refused", _("A wrong password"), shell)
    view.refuse("", 30)
    yield Stop("door-waiting", _("Waiting after wrong passwords"), shell)
    press(shell, _("Use the recovery key"))
    yield Stop("door-recovery", _("In with the recovery key"), shell)
    world.let_go(shell)


def dangers(world: World) -> Iterator[Stop]:
    """Each danger on its screen."""
    shell = world.window(world.folder / "elsewhere")
    folder = world.folder / "clinic"
    screens = [(name, DangerView(world.theme, danger), danger.what) for name, danger in _dangers(str(folder))]
    why = _("{folder} is inside a folder that Dropbox copies elsewhere.").format(folder=folder)
    screens += [
        ("keep-here", KeepHereView(world.theme, why), _("Keeping a clinic in a doubtful place")),
        ("restore", RestoreView(world.theme, folder, folder, world.clock), _("A backup instead")),
        ("trouble", TroubleView(world.theme, _("The practice clinic cannot be opened.")), _("No way on")),
    ]
    for name, screen, title in screens:
        shell.setCentralWidget(screen)
        yield Stop(f"danger-{name}", title, shell)
    world.let_go(shell)


def _dangers(folder: str) -> Iterator[tuple[str, Danger]]:
    for name, kind in KINDS.items():
        found = danger_of(kind(_("This concerns {folder}.").format(folder=folder)), kept=True)
        assert found is not None
        yield name, found
    yield "clock", clock_danger(_("The clock shows 20-Nov-2026 09:00, the last entry is of 21-Nov-2026 14:02."))
    yield "unsaved", unsaved_danger("14:02:11")
    yield "losing", losing_danger("14:02:11")
