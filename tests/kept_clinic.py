"""A clinic with a signed visit, a draft, photographs and kept papers, and what its file holds row for row."""

from contextlib import closing
from datetime import date, datetime, timedelta

from sqlcipher3 import dbapi2 as sqlcipher

from charting.actions.clinics import found_clinic
from charting.actions.paper_keys import paper_key
from charting.actions.papers import PRINTED, Finished, keep_paper
from charting.actions.patients import add_patient, start_course
from charting.actions.photos import add_photo, read_photo, remove_photo
from charting.actions.proving import BY_PASSWORD, Proven
from charting.actions.sign import sign_visit
from charting.actions.visits import start_visit
from charting.context import Context
from charting.output.documents import build, gather, number_of
from charting.records.clinic import Clinic, Practitioner
from charting.records.patient import Patient
from charting.records.photo_consent import PhotoConsent, blank_scopes
from charting.records.visit import Visit
from charting.store.chart_session import CHART, ChartSession
from tests.photographs import allow_photographs, jpeg, scene

TODAY = datetime(2026, 11, 21, 14, 2).astimezone()
YESTERDAY = TODAY - timedelta(days=1)
PASSWORD = "correct horse battery"


def found(folder, *, with_paper_key=True):
    """The clinic as it was yesterday evening, open: a signed review and a draft, a photograph each, a paper kept."""
    chart = ChartSession.create(folder, PASSWORD, "Dr Rowan Sample")
    clinic = Clinic(name="Sample Clinic", address="1 Sample Street", phone="01632 960000")
    person = Practitioner(name="Dr Rowan Sample", qualification="MBBS", registration_number="GMC 0000000")
    found_clinic(chart, clinic, person)
    if with_paper_key:  # as the first window on a clinic makes it
        paper_key(chart, YESTERDAY)
    ada = Patient(
        family_name="Sample",
        given_name="Ada",
        date_of_birth=date(1985, 3, 14),
        sex_at_birth="female",
        allergy_status="none_known",
        allergies_asked_on=YESTERDAY.date(),
    )
    course = start_course(chart, add_patient(chart, ada), "MN", YESTERDAY.date())
    signed = Visit(kind="review", opened_at=YESTERDAY, practitioner=person.signature_line())
    course.visits.append(signed)
    signed.photo_consent = PhotoConsent(scopes=blank_scopes())
    draft = start_visit(chart, course, "MN", person, YESTERDAY)
    for hue, visit in enumerate((signed, draft)):
        allow_photographs(visit, YESTERDAY)
        chart.save(YESTERDAY)
        add_photo(chart, visit, "vertex", read_photo(jpeg(scene(hue=hue))), person, YESTERDAY)
    sign_visit(chart, signed, Proven(person, YESTERDAY, BY_PASSWORD), None, Context.at(YESTERDAY))
    print_summary(chart, signed, YESTERDAY)
    chart.save(YESTERDAY)
    return chart


def go_on(chart):
    """What happens today: the draft's photograph is taken out, another patient comes, another paper is printed."""
    draft = next(visit for visit in visits(chart) if visit.signed_at is None)
    remove_photo(chart, draft.photos[0])
    add_patient(chart, Patient(family_name="Sample", given_name="Bea"))
    chart.save(TODAY)
    print_summary(chart, next(visit for visit in visits(chart) if visit.signed_at is not None), TODAY)


def visits(chart):
    (course,) = (course for patient in chart.orm.query(Patient) for course in patient.courses)
    return course.visits


def print_summary(chart, visit, now):
    paper = gather(visit, chart.clinic(), now, "Dr Rowan Sample", chart.seal())
    pdf = build("chart_summary", paper)
    number = number_of("chart_summary", paper)
    return keep_paper(
        chart, visit, Finished("chart_summary", pdf, 1, number, paper.seal), PRINTED, "Dr Rowan Sample", now
    )


def rows_of(folder, key):
    """Every row of every table, pictures and papers with their bytes; the audit trail in its order."""
    with closing(sqlcipher.connect(str(folder / CHART), isolation_level=None)) as raw:
        raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        raw.execute("PRAGMA query_only = ON")
        names = raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        held = {name: raw.execute(f"SELECT * FROM {name}").fetchall() for (name,) in names}
    return {name: rows if name == "audit_entry" else sorted(rows, key=repr) for name, rows in held.items()}


def alike(before, after):
    """Whether two charts hold the same, the entries aside that opening and closing wrote at the trail's end."""
    trail = len(before["audit_entry"])
    same = {name for name in before if name != "audit_entry" and before[name] == after[name]}
    assert same == before.keys() - {"audit_entry"}, sorted(before.keys() - same)
    assert after["audit_entry"][:trail] == before["audit_entry"]
    return [row[5] for row in after["audit_entry"][trail:]]
