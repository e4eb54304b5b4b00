"""What the one hand does at a first visit and at a repeat visit, sheet by sheet."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from charting.actions.sign import points
from tests.ui.counted_visit import CONTROL, GOALS, DOCTOR, NURSE, PIN, ZONES, label
from ui.parts.scalp_map import ScalpMap

CAPACITY = ("capacity_understand", "capacity_retain", "capacity_weigh", "capacity_communicate")
PROCEDURES = ("m_prp", "topical_anaesthetic", "anaesthetic_injections", "blood_draw")
READY = (
    "oxygen_ready",
    "bag_valve_mask_ready",
    "defibrillator_ready",
    "lipid_20_pct_ready",
    "adrenaline_ready",
    "als_person_present",
    "iv_kit_ready",
)


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
    """Everything that is planned or said before anybody wears gloves."""
    visit = story.visit
    sheet = story.next_sheet("anaesthesia")
    for name in READY:
        story.give(sheet, **{name: True})
    cream = sheet.topicals[0]
    story.give(cream, applied_g="9", area_cm2="60", skin_intact=True, lot="PR-4471")
    for dose, volume in zip(sheet.doses, ("3", "2"), strict=True):
        story.give(dose, volume_ml=volume, side="both", lot="PR-9020", expiry="31-Dec-2027")
    story.confirm()
    prp = story.next_sheet("prp")
    story.give(
        prp,
        two_identifiers_confirmed=True,
        labelled_before_draw=True,
        one_patient_in_centrifuge=True,
        label_read_back_at="n",
        label_read_back_by=NURSE,
        draw_volume_ml="18",
        anticoagulant_ml="2",
        prp_prepared_by=NURSE,
        prp_responsible_prescriber=DOCTOR,
    )
    story.confirm()
    scan_kit(story, prp)
    prepared(story)
    needling = story.next_sheet("needling")
    story.give(needling, needle_length_mm="1.5", cartridge_single_use=True)
    if first:
        (drawn,) = (one for one in story.form.findChildren(ScalpMap) if one.isVisible())
        for code, depth in ZONES.items():
            story.tap_map(drawn, code)
            row = needling.zones[-1]
            story.give(row, depth_mm=depth, passes="4")
    story.confirm()
    application = story.next_sheet("application")
    story.confirm()
    gloved(story, application)


def prepared(story):
    """The topical, the draw, two spins: on the clocks of the rail, by whoever stands at the keyboard."""
    visit = story.visit
    story.hand.sheet = "clocks"
    story.at(9, 55)
    clock(story, "topical")
    story.at(10, 10)
    clock(story, "draw")
    story.at(10, 12)
    clock(story, "spin")
    story.at(10, 22)
    end(story, "spin")
    story.at(10, 23)
    clock(story, "spin")
    story.at(10, 33)
    end(story, "spin")
    story.hand.sheet = "prp"
    story.give(visit.prp, prp_volume_ml="4", appearance="straw_clear")
    story.hand.sheet = "clocks"
    end(story, "draw")
    story.at(10, 36)
    end(story, "topical")


def clock(story, kind):
    rail = story.main.visit.rail.clocks
    QTest.qWait(150)
    key = next(c.key for c in rail._clocks.values() if c.kind == kind and c.started is None)
    story.hand.click(start_button(rail, key))
    QTest.qWait(150)


def start_button(rail, key):
    return rail.starts.buttons[key]


def end(story, kind):
    rail = story.main.visit.rail.clocks
    QTest.qWait(150)
    key = next(c.key for c in rail._clocks.values() if c.kind == kind and c.running)
    story.hand.click(rail._rows[key].act)
    QTest.qWait(150)


def gloved(story, application):
    """The procedure itself, in glove mode."""
    story.hand.sheet = "glove mode"
    visit = story.visit
    story.keys(Qt.Key.Key_F11)
    for _dose in visit.anaesthesia.doses:
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
    if not application.zones:
        story.gloves("Zones as needled")
    story.later(1)
    story.gloves("PRP given from now")
    for zone in application.zones:
        plus_and_on(story, zone)
    story.gloves("Done")
    pain(story)
    story.gloves("None")
    story.keys(Qt.Key.Key_F11)


def scan_kit(story, prp):
    if needs_lot(story.visit):
        story.hand.scan_into(prp, "kit_udi", "(01)09506000134352(17)280630(10)PR-7731(21)" + prp.id[:6])


def needs_lot(visit):
    from charting.fields import fields_of

    return fields_of(type(visit.prp))["kit_lot"].needed(visit.prp)


def at(story):
    return story.main.glove._at.partition(":")[0]


def plus_and_on(story, zone):
    story.seconds += 5
    story.hand.press_key(Qt.Key.Key_6)
    story.main.glove.view.keys.settle()
    story.seconds += 5
    story.hand.press_key(Qt.Key.Key_Return)


def pain(story):
    for _point in range(2):
        story.seconds += 5
        story.hand.press_key(Qt.Key.Key_6)
        story.main.glove.view.keys.settle()
    story.seconds += 5
    story.hand.press_key(Qt.Key.Key_Return)


def the_rest(story, pain_then):
    visit = story.visit
    story.at(11, 40)
    story.hand.sheet = "prp"
    needling = story.next_sheet("needling")
    story.give(needling, sharps_disposed=True)
    after = story.next_sheet("after")
    row = story.hand.add(after, "reactions")
    story.give(row, moment="leaving", taken_at="n", erythema="1", bleeding="0", neuro="0", pain_nrs=pain_then)
    story.give(
        after, fit_to_leave=True, aftercare_given=True, aftercare_explained_by=NURSE, contact_given=True, left_at="n"
    )
    sheet = story.next_sheet("anaesthesia")
    story.give(sheet, observation_min_after_last_la="55")
    story.next_sheet("")
    story.give(visit, started_at="9:55", ended_at="n", note="Tolerated well; no faintness.")
    sign(story)


def sign(story):
    story.hand.sheet = "sign-off and papers"
    story.hand.looking_at = story.shell
    story.keys(Qt.Key.Key_F9)
    view = story.main.sign_off
    context = story.main.model.context()
    for point in points(story.visit, context):
        print("   point", point.open, point.finding.level.name, point.finding.what, "|", point.finding.why, "|", point.finding.field)
    for _warning in range(20):
        from PySide6.QtWidgets import QAbstractButton

        if not any(b.isVisible() and b.text() == "Accept" for b in view.findChildren(QAbstractButton)):
            break
        story.press("Accept", view)
    story.hand.click(view.next_card.take_session)
    story.hand.click(view.next_card.take_call)
    story.hand.sign(view.pad)
    story.enter(view.year, "1985")
    story.keys(Qt.Key.Key_Return)
    story.enter(view.secret, PIN)
    story.keys(Qt.Key.Key_Return)
    assert story.visit.signed_at is not None, view._why.text()
