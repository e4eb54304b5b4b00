"""The look keeps its promises: contrast, colours from tokens only, parts that speak and listen to people alone."""

import json
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QGuiApplication
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

import ui.theme
from charting.local_choices import place_of
from charting.screen_look import ScreenLook, choose_look, chosen_look
from tests.ui.waiting import let_run
from ui.icons import icon_names, icon_pixmap
from ui.parts.allergy_box import AllergyBox
from ui.parts.banner import BannerData, PatientBanner
from ui.parts.buttons import IconButton, LinkButton, MainButton, PlainButton
from ui.parts.choice_piece import ChoicePiece
from ui.parts.computed import ComputedRow
from ui.parts.field_frame import FieldFrame, FieldState
from ui.parts.finding_row import FindingRow
from ui.parts.person_tiles import PersonTile, Worker
from ui.parts.place_tab import PlaceTab
from ui.parts.signature_pad import SignaturePad
from ui.parts.step_list import Step, StepList
from ui.parts.strip import WarningStrip
from ui.parts.tap_choice import TapChoice
from ui.parts.toast import Toast
from ui.parts.top_bar import Place, TopBar
from ui.theme import RESOURCES, Theme
from ui.views.look_card import LookCard

# The offscreen platform says so whenever a window is shown; it concerns no real one.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

ROOT = Path(__file__).resolve().parent.parent.parent
TOKENS = json.loads((RESOURCES / "tokens.json").read_text("utf-8"))
TEXT_PAIRS = {
    "ink": "paper surface sunken hover raised accent_tint accent_mid map_done map_zone red_tint amber_tint green_tint",
    "ink2": "paper surface sunken hover accent_tint map_zone red_tint amber_tint green_tint",
    "ink3": "paper surface sunken accent_tint hover red_tint amber_tint",
    "accent_ink": "surface sunken hover accent_tint paper",
    "on_accent": "accent accent_ink",
    "red": "surface sunken paper red_tint",
    "amber": "surface sunken hover amber_tint paper",
    "green": "surface sunken green_tint paper",
}
MARK_PAIRS = {
    "control": "surface paper",
    "accent": "paper accent_tint",
    "amber_mark": "surface paper amber_tint",
    "seg1": "sunken",
    "map_now": "map_skin",
}
YES_NO = [(True, "Yes"), (False, "No"), ("not_asked", "Not asked")]


@pytest.fixture
def theme(qtbot):
    return Theme()


def pairs(grounds: dict[str, str]) -> list[str]:
    return [f"{one}/{ground}" for one, several in grounds.items() for ground in several.split()]


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(pair: str, mode: str) -> float:
    one, other = (luminance(TOKENS[mode][token]) for token in pair.split("/"))
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("pair", pairs(TEXT_PAIRS))
def test_text_stands_out_from_its_ground(pair, mode):
    assert contrast(pair, mode) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("pair", pairs(MARK_PAIRS))
def test_marks_and_borders_stand_out_from_their_ground(pair, mode):
    assert contrast(pair, mode) >= 3


def test_both_themes_name_the_same_tokens():
    assert TOKENS["light"].keys() == TOKENS["dark"].keys()


def test_no_colour_is_written_outside_the_tokens():
    hexes = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
    sources = [*(ROOT / "ui").rglob("*.py"), RESOURCES / "style.qss", *(RESOURCES / "icons").glob("*.svg")]
    assert [file.name for file in sources if hexes.search(file.read_text("utf-8"))] == []


@pytest.mark.parametrize("name", icon_names())
def test_every_icon_draws_in_the_colour_asked_for(qtbot, name):
    image = icon_pixmap(name, 18, QColor(200, 10, 20), 2.0).toImage()
    assert image.width() == 36
    drawn = [image.pixelColor(x, y) for x in range(36) for y in range(36) if image.pixelColor(x, y).alpha() > 250]
    assert drawn
    assert all(abs(colour.red() - 200) < 4 and colour.green() < 14 for colour in drawn)


