"""What the one hand does at a first visit and at a repeat visit, sheet by sheet."""

from PySide6.QtCore import Qt

from charting.actions.sign import points
from tests.ui.counted_visit import DOCTOR, GOALS, NURSE, PIN, ZONES, label
from tests.ui.waiting import let_run
from ui.parts.scalp_map import ScalpMap
from ui.parts.second_press import SECOND_PRESS_MS


def first_visit(story):
    story.at(9, 10)
    story.come_in()
    story.register()
    story.start()
    story.screening()
    assessed_first(story)
    consent_anew(story)
    prepare(story, first=True)
    gloved(story)
    the_rest(story, "1")


def repeat_visit(story):
    story.at(9, 10)
    story.come_in()
    story.open_expected("SAMPLE")
    story.start()
    story.screening()
    weighed(story)
    consent_again(story)
    prepare(story, first=False)
    gloved(story)
    the_rest(story, "2")


def weighed(story):
    sheet = story.next_sheet("assessment")
    story.hand.answer(sheet, "weight_kg", "64.5")
    story.hand.answer(sheet, "weight_source", "measured_today")
    if sheet.weight_date != story.clock.moment.date():
        story.hand.answer(sheet, "weight_date", "t")
    return sheet


def assessed_first(story):
    sheet = weighed(story)
    story.give(sheet, height_cm="168")
    grading = story.hand.add(sheet, "gradings")
    story.give(grading, scale="sinclair", grade="3")
    story.hand.answer(sheet, "photographs_refused", True)
    story.hand.answer(sheet, "photographs_refused_reason", "Not today")


def consent_anew(story):
    sheet = story.next_sheet("consent")
    story.give(sheet, basis="new", language="English", info_given_date="7-Nov-2026", free_text_goals=GOALS)
    story.together("Agreed to")
    story.give(sheet, blood_draw_ml="18", prp_manufactured_by=NURSE, prp_directed_by=DOCTOR)
    story.together("Understands")
    story.give(sheet, interpreter_used=False)
    for statement in sheet.statements:
        story.give(statement, accepted=True)
    story.at(9, 40)
    story.sign_and_seal(sheet, {"patient", "clinician"})


def consent_again(story):
    sheet = story.next_sheet("consent")
    story.together("Reconfirmed")
    story.sign_and_seal(sheet, {"patient"})


def prepare(story, first):
    """What is planned and confirmed before anybody wears gloves."""
    story.confirm_plan()
    sheet = story.next_sheet("anaesthesia")
    story.give(sheet.topicals[0], applied_g="9", area_cm2="60")
    for dose, volume in zip(sheet.doses, ("3", "2"), strict=True):
        story.give(dose, volume_ml=volume, side="both")
    story.together("All of these")
    if not first:
        return
    prp = story.next_sheet("prp")
    story.give(prp, anticoagulant_ml="2")
    needling = story.next_sheet("needling")
    story.give(needling, needle_length_mm="1.5")
    zones_chosen(story, needling)


def zones_chosen(story, needling):
    """The hairline by itself, the others alike: depth and passes of the last go to every zone that has none."""
    (drawn,) = (one for one in story.form.findChildren(ScalpMap) if one.isVisible())
    hairline, *others = ZONES
    story.tap_map(drawn, hairline)
    story.give(needling.zones[-1], depth_mm=ZONES[hairline])
    for code in others:
        story.tap_map(drawn, code)
    story.give(needling.zones[-1], depth_mm=ZONES[others[-1]], passes="4")
    story.together("Same for all zones")


def gloved(story):
    """In glove mode from the cream to the sharps: in by the last sheet that was confirmed, out by the last step."""
    story.hand.sheet = "glove mode"
    visit = story.visit
    if not story.main.glove.is_open():
        story.keys(Qt.Key.Key_F11)
    story.at(9, 55)
    story.scan(label("PR-4471"))
    story.gloves("Skin intact, topical on")
    story.at(10, 10)
    story.gloves("Yes")
    story.scan(label("PR-7731", visit.id[:6]))
    story.gloves("18 mL")
    story.at(10, 12)
    story.gloves("Only this patient's tubes")
    story.at(10, 23)
    story.gloves("Ran its 10 min, start spin 2 now")
    story.at(10, 34)
    story.gloves("End spin 2")
    story.gloves("Topical off now")
    prp_drawn_up(story)
    given(story)
    needled(story)
    applied(story)


def prp_drawn_up(story):
    """4 mL: as last time, or chosen among the usual volumes at a first visit."""
    story.gloves("PRP volume more")
    if story.visit.prp.prp_volume_ml is None:
        story.gloves("4 mL")
    assert story.visit.prp.prp_volume_ml == 4
    story.gloves("Straw, clear: ready now")


def given(story):
    """Two doses out of one vial, which is scanned once."""
    story.scan(label("PR-9020"))
    for _dose in story.visit.anaesthesia.doses:
        story.gloves("Aspirated, given now")
    story.at(10, 44)
    story.gloves("Numb")


def needled(story):
    story.scan(label("PR-2291", story.visit.id[:6]))
    story.gloves("New cartridge, start needling")
    for _zone in story.visit.needling.zones:
        story.later(3)
        story.gloves("Mild erythema")


def applied(story):
    """The time-out, the PRP as planned, pain and bleeding at the end, the sharps."""
    story.gloves("Yes")
    if story.visit.application.zones:
        story.gloves("Yes, PRP given from now")
    else:
        story.gloves("Yes")
        story.gloves("Zones as needled")
        story.later(1)
        story.gloves("PRP given from now")
    story.later(5)
    story.gloves("As planned: 0.8 mL each")
    story.seconds += 5
    story.hand.press_key(Qt.Key.Key_2)
    story.main.glove.view.keys.settle()
    story.gloves("None")
    story.gloves("Sharps disposed of")
    assert not story.main.glove.is_open()
    let_run(SECOND_PRESS_MS)  # a hand takes longer than that to leave the pad and to find a field
    story.hand.looking_at = story.form


def the_rest(story, pain_then):
    story.at(11, 40)
    after = story.next_sheet("after")
    story.together("None of these")
    story.give(after.reaction_at("leaving"), pain_nrs=pain_then, erythema="1")
    story.together("Given, explained")
    story.together("Fit to leave, leaves now")
    story.next_sheet("")
    story.give(story.visit, started_at="9:55", ended_at="n", note="Tolerated well; no faintness.")
    sign(story)


def sign(story):
    """The board, what comes next, PIN as signature; the papers go where the clinic has arranged it."""
    story.hand.sheet = "sign-off and papers"
    story.hand.looking_at = story.shell
    story.keys(Qt.Key.Key_F9)
    view = story.main.sign_off
    story.open_points = [p.finding for p in points(story.visit, story.main.model.context()) if p.open]
    story.hand.click(view.next_card.take_both)
    story.enter(view.year, "1985")
    story.enter(view.secret, PIN)
    story.keys(Qt.Key.Key_Return)
    assert story.visit.signed_at is not None, view._why.text()
    story.wait_for_papers()
