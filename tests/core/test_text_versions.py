"""Texts the clinic owns: versions are added and confirmed, never changed; what was signed keeps its words."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from charting.actions.clinics import found_clinic
from charting.actions.patients import add_patient, start_course
from charting.actions.proving import BY_PASSWORD, Proven
from charting.actions.roles import NotAllowed
from charting.actions.texts import (
    body_of,
    check_body,
    confirm,
    confirm_example,
    history_of,
    newest,
    save_version,
    texts_of_clinic,
    why_not_confirm,
)
from charting.actions.visits import start_visit
from charting.context import Context
from charting.errors import Known
from charting.findings import Level
from charting.output.documents import build, gather, why_not
from charting.output.proof import read_back, says
from charting.records.base import findings
from charting.records.clinic import Clinic, Practitioner
from charting.records.clinic_texts import shipped_wording, versions_of, wording_in_force, wording_named
from charting.records.patient import Patient
from charting.records.text_version import TextVersion
from charting.store.chart_session import ChartSession
from charting.store.verify import verify
from charting.text_files import TEXTS
from charting.text_shapes import OWNED
from charting.texts import consent_text, languages, shipped

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
LATER = NOW + timedelta(days=28)
WORDS = "We keep the part that is rich in platelets."
OWN = "We keep only the part that holds most platelets."


@pytest.fixture
def chart(tmp_path):
    made = ChartSession.create(tmp_path, "correct horse", "Dr Rowan Sample")
    person = Practitioner(name="Dr Rowan Sample", qualification="MBBS", registration_number="GMC 0000000")
    found_clinic(made, Clinic(name="Sample Clinic", address="1 Sample Street", phone="01632 960000"), person)
    made.save(NOW)
    yield made
    made.close()


@pytest.fixture
def rowan(chart):
    return chart.practitioners()[0]


@pytest.fixture
def course(chart):
    patient = add_patient(chart, Patient(family_name="Sample", given_name="Ada", date_of_birth=date(1985, 3, 14)))
    return start_course(chart, patient, "M_PRP", NOW.date())


def written(chart, person, kind="consent", was=WORDS, now=OWN, *, major=False, at=NOW, begins=None, confirmed=True):
    before = newest(chart, kind, at.date())
    body = body_of(before.text)
    assert was in body
    version = save_version(
        chart,
        person,
        before,
        body.replace(was, now),
        major=major,
        effective_on=begins or at.date(),
        note="Plainer",
        now=at,
    )
    if confirmed:
        confirm(chart, Proven(person, at, BY_PASSWORD), version, at)
    chart.save(at)
    return version


def sign(chart, consent, at):
    """Make a consent one that counts: signed by both, sealed."""
    chart.save(at)
    consent.basis = "new"
    for signing in consent.signatures:
        signing.signed_at = at
    chart.save(at)
    consent.signed_at = at


def test_an_example_stands_until_a_version_is_confirmed(chart, rowan):
    assert wording_in_force(chart.orm, "consent", NOW.date()) == shipped_wording("consent")
    version = written(chart, rowan, confirmed=False)
    assert wording_in_force(chart.orm, "consent", NOW.date()).state == "Example text, not confirmed by this clinic"
    confirm(chart, Proven(rowan, NOW, BY_PASSWORD), version, NOW)
    chart.save(NOW)
    now = wording_in_force(chart.orm, "consent", NOW.date())
    assert now.name == "clinic-consent-en 1.0"
    assert now.state == "Text confirmed for this clinic by Dr Rowan Sample, MBBS, GMC 0000000, 21-Nov-2026"
    assert OWN in now.text
    assert wording_in_force(chart.orm, "consent", NOW.date() - timedelta(days=1)).template == "consent-mprp-en"


def test_a_version_waits_for_its_day(chart, rowan):
    written(chart, rowan, begins=LATER.date())
    assert not wording_in_force(chart.orm, "consent", NOW.date()).confirmed
    assert wording_in_force(chart.orm, "consent", LATER.date()).confirmed
    (listed,) = (one for one in texts_of_clinic(chart, NOW.date()) if (one.kind, one.language) == ("consent", "en"))
    assert listed.waiting is not None
    with pytest.raises(Known, match="past"):
        written(chart, rowan, was=OWN, now="x", begins=NOW.date() - timedelta(days=1))


def test_a_new_visit_reads_the_text_in_force_and_an_old_one_its_own(chart, course, rowan):
    before = start_visit(chart, course, "M_PRP", rowan, NOW)
    chart.save(NOW)
    written(chart, rowan, at=LATER)
    after = start_visit(chart, course, "M_PRP", rowan, LATER)
    chart.save(LATER)
    assert (before.consent.template_id, before.consent.template_version) == ("consent-mprp-en", "1.0")
    assert (after.consent.template_id, after.consent.template_version) == ("clinic-consent-en", "1.0")
    old, new = (
        read_back(build("consent", gather(v, chart.clinic(), LATER, "Dr Rowan Sample"))) for v in (before, after)
    )
    assert says(" ".join(old), WORDS)
    assert not says(" ".join(old), OWN)
    assert says(" ".join(new), OWN)
    assert all(says(page, "Example text, not confirmed by this clinic") for page in old)
    assert all(says(page, "Text confirmed for this clinic by Dr Rowan Sample") for page in new)
    assert says(new[0], "clinic-consent-en 1.0")


def test_statements_are_those_of_the_text_in_force(chart, course, rowan):
    written(chart, rowan, was="I had time to think. Nobody pressed me.", now="I had time to think. Nobody hurried me.")
    visit = start_visit(chart, course, "M_PRP", rowan, NOW)
    assert "I had time to think. Nobody hurried me." in [line.sentence for line in visit.consent.statements]


def test_what_was_given_is_kept_when_the_shipped_text_changes(chart, course, rowan, monkeypatch, tmp_path):
    visit = start_visit(chart, course, "M_PRP", rowan, NOW)
    chart.save(NOW)
    text = shipped("consent").replace("version: 1.0", "version: 2.0").replace(WORDS, OWN)
    monkeypatch.setattr(
        "charting.records.clinic_texts.shipped",
        lambda kind, language="en": text if kind == "consent" else shipped(kind, language),
    )
    assert wording_in_force(chart.orm, "consent", LATER.date()).version == "2.0"
    pages = " ".join(read_back(build("consent", gather(visit, chart.clinic(), LATER, "Dr Rowan Sample"))))
    assert says(pages, WORDS)
    assert not says(pages, OWN)


def test_risks_and_evidence_are_printed_as_they_were_told_when_the_consent_was_signed(
    chart, course, rowan, monkeypatch
):
    signed = signed_before(chart, course, rowan)
    changed = {
        "risks": shipped("risks")
        .replace("version: 1.0", "version: 1.1")
        .replace("Cold sores coming back.", "Cold sores."),
        "evidence": shipped("evidence")
        .replace("version: 1.0", "version: 1.1")
        .replace("Studies suggest", "Trials suggest"),
    }
    monkeypatch.setattr(
        "charting.records.clinic_texts.shipped",
        lambda kind, language="en": changed.get(kind) or shipped(kind, language),
    )
    fresh = start_visit(chart, course, "M_PRP", rowan, LATER)
    chart.save(LATER)
    old, new = (
        " ".join(read_back(build("consent", gather(visit, chart.clinic(), LATER, "Dr Rowan Sample"))))
        for visit in (signed, fresh)
    )
    assert says(old, "Cold sores coming back.")
    assert says(old, "Studies suggest")
    assert not says(new, "Cold sores coming back.")
    assert says(new, "Trials suggest")


def test_a_text_that_nobody_has_stops_the_consent_and_nothing_else(chart, course, rowan):
    visit = start_visit(chart, course, "M_PRP", rowan, NOW)
    visit.consent.template_version = "0.3"
    paper = gather(visit, chart.clinic(), NOW, "Dr Rowan Sample")
    assert "consent-mprp-en 0.3" in why_not("consent", paper)
    with pytest.raises(Known, match="0\\.3"):
        build("consent", paper)
    assert build("aftercare", paper)


def again(chart, course, rowan, at):
    """The next session, confirming the earlier consent: what the chart says of it."""
    visit = start_visit(chart, course, "M_PRP", rowan, at)
    visit.consent.basis = "reconfirmed"
    found = findings(visit.consent, Context.at(at))
    return [finding for finding in found if finding.rule == "consent-text-changed"]


def signed_before(chart, course, rowan):
    visit = start_visit(chart, course, "M_PRP", rowan, NOW)
    sign(chart, visit.consent, NOW)
    chart.save(NOW)
    return visit


def test_wording_alone_asks_nobody_again(chart, course, rowan):
    signed_before(chart, course, rowan)
    written(chart, rowan, at=LATER)
    assert again(chart, course, rowan, LATER) == []


def test_a_major_version_asks_for_consent_again(chart, course, rowan):
    signed_before(chart, course, rowan)
    written(chart, rowan, at=LATER, major=True)
    (finding,) = again(chart, course, rowan, LATER)
    assert finding.level is Level.STOP
    assert "clinic-consent-en 1.0" in finding.why


def test_a_major_version_counts_from_its_day_and_only_once(chart, course, rowan):
    written(chart, rowan)
    signed_before(chart, course, rowan)
    written(chart, rowan, was=OWN, now=WORDS, at=LATER, major=True, begins=LATER.date() + timedelta(days=7))
    assert again(chart, course, rowan, LATER) == []
    assert len(again(chart, course, rowan, LATER + timedelta(days=7))) == 1
    full = start_visit(chart, course, "M_PRP", rowan, LATER + timedelta(days=7))
    assert full.consent.template_version == "2.0"
    sign(chart, full.consent, LATER + timedelta(days=7))
    chart.save(LATER + timedelta(days=7))
    assert again(chart, course, rowan, LATER + timedelta(days=14)) == []


def test_a_major_change_of_the_shipped_example_counts_too(chart, course, rowan, monkeypatch):
    signed_before(chart, course, rowan)
    text = shipped("consent").replace("version: 1.0", "version: 2.0")
    monkeypatch.setattr(
        "charting.records.clinic_texts.shipped",
        lambda kind, language="en": text if kind == "consent" else shipped(kind, language),
    )
    assert len(again(chart, course, rowan, LATER)) == 1


def test_versions_count_up(chart, rowan):
    numbers = [written(chart, rowan).version]
    numbers.append(written(chart, rowan, was=OWN, now=WORDS).version)
    numbers.append(written(chart, rowan, major=True).version)
    assert numbers == ["1.0", "1.1", "2.0"]
    assert [version.version for version in history_of(chart, "consent", "en")] == ["2.0", "1.1", "1.0"]
    assert history_of(chart, "consent", "en")[0].based_on == "clinic-consent-en 1.1"


@pytest.mark.parametrize("kind", OWNED)
def test_the_example_of_every_kind_can_be_confirmed_as_it_is(chart, rowan, kind):
    for language in languages(kind):
        version = confirm_example(chart, Proven(rowan, NOW, BY_PASSWORD), kind, language, NOW)
        chart.save(NOW)
        assert body_of(version.text) == body_of(shipped(kind, language))
        assert wording_in_force(chart.orm, kind, NOW.date(), language).confirmed


def test_only_who_signs_and_is_registered_confirms(chart, rowan):
    version = written(chart, rowan, confirmed=False)
    for person in (
        Practitioner(name="Nurse Sample", role="assistant", registration_number="NMC 1"),
        Practitioner(name="Dr Sample", role="practitioner"),
        Practitioner(name="Dr Sample", role="practitioner", registration_number="1", left_on=NOW.date()),
    ):
        assert "may not confirm" in why_not_confirm(person)
        with pytest.raises(Known, match="may not confirm"):
            confirm(chart, Proven(person, NOW, BY_PASSWORD), version, NOW)
        with pytest.raises(Known, match="may not confirm"):
            confirm_example(chart, Proven(person, NOW, BY_PASSWORD), "consent", "en", NOW)
    assert version.confirmation is None


def test_an_assistant_writes_no_texts(chart, rowan):
    with pytest.raises(NotAllowed):
        written(chart, Practitioner(name="Nurse Sample", role="assistant"))


def test_a_text_with_a_fault_is_not_kept(chart, rowan):
    for now, told in (("There is no downtime.", "X7"), ("See {nowhere}.", "nowhere"), ("A 𓀀 here.", "U\\+13000")):
        with pytest.raises(Known, match=told):
            written(chart, rowan, now=now)
    with pytest.raises(Known, match="Nothing was changed"):
        written(chart, rowan, now=WORDS)
    assert history_of(chart, "consent", "en") == []


def test_a_version_is_never_changed_in_the_file(chart, rowan):
    version = written(chart, rowan)
    for statement in (
        "UPDATE text_version SET text = 'x'",
        "UPDATE text_version SET effective_on = '2020-01-01'",
        "DELETE FROM text_version",
        "UPDATE text_confirmation SET confirmed_by = 'x'",
        "DELETE FROM text_confirmation",
    ):
        with pytest.raises(sa.exc.IntegrityError, match="cannot change"):
            chart.orm.execute(sa.text(statement))
        chart.orm.rollback()
    assert wording_named(chart.orm, "consent", version.template, version.version).text == version.text


def test_verify_sees_a_text_changed_past_rootline(chart, rowan):
    written(chart, rowan)
    assert verify(chart.source, NOW).whole
    with chart._engine.begin() as raw:
        raw.exec_driver_sql("DROP TRIGGER locked_text_version_update")
        raw.exec_driver_sql("UPDATE text_version SET text = replace(text, 'most', 'all')")
    report = verify(chart.source, NOW)
    assert any("changed past Rootline" in trouble.what and "Text" in trouble.where for trouble in report.troubles)


def test_the_trail_says_who_wrote_and_who_confirmed_without_the_whole_text(chart, rowan):
    written(chart, rowan)
    rows = chart.orm.execute(sa.text("SELECT verb, said FROM audit_entry WHERE record LIKE 'text_%'")).all()
    assert [verb for verb, _said in rows] == ["settings", "settings"]
    said = " ".join(words for _verb, words in rows)
    assert "Dr Rowan Sample" in said
    assert OWN not in said


def test_lines_are_told_as_they_stand_in_the_editor():
    body = body_of(shipped("consent"))
    broken = body.replace("No offer ends today.", "Needling is painless.")
    checked = check_body("consent", "en", broken)
    line = next(number for number, words in enumerate(broken.split("\n"), 1) if "painless" in words)
    assert [problem.line for problem in checked.problems if problem.blocks] == [line]
    assert check_body("consent", "en", body).usable


def test_why_no_patient_may_read_it_is_said_in_words():
    broken = body_of(shipped("consent")).replace("No offer ends today.", "Needling is painless.")
    said = [problem.words for problem in check_body("consent", "en", broken).problems if problem.blocks]
    assert said == ["No patient may read “painless”: absolute, some people feel pain (X6)."]


@pytest.mark.parametrize("kind", OWNED)
def test_the_shipped_texts_are_read_with_ease(kind):
    checked = check_body(kind, "en", body_of(shipped(kind)))
    assert checked.problems == ()
    assert checked.reading.age <= 12, checked.reading.summary()


def test_hard_sentences_are_listed_and_keep_nothing_from_use():
    hard = "Subsequently " + " and ".join(["considerable inflammatory complications"] * 8) + " materialise."
    body = body_of(shipped("consent")).replace(WORDS, hard)
    checked = check_body("consent", "en", body)
    assert checked.usable
    assert any("hard sentence" in problem.words for problem in checked.problems)


def test_the_texts_of_one_version_are_found_by_name_only(chart, rowan):
    assert wording_named(chart.orm, "consent", "consent-mprp-en", "1.0").text == (
        TEXTS / "en" / "consent.md"
    ).read_text(encoding="utf-8")
    assert wording_named(chart.orm, "consent", "consent-mprp-en", "9.0") is None
    assert wording_named(chart.orm, "aftercare", "consent-mprp-en", "1.0") is None
    assert versions_of(None, "consent") == []
    assert consent_text().template_id == "consent-mprp-en"
    assert chart.orm.query(TextVersion).count() == 0


def test_what_is_kept_is_kept_once(chart, course, rowan):
    for day in range(3):
        start_visit(chart, course, "M_PRP", rowan, NOW + timedelta(days=day))
        chart.save(NOW + timedelta(days=day))
    kept = [version.name for version in chart.orm.query(TextVersion)]
    assert len(kept) == len(set(kept)) == 5


def test_a_translation_that_loses_a_number_is_told_and_may_be_kept(chart, rowan):
    based_on = newest(chart, "aftercare", NOW.date(), "de")
    body = body_of(based_on.text)
    changed = body.replace("Nie mehr als 8 Tabletten", "Nie mehr als viele Tabletten", 1)
    whole, lost = (
        [p for p in check_body("aftercare", "de", text, based_on.source().translation_of).problems if p.about]
        for text in (body, changed)
    )
    assert whole == []
    [problem] = lost
    assert problem.about == "Differs from the original"
    assert not problem.blocks
    assert "other numbers than in the original" in problem.words
    kept = save_version(chart, rowan, based_on, changed, major=False, effective_on=NOW.date(), note="", now=NOW)
    assert kept.version == "1.0"


def test_a_text_of_its_own_is_compared_with_no_original(chart):
    body = body_of(newest(chart, "aftercare", NOW.date()).text).replace("24", "many", 1)
    assert not any(problem.about for problem in check_body("aftercare", "en", body).problems)