@pytest.mark.parametrize("weight", [400, 500, 600, 700])
def test_the_bundled_inter_is_used_with_figures_of_one_width(theme, weight):
    font = theme.font(15, weight)
    assert QFontInfo(font).family() == "Inter"
    assert QFontInfo(font).weight() == weight
    metrics = QFontMetricsF(font)
    assert metrics.horizontalAdvance("1111") == pytest.approx(metrics.horizontalAdvance("0808"))


def test_large_strong_type_is_inter_display(theme):
    assert QFontInfo(theme.font(28, 600)).family() == "Inter Display"


def test_targets_are_never_smaller_than_their_pixels(theme):
    assert theme.mm(40, 10) >= 40
    assert theme.mm(10, 40) > 10


def test_parts_follow_a_change_of_theme(theme, qtbot, qapp):
    theme.apply(qapp)
    button = MainButton(theme, "Sign")
    qtbot.addWidget(button)
    button.resize(120, 40)
    for dark in (True, False):
        theme.set_dark(dark)
        assert button.grab().toImage().pixelColor(60, 4) == QColor(TOKENS["dark" if dark else "light"]["accent"])


def test_the_system_is_followed_until_somebody_chooses(theme, qapp, monkeypatch):
    hints = QGuiApplication.styleHints()

    def system_changes(dark):
        monkeypatch.setattr(ui.theme, "system_is_dark", lambda: dark)
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)

    theme.apply(qapp)
    theme.follow("system")
    system_changes(True)
    assert theme.dark
    theme.follow("light")
    system_changes(False)
    system_changes(True)
    assert not theme.dark
    theme.follow("system")
    assert theme.dark
    system_changes(False)
    assert not theme.dark


