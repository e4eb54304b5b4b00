"""The report of a course: five figures, the counts over time and how to read them, sessions, measurements, decision."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from reportlab.lib.colors import black
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from charting.dates import show_day
from charting.output.callouts import call_out
from charting.output.course_photos import said_of
from charting.output.field_grid import Field, field_grid
from charting.output.fonts import Face
from charting.output.further_facts import CourseFacts, MeasureRow, SessionRow, ShotPair
from charting.output.headings import heading, note, paragraph, title
from charting.output.info import DocumentInfo
from charting.output.marks import FRAME, HAIR, Mark
from charting.output.ruled_grid import RuledGrid
from charting.output.runs import Run, Words, not_recorded, runs, small, strong, warning
from charting.output.shots import is_whole, pair_of_shots
from charting.output.signature import Signature, signature_block
from charting.output.styles import MEASURE, Styles
from charting.output.tables import GREY, Column, table
from charting.output.text import Text
from charting.output.trend import Series, Trend
from charting.output.visit_paper import VisitPaper
from charting.results import show_decimal
from charting.words import _, ngettext

_SIGNATURE = 34 * mm


def story(styles: Styles, info: DocumentInfo, paper: VisitPaper) -> list[Flowable]:
    """The report as a story."""
    facts = _facts(paper)
    laid = title(styles, info, _lead(facts))
    laid += _figures(styles, facts)
    number = 1
    if len(counted := _counted(facts)) > 1:
        laid += [*heading(styles, _("Hair count at the marked site"), number, _("hairs for each cm²"), follows=80 * mm)]
        laid.append(KeepTogether([_chart(styles, facts, counted), note(styles, _where(counted))]))
        number += 1
    laid.append(call_out(styles, _("Read with care"), " ".join(_cautions(facts)), mark=Mark.WARNING))
    laid += heading(styles, _("Sessions"), number, _sessions_note(facts))
    laid += _sessions(styles, facts)
    if facts.measures:
        number += 1
        laid += heading(styles, _("Measurements"), number)
        laid.append(_measures(styles, facts))
    number += 1
    laid += _photographs(styles, facts, number)
    number += 1
    ending = [*heading(styles, _("Decision"), number, follows=_SIGNATURE)[1:], *_decision(styles, facts)]
    return [*laid, KeepTogether([*ending, _signature(styles, paper)])]


def expected_of(paper: VisitPaper) -> list[str]:
    """Every session, every measurement, the decision."""
    facts = _facts(paper)
    said = [facts.diagnosis, facts.decision, facts.reason, facts.sum_platelets, *facts.therapies]
    for row in facts.sessions:
        said += [show_day(row.day), row.deepest_mm, row.prp_ml, row.platelets, row.reaction]
    for measure in facts.measures:
        said += [show_day(measure.day), _whole(measure.all_hairs), _whole(measure.terminal)]
    return [*said, *said_of(facts.photos)]


def why_not(paper: VisitPaper) -> str:
    """A course without a session has nothing to report."""
    facts = paper.course_facts
    if facts is None:
        return _("The visits of this course have not been read. Ask for the report from the list of papers.")
    return "" if facts.sessions else _("This course has no session yet, so there is nothing to report.")


def _facts(paper: VisitPaper) -> CourseFacts:
    assert paper.course_facts is not None
    return paper.course_facts


def _lead(facts: CourseFacts) -> str:
    count = len(facts.sessions)
    sessions = ngettext("{count} session", "{count} sessions", count).format(count=count)
    if facts.planned:
        sessions = _("{sessions} of {planned} planned").format(sessions=sessions, planned=facts.planned)
    span = facts.until
    if facts.sessions:
        span = _("{first} to {last}").format(first=show_day(facts.sessions[0].day), last=facts.until)
    return "  ·  ".join(part for part in (f"{facts.label}, {sessions}", span, facts.diagnosis) if part)


def _figures(styles: Styles, facts: CourseFacts) -> list[Flowable]:
    """Five figures on one line; what nobody measured is said."""
    counted = _counted(facts)
    first = counted[0] if counted else None
    last = counted[-1] if len(counted) > 1 else None
    scored = next((row for row in reversed(facts.measures) if row.score), None)
    felt = next((row for row in reversed(facts.measures) if row.satisfaction or row.improvement_pct), None)
    cells = [
        (_("Hair count, start"), _figure(first), show_day(first.day) if first else ""),
        (_("Hair count, latest"), _figure(last), show_day(last.day) if last else ""),
        (_("Change"), *_change(first, last)),
        (_("Clinician’s score"), scored.score if scored else "", _blinding(scored)),
        (_("Patient’s view"), *_felt(felt)),
    ]
    drawn = [
        [
            Text(label, styles.small),
            Text(_big(value), styles.body.sized(15), space_before=1),
            Text(under, styles.small),
        ]
        for label, value, under in cells
    ]
    return [
        RuledGrid(
            [drawn],
            colWidths=[MEASURE / len(drawn)] * len(drawn),
            hAlign="LEFT",
            spaceBefore=0.6 * styles.l,
            style=[
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
                ("LEFTPADDING", (1, 0), (-1, -1), 2 * mm),
                ("RIGHTPADDING", (0, 0), (-1, -1), 1 * mm),
                ("LINEBEFORE", (1, 0), (-1, -1), HAIR, GREY),
                ("LINEABOVE", (0, 0), (-1, 0), FRAME, black),
                ("LINEBELOW", (0, -1), (-1, -1), FRAME, black),
            ],
        )
    ]


def _big(value: str) -> Words:
    """A figure with its unit small beside it."""
    if not value:
        return [Run(run.text, run.face, 0.6) for run in runs(not_recorded())]
    number, _space, unit = value.partition(" ")
    if not any(character.isdigit() for character in number):
        return Run(value, Face.SEMIBOLD, 0.72)
    return [strong(number), Run(f" {unit}", scale=0.6)] if unit else strong(number)


def _figure(row: MeasureRow | None) -> str:
    return f"{_whole(row.all_hairs)} /cm²" if row else ""


def _change(first: MeasureRow | None, last: MeasureRow | None) -> tuple[str, str]:
    if first is None or last is None or first.all_hairs is None or last.all_hairs is None:
        return "", ""
    change = last.all_hairs - first.all_hairs
    sign = "+" if change > 0 else ""
    part = ""
    if first.all_hairs:
        share = show_decimal(abs(change) * 100 / first.all_hairs, 1)
        part = _("{share} % of the first count").format(share=share)
    return f"{sign}{_whole(change)} /cm²", part


def _blinding(row: MeasureRow | None) -> str:
    if row is None:
        return _("from −3 to +3")
    state = {True: _("blinded"), False: _("not blinded"), None: _("blinding not recorded")}[row.blinded]
    return _("from −3 to +3, {state}").format(state=state)


def _felt(row: MeasureRow | None) -> tuple[str, str]:
    if row is None:
        return "", ""
    if row.improvement_pct:
        return f"{row.improvement_pct} %", row.satisfaction or _("better, in the patient’s judgement")
    return row.satisfaction, ""


def _counted(facts: CourseFacts) -> list[MeasureRow]:
    return [row for row in facts.measures if row.all_hairs is not None]


def _chart(styles: Styles, facts: CourseFacts, counted: Sequence[MeasureRow]) -> Flowable:

    every = tuple((row.day, row.all_hairs) for row in counted if row.all_hairs is not None)
    thick = tuple((row.day, row.terminal) for row in counted if row.terminal is not None)
    series = [Series(_("all hairs"), every), Series(_("thick (terminal)"), thick, dashed=True)]
    return Trend(styles, series, [row.day for row in facts.sessions])


def _where(counted: Sequence[MeasureRow]) -> str:
    sites = list(dict.fromkeys(row.site for row in counted if row.site))
    ways = list(dict.fromkeys(row.how for row in counted if row.how))
    triangles = _("Triangles: sessions.")
    site = _("Site: {site}.").format(site="; ".join(sites) or _("not recorded"))
    way = _("Counted with: {way}.").format(way="; ".join(ways) or _("not recorded"))
    return f"{triangles} {site} {way}"


def _cautions(facts: CourseFacts) -> Iterator[str]:
    """What else may have moved the count, from the record; without a comparison nothing here proves an effect."""
    counted = _counted(facts)
    if facts.therapies:
        yield _("Also used during the course: {what}.").format(what="; ".join(facts.therapies))
    if len(counted) == 1:
        yield _("One count only: no change can be read from it.")
    if len({row.site for row in counted}) > 1 or len({row.how for row in counted}) > 1:
        yield _("Counts were not all made at the same site in the same way, so they cannot be compared.")
    if any(row.score and row.blinded is not True for row in facts.measures):
        yield _("The score was not given by a rater who was blinded.")
    if facts.unsigned:
        words = ngettext("{count} visit is not signed yet.", "{count} visits are not signed yet.", facts.unsigned)
        yield words.format(count=facts.unsigned)
    yield _("One patient without a comparison group: a change cannot be put down to the treatment.")


def _sessions_note(facts: CourseFacts) -> Words:
    if any(row.warns for row in facts.sessions):
        return _("Triangle: share of the anaesthetic’s limit that warns")
    return ""


def _sessions(styles: Styles, facts: CourseFacts) -> list[Flowable]:
    columns: list[tuple[str, Column, Any]] = [
        ("", Column(_("No."), 9), lambda row: row.number),
        ("", Column(_("Date"), 24), lambda row: show_day(row.day)),
        ("deepest_mm", Column(_("Deepest"), 17, "mm", number=True), lambda row: row.deepest_mm),
        ("passes", Column(_("Passes"), 15, _("all zones"), number=True), lambda row: row.passes),
        ("prp_ml", Column(_("PRP"), 13, "mL", number=True), lambda row: row.prp_ml),
        ("platelets", Column(_("Platelets"), 19, _("billion"), number=True), lambda row: row.platelets),
        ("ratio", Column(_("Ratio"), 15, _("to blood"), number=True), lambda row: row.ratio),
        ("share_pct", Column(_("Anaesthetic"), 21, _("% of limit"), number=True), _share),
        ("pain", Column(_("Worst pain"), 17, "0–10", number=True), lambda row: row.pain),
        ("", Column(_("Events"), 36), lambda row: row.reaction or _("None recorded")),
    ]
    kept = [one for one in columns if not one[0] or any(getattr(row, one[0]) for row in facts.sessions)]
    rows: list[list[Words]] = [
        [shown(row) or not_recorded() for _name, _column, shown in kept] for row in facts.sessions
    ]
    sums = {"passes": facts.sum_passes, "prp_ml": facts.sum_prp_ml, "platelets": facts.sum_platelets}
    total: list[Words] = ["", _("All sessions"), *(sums.get(name, "") for name, _column, _shown in kept[2:])]
    summed = total if any(total[2:]) else None
    shown = table(styles, [column for _name, column, _shown in kept], rows, total=summed)
    if 0 < facts.platelets_known < len(facts.sessions):
        words = ngettext(
            "Platelets: of the {known} session whose count is known.",
            "Platelets: sum of the {known} sessions whose count is known.",
            facts.platelets_known,
        )
        return [shown, note(styles, words.format(known=facts.platelets_known))]
    return [shown]


def _share(row: SessionRow) -> Words:
    return warning(row.share_pct) if row.warns and row.share_pct else row.share_pct


def _measures(styles: Styles, facts: CourseFacts) -> Flowable:
    columns = [
        Column(_("Date"), 26),
        Column(_("All hairs"), 18, "/cm²", number=True),
        Column(_("Thick"), 16, "/cm²", number=True),
        Column(_("Mean shaft"), 20, "µm", number=True),
        Column(_("Grading"), 40),
        Column(_("Clinician’s score"), 24, _("−3 to +3"), number=True),
        Column(_("Patient"), 30),
    ]
    rows: list[list[Words]] = []
    for row in facts.measures:
        shaft = show_decimal(row.shaft_um, 1) if row.shaft_um is not None else ""
        score = row.score or small(_("not scored"))
        cells: list[Words] = [_whole(row.all_hairs), _whole(row.terminal), shaft, row.scale]
        rows.append([show_day(row.day), *(cell or not_recorded() for cell in cells), score, _view(row)])
    return table(styles, columns, rows)


def _photographs(styles: Styles, facts: CourseFacts, number: int) -> list[Flowable]:
    """Before and after of the same view; without the patient's consent no picture and no frame, but words."""
    photos = facts.photos
    laid = heading(styles, _("Photographs"), number, photos.agreed if photos.pairs else "")
    for pair in photos.pairs:
        if is_whole(pair.first.jpeg) and is_whole(pair.last.jpeg):
            laid.append(pair_of_shots(styles, pair))
        else:
            laid.append(paragraph(styles, [strong(f"{pair.view}: "), _damaged(pair)]))
    if photos.why_none:
        laid.append(paragraph(styles, photos.why_none))
    return [*laid, note(styles, photos.left_out)] if photos.left_out else laid


def _damaged(pair: ShotPair) -> str:
    words = _("the pictures of {first} and {last} cannot be shown: one of them is damaged.")
    return words.format(first=show_day(pair.first.day), last=show_day(pair.last.day))


def _view(row: MeasureRow) -> Words:
    said = [row.satisfaction, _("{part} % better").format(part=row.improvement_pct) if row.improvement_pct else ""]
    return ", ".join(part for part in said if part) or not_recorded()


def _decision(styles: Styles, facts: CourseFacts) -> list[Flowable]:
    if not facts.decision:
        return [paragraph(styles, _("Nothing has been decided yet."))]
    fields = [
        Field(_("Decision"), facts.decision, 4),
        Field(_("Decided on"), facts.decided_on or not_recorded(), 4),
        Field(_("Reason"), facts.reason or not_recorded(), 12),
    ]
    return field_grid(styles, fields)


def _signature(styles: Styles, paper: VisitPaper) -> Flowable:
    """A box for a pen: the report is read and signed when it is handed on."""
    name = paper.signature.name if paper.signature else ""
    return signature_block(
        styles, Signature(_("Responsible practitioner"), _("This report agrees with the records."), name)
    )


def _whole(value: Decimal | None) -> str:
    return "" if value is None else f"{value:.0f}"
