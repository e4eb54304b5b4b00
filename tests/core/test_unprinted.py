"""Papers given without printing, and the clinic's queue: reasons, roles, and what a file that is full does to them."""

import pytest

from charting.actions.open_prints import failed_count, give_up, open_prints
from charting.actions.paper_wish import place_after, row_and_column
from charting.actions.people import add_person
from charting.actions.print_jobs import (
    ask_to_print,
    handed_line,
    handed_out,
    handed_words,
    note_failed,
    note_sent,
    print_again,
)
from charting.actions.proving import BY_PASSWORD, Proven
from charting.actions.roles import NotAllowed
from charting.actions.unprinted import Given, give_unprinted
from charting.errors import Known
from charting.output.further_facts import LabelWish
from charting.records.audit_entry import audit_entry
from charting.records.clinic import FRONT_DESK
from charting.records.print_job import BY_HAND, BY_MAIL, DECLINED, FAMILY_DOCTOR
from charting.store.chart_session import NotSaved
from tests.core.test_print_jobs import (  # noqa: F401  the fixtures of the printing tests
    LATER,
    NOW,
    PAPER,
    WHO,
    WISH,
    chart,
    full,
    reopened,
    roomy,
    visit,
)


def owner(chart):  # noqa: F811
    return chart.practitioners()[0]


def test_a_file_given_by_hand_stands_on_the_visit_with_its_reason(chart, visit):  # noqa: F811
    give_unprinted(chart, visit, PAPER, Given(BY_HAND, "on her own stick", language="de"), owner(chart), NOW)
    again, visit = reopened(chart, visit)
    (given,) = handed_out(again, visit)
    words = handed_words(given)
    assert words == f"as a file, by hand to the patient, in German, 21-Nov-2026 14:03 by {WHO}: “on her own stick”"
    assert [document.sha256 for document in visit.documents] == [PAPER.sha256]
    assert handed_line(again, visit) == "handed out: Aftercare"
    verbs = again.orm.execute(audit_entry.select().where(audit_entry.c.verb == "handed_out")).all()
    assert len(verbs) == 1
    again.close()


def test_a_paper_nobody_wanted_is_not_handed_out(chart, visit):  # noqa: F811
    give_unprinted(chart, visit, PAPER, Given(DECLINED, "reads it on the web", FAMILY_DOCTOR), owner(chart), NOW)
    (given,) = handed_out(chart, visit)
    assert given.copies == 0
    assert handed_words(given).startswith("not wanted by the patient, ")
    assert handed_line(chart, visit) == ""


@pytest.mark.parametrize("given", [Given("", "a reason"), Given(BY_MAIL, " "), Given(BY_MAIL, "a reason", "nobody")])
def test_without_a_way_or_a_reason_nothing_is_written(chart, visit, given):  # noqa: F811
    with pytest.raises(Known):
        give_unprinted(chart, visit, PAPER, given, owner(chart), NOW)
    assert visit.documents == [] and handed_out(chart, visit) == []


def test_a_full_file_keeps_neither_paper_nor_deed(chart, visit):  # noqa: F811
    full(chart)
    big = type(PAPER)(PAPER.kind, PAPER.pdf * 10_000, 2, PAPER.number, PAPER.seal)
    with pytest.raises(NotSaved):
        give_unprinted(chart, visit, big, Given(BY_MAIL, "her own address"), owner(chart), NOW)
    roomy(chart)
    chart.save(LATER)
    assert visit.documents == [] and handed_out(chart, visit) == []


def test_the_queue_holds_what_failed_of_everybody_until_a_reason_is_given(chart, visit):  # noqa: F811
    failed, sent, waits = (ask_to_print(chart, visit, PAPER, WISH, WHO, NOW) for _time in range(3))
    note_failed(chart, failed, "no paper", NOW)
    note_sent(chart, sent, NOW)
    assert {state.job.id for state in open_prints(chart, {waits.id})} == {failed.id, waits.id}
    assert failed_count(chart, {waits.id}) == 1
    with pytest.raises(Known):
        give_up(chart, failed, " ", owner(chart), LATER)
    give_up(chart, failed, "handed over by mail", owner(chart), LATER)
    assert [state.job.id for state in open_prints(chart, {waits.id})] == [waits.id]
    note_sent(chart, waits, LATER)
    assert open_prints(chart) == []


def test_what_was_printed_again_left_the_queue_with_its_repeat(chart, visit):  # noqa: F811
    first = ask_to_print(chart, visit, PAPER, WISH, WHO, NOW)
    note_failed(chart, first, "no paper", NOW)
    second = print_again(chart, first, WISH, WHO, LATER)
    assert [state.job.id for state in open_prints(chart, {second.id})] == [second.id]
    note_sent(chart, second, LATER)
    assert open_prints(chart) == []


def test_the_front_desk_may_and_who_left_may_not(chart, visit):  # noqa: F811
    proven = Proven(owner(chart), NOW, BY_PASSWORD)
    desk = add_person(chart, proven, "Kim Sample", FRONT_DESK, "quiet lamps at noon", NOW)
    job = ask_to_print(chart, visit, PAPER, WISH, WHO, NOW)
    note_failed(chart, job, "no paper", NOW)
    desk.left_on = NOW.date()
    with pytest.raises(NotAllowed):
        give_up(chart, job, "a reason", desk, NOW)
    with pytest.raises(NotAllowed):
        give_unprinted(chart, visit, PAPER, Given(BY_MAIL, "a reason"), desk, NOW)
    desk.left_on = None
    give_up(chart, job, "a reason", desk, NOW)
    assert open_prints(chart) == []


def test_labels_go_on_where_the_last_ended():
    assert place_after(LabelWish(4, 3, first_place=5), "A4") == 12
    assert place_after(LabelWish(4, 3, first_place=22), "A4") == 5
    assert row_and_column(12, "A4") == (4, 3)
