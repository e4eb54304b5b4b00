"""What the one hand does at a first visit and at a repeat visit, sheet by sheet."""

from PySide6.QtCore import Qt

from charting.actions.sign import points
from tests.ui.counted_visit import DOCTOR, GOALS, NURSE, PIN, ZONES, label
from ui.parts.scalp_map import ScalpMap

CAPACITY = ("capacity_understand", "capacity_retain", "capacity_weigh", "capacity_communicate")
PROCEDURES = ("m_prp", "topical_anaesthetic", "anaesthetic_injections", "blood_draw")


def first_visit(story):
    story.at(9, 10)
    story.come_in()
    story.register()
    story.start()
    story.copy_all()
    story.screening()
    assessed_first(story)
    consent_anew(story)
    prepare(story, first=True)
    the_rest(story, "1")


def repeat_visit(story):
    story.at(9, 10)
    story.come_in()
    story.find("samp")
    story.start()
    story.copy_all()
    story.screening()
    weighed(story)
    consent_again(story)
    prepare(story, first=False)
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
    story.give(
        sheet,
        basis="new",
        language="English",
        info_given_date="7-Nov-2026",
        free_text_goals=GOALS,
        procedure_set=PROCEDURES,
        blood_draw_ml="18",
        prp_manufactured_by=NURSE,
        prp_directed_by=DOCTOR,
        **dict.fromkeys(CAPACITY, True),
        interpreter_used=False,
    )
    for statement in sheet.statements:
        story.give(statement, accepted=True)
    story.at(9, 40)
    story.sign_and_seal(sheet, {"patient", "clinician"})


def consent_again(story):
    sheet = story.next_sheet("consent")
    story.give(sheet, basis="reconfirmed", reconfirm_change="nothing")
    story.give(
        sheet,
        language="English",
        confirms_consent_of="21-Nov-2026",
        procedure_set=PROCEDURES,
        prp_manufactured_by=NURSE,
        prp_directed_by=DOCTOR,
    )
    story.confirm()
    story.sign_and_seal(sheet, {"patient"})


def prepare(story, first):
    """What is planned and confirmed before anybody wears gloves; the blood, while the cream acts."""
    sheet = story.next_sheet("anaesthesia")
    story.press("All of these are at hand", story.form)
    story.give(sheet.topicals[0], applied_g="9", area_cm2="60")
    for dose, volume in zip(sheet.doses, ("3", "2"), strict=True):
        story.give(dose, volume_ml=volume, side="both")
    story.confirm()
    prp = story.next_sheet("prp")
    story.confirm()
    blood(story)
    story.hand.sheet = "prp"
    story.give(prp, draw_volume_ml="18", anticoagulant_ml="2", prp_volume_ml="4", appearance="straw_clear")
    story.hand.sheet = "clocks"
    end(story, "draw")
    story.at(10, 36)
    end(story, "topical")
    needling = story.next_sheet("needling")
    story.give(needling, needle_length_mm="1.5", cartridge_single_use=True)
    if first:
        (drawn,) = (one for one in story.form.findChildren(ScalpMap) if one.isVisible())
        for code, depth in ZONES.items():
            story.tap_map(drawn, code)
            row = needling.zones[-1]
            story.give(row, depth_mm=depth, passes="4")
    story.confirm()
    gloved(story)
    story.hand.sheet = "needling"
    story.give(needling, sharps_disposed=True)
    if story.visit.application.origins:
        story.next_sheet("application")
        story.confirm()


def blood(story):
    """In glove mode: the cream goes on, whose blood it is, the draw, two spins."""
    visit = story.visit
    story.hand.sheet = "glove mode"
    story.at(9, 55)
    story.keys(Qt.Key.Key_F11)
    story.scan(label("PR-4471"))
    story.gloves("Skin intact, topical on")
    story.at(10, 10)
    story.gloves("Yes")
    story.scan(label("PR-7731", visit.id[:6]))
    story.gloves("Blood out now")
    story.at(10, 12)
    story.gloves("Only this patient's tubes")
    story.at(10, 22)
    story.gloves("End spin 1")
    story.gloves("Start spin 2")
    story.at(10, 33)
    story.gloves("End spin 2")
    story.keys(Qt.Key.Key_F11)
    story.hand.looking_at = story.form


def end(story, kind):
    """Tap the end of a clock of the rail."""
    rail = story.main.visit.rail.clocks
    story.settle()
    key = next(c.key for c in rail._clocks.values() if c.kind == kind and c.running)
    story.hand.click(rail._rows[key].act)
    story.settle()


def gloved(story):
    """In glove mode: the blocks, the needling zone by zone, the time-out, the PRP, pain and bleeding."""
    story.hand.sheet = "glove mode"
    visit = story.visit
    story.keys(Qt.Key.Key_F11)
    for dose in visit.anaesthesia.doses:
        story.scan(label("PR-9020"))
        assert dose.lot == "PR-9020"
        story.gloves("Aspirated, given now")
    story.at(10, 44)
    story.gloves("Numb")
    story.scan(label("PR-2291", visit.id[:6]))
    story.gloves("Start needling")
    for _zone in visit.needling.zones:
        story.later(3)
        story.gloves("Mild erythema")
    story.gloves("End needling")
    story.gloves("Yes")
    story.gloves("Yes")
    if not visit.application.zones:
        story.gloves("Zones as needled")
    story.later(1)
    story.gloves("PRP given from now")
    for _zone in visit.application.zones:
        story.gloves("0.8 mL")
    story.gloves("Done")
    for _point in range(2):
        story.seconds += 5
        story.hand.press_key(Qt.Key.Key_6)
        story.main.glove.view.keys.settle()
    story.gloves("Next: bleeding")
    story.gloves("None")
    story.keys(Qt.Key.Key_F11)
    story.hand.looking_at = story.form


def the_rest(story, pain_then):
    story.at(11, 40)
    after = story.next_sheet("after")
    row = story.hand.add(after, "reactions")
    story.give(row, moment="leaving", taken_at="n", erythema="1", bleeding="0", neuro="0", pain_nrs=pain_then)
    story.give(after, fit_to_leave=True, aftercare_given=True, aftercare_explained_by=NURSE, contact_given=True)
    story.hand.sheet = "clocks"
    end(story, "observation")
    story.next_sheet("")
    story.give(story.visit, started_at="9:55", ended_at="n", note="Tolerated well; no faintness.")
    sign(story)


def sign(story):
    """The board, what comes next, the signature, and the papers as files."""
    story.hand.sheet = "sign-off and papers"
    story.hand.looking_at = story.shell
    story.keys(Qt.Key.Key_F9)
    view = story.main.sign_off
    story.open_points = [p.finding for p in points(story.visit, story.main.model.context()) if p.open]
    story.hand.click(view.next_card.take_session)
    story.hand.click(view.next_card.take_call)
    story.hand.sign(view.pad)
    story.enter(view.year, "1985")
    story.enter(view.secret, PIN)
    story.keys(Qt.Key.Key_Return)
    assert story.visit.signed_at is not None, view._why.text()
    story.save_pack(view.pack)