def test_the_look_is_chosen_on_the_screen_kept_and_given_at_once(theme, qtbot, qapp):
    theme.apply(qapp)
    card = LookCard(theme)
    qtbot.addWidget(card)
    card.show()
    press = {piece.text(): piece for piece in card.findChildren(ChoicePiece)}
    qtbot.mouseClick(press["Dark"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(press["115 %"], Qt.MouseButton.LeftButton)
    assert theme.dark
    assert chosen_look() == ScreenLook("dark", 115)
    qtbot.mouseClick(press["Dark"], Qt.MouseButton.LeftButton)
    assert (card.colours.value(), chosen_look()) == ("dark", ScreenLook("dark", 115))
    qtbot.mouseClick(press["Light"], Qt.MouseButton.LeftButton)
    assert not theme.dark


def test_a_look_that_cannot_be_read_is_the_usual_one():
    choose_look(ScreenLook("dark", 130))
    for words in ("", "{}", '{"colours": "pink", "text_percent": 100}', '{"colours": "dark", "text_percent": 9}', "[]"):
        place_of("look.json").write_text(words)
        assert chosen_look() == ScreenLook()


FOCUSABLE = {
    "main button": lambda theme: MainButton(theme, "Sign"),
    "plain button": lambda theme: PlainButton(theme, "Print label"),
    "small button": lambda theme: PlainButton(theme, "Fix", small=True),
    "link": lambda theme: LinkButton(theme, "Undo"),
    "icon button": lambda theme: IconButton(theme, "lock", "Lock"),
    "tap choice": lambda theme: TapChoice(theme, YES_NO, name="Smoker"),
    "place": lambda theme: PlaceTab(theme, "Today"),
    "allergies": AllergyBox,
    "person": lambda theme: PersonTile(theme, Worker("1", "Dr Rowan Sample", "Owner")),
    "field": lambda theme: FieldFrame(theme, QLineEdit(), unit="mm"),
}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("part", FOCUSABLE)
def test_the_focus_is_seen(theme, qtbot, part, dark):
    theme.set_dark(dark)
    holder = QWidget()
    qtbot.addWidget(holder)
    row = QVBoxLayout(holder)
    first, watched = PlainButton(theme, "Before"), FOCUSABLE[part](theme)
    for widget in (first, watched):
        row.addWidget(widget)
    holder.show()
    holder.activateWindow()
    qtbot.waitUntil(holder.isActiveWindow)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    without = watched.grab().toImage()
    watched.setFocus(Qt.FocusReason.TabFocusReason)
    ringed = watched.grab().toImage()
    dots = [(x, y) for x in range(ringed.width()) for y in range(ringed.height())]
    changed = sum(without.pixelColor(*dot) != ringed.pixelColor(*dot) for dot in dots)
    assert changed >= 2 * min(ringed.width(), ringed.height()), "a ring is at least as long as two short sides"


def test_a_choice_emits_only_for_people(theme, qtbot):
    choice = TapChoice(theme, YES_NO, name="Smoker")
    qtbot.addWidget(choice)
    choice.show()
    picked = []
    choice.picked.connect(picked.append)
    assert choice.value() is None
    choice.set_value(False)
    choice.set_options(YES_NO)
    assert choice.value() is False
    assert picked == []
    first, second, *_rest = choice.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)[-3:]
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert picked == [True, False, None]


def test_a_choice_answers_to_the_keyboard(theme, qtbot):
    choice = TapChoice(theme, YES_NO, name="Smoker", multiple=True)
    qtbot.addWidget(choice)
    picked = []
    choice.picked.connect(picked.append)
    qtbot.keyClick(choice, Qt.Key.Key_Right)
    qtbot.keyClick(choice, Qt.Key.Key_Space)
    qtbot.keyClick(choice, Qt.Key.Key_1)
    qtbot.keyClick(choice, Qt.Key.Key_Delete)
    assert picked == [(False,), (True, False), ()]


def test_choosing_moves_nothing(theme, qtbot):
    choice = TapChoice(theme, YES_NO)
    qtbot.addWidget(choice)
    before = choice.sizeHint()
    choice.set_value(True)
    assert choice.sizeHint() == before


def test_zero_and_no_are_different_answers(theme, qtbot):
    choice = TapChoice(theme, [(0, "0"), (1, "1")])
    qtbot.addWidget(choice)
    choice.set_value(False)
    assert choice.value() is None


def test_a_dot_is_no_signature(theme, qtbot):
    pad = SignaturePad(theme)
    qtbot.addWidget(pad)
    pad.resize(560, 190)
    assert not pad.is_signature()
    with qtbot.waitSignal(pad.changed):
        qtbot.mouseClick(pad, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    assert not pad.is_signature()


def test_strokes_of_a_hand_are_kept_and_shown_again(theme, qtbot):
    pad = SignaturePad(theme)
    qtbot.addWidget(pad)
    pad.resize(560, 190)
    qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    for step in range(1, 20):
        qtbot.mouseMove(pad, QPoint(100 + 10 * step, 100 + (step % 3) * 12))
    qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(290, 100))
    assert pad.is_signature()
    shown = SignaturePad(theme)
    qtbot.addWidget(shown)
    with qtbot.assertNotEmitted(shown.changed):
        shown.set_strokes(pad.strokes())
        shown.set_read_only(True)
        shown.clear()
    assert shown.strokes() == pad.strokes()
    assert shown.is_signature()


def test_a_field_keeps_its_geometry_in_every_state(theme, qtbot):
    frame = FieldFrame(theme, QLineEdit(), unit="mm")
    qtbot.addWidget(frame)
    before = frame.sizeHint(), frame.minimumSizeHint()
    for state in FieldState:
        frame.set_state(state)
        assert (frame.sizeHint(), frame.minimumSizeHint()) == before


def test_a_mark_never_covers_the_digits(theme, qtbot):
    line = QLineEdit("1180")
    line.setAlignment(Qt.AlignmentFlag.AlignRight)
    frame = FieldFrame(theme, line, unit="mmHg")
    qtbot.addWidget(frame)
    frame.show()
    frame.set_state(FieldState.HARD)
    for width in (90, 100, 110, 124, 200):
        frame.resize(width, frame.height())
        let_run(0)
        metrics = QFontMetricsF(line.font())
        left = line.x() + line.width() - metrics.horizontalAdvance("1180") - 3
        place, middle = frame.mark_place(), frame.height() / 2
        assert place.right() <= left or place.bottom() <= middle - metrics.capHeight() / 2, width


def test_allergies_that_do_not_fit_are_counted_not_cut(theme, qtbot):
    box = AllergyBox(theme, longest=220)
    qtbot.addWidget(box)
    everything = "penicillin (rash), latex (hives), lidocaine (faintness), chlorhexidine (burning)"
    box.set_allergies("known", everything)
    assert re.search(r"and \d more", box._shown)
    assert box.accessibleDescription() == everything


@pytest.mark.parametrize("width", [1366, 911, 700])
def test_the_banner_never_cuts_who_it_is(theme, qtbot, width):
    banner = PatientBanner(theme)
    qtbot.addWidget(banner)
    banner.resize(width, 56)
    banner.set_data(
        BannerData(
            "SAMPLE-LONGWOOD, Adelaide Wilhelmina (Ms)",
            born="14-Mar-1985 (41y)",
            gender="Female",
            patient_id="00123",
            weight="62 kg, today",
            visit="M-PRP, session 3 of 4",
            allergy_state="not_recorded",
            allergy_text="ask now",
        )
    )
    banner.show()
    banner.layout().activate()
    assert banner._allergies.geometry().right() <= width
    for pair in (banner._born, banner._gender, banner._id):
        assert pair.width() >= pair.sizeHint().width()
    assert banner._name.width() >= banner._name.minimumSizeHint().width()


def test_names_in_other_scripts_are_shown_in_silence(theme, qtbot):
    banner = PatientBanner(theme)
    qtbot.addWidget(banner)
    for name in ("Βάσω", "Волков", "منى, نور", "शर्मा, आशा", "שרה", "สมชาย"):
        banner.set_data(BannerData(name))
        assert not banner.grab().isNull()


def test_steps_are_chosen_with_the_keyboard(theme, qtbot):
    steps = StepList(theme)
    qtbot.addWidget(steps)
    steps.set_steps([Step("consent", "Consent", "here"), Step("draw", "Blood draw")])
    chosen = []
    steps.chosen.connect(chosen.append)
    steps.show()
    steps.activateWindow()
    steps._rows[0].setFocus()
    qtbot.waitUntil(steps._rows[0].hasFocus)
    qtbot.keyClick(steps._rows[0], Qt.Key.Key_Down)
    qtbot.keyClick(steps._rows[1], Qt.Key.Key_Return)
    assert chosen == ["draw"]


def test_a_toast_offers_undo_and_goes(theme, qtbot):
    toast = Toast(theme)
    qtbot.addWidget(toast)
    toast.show_message("Dose added 13:50:22", seconds=1)
    with qtbot.waitSignal(toast.expired, timeout=3000):
        assert toast.isVisibleTo(None)
    assert not toast.isVisible()


def test_every_part_has_a_name_to_speak(theme, qtbot):
    bar = TopBar(theme, [Place("today", "Today", "F3")])
    bar.set_saved("Saved 14:02:11")
    banner = PatientBanner(theme)
    banner.set_data(BannerData("SAMPLE, Ada (Ms)"))
    parts = [
        MainButton(theme, "Sign"),
        PlainButton(theme, "Print label"),
        LinkButton(theme, "Undo"),
        IconButton(theme, "lock", "Lock"),
        TapChoice(theme, YES_NO, name="Smoker"),
        WarningStrip(theme, "stop", "Dose too high", "Give less."),
        ComputedRow(theme, "Recovery", "PRP platelets ÷ blood platelets"),
        FindingRow(theme, "missing", "Kit lot"),
        SignaturePad(theme, name="Patient's signature"),
        StepList(theme),
        AllergyBox(theme),
        bar.finder.edit,
        bar.lock,
        bar.user,
        banner,
    ]
    for part in [bar, *parts]:
        qtbot.addWidget(part)
    assert [type(part).__name__ for part in parts if not part.accessibleName()] == []
