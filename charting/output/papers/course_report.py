"""The course report: sessions, settings, doses and outcome of a course, for the patient's file and a colleague."""

from charting.output import course_report
from charting.output.declared import About, Audience, Document
from charting.output.particulars import about_record
from charting.output.styles import Kind
from charting.output.visit_paper import VisitPaper
from charting.words import _

TEMPLATE = ("course-report", "1.0")


def _about(paper: VisitPaper) -> About:
    return about_record(paper, _("Course report"), TEMPLATE, _("Clinic copy"))


DOCUMENT = Document(
    kind="course_report",
    title=_("Course report"),
    prefix="CR",
    audience=Audience.CLINIC,
    style=Kind.CLINICAL,
    needs=_("a session"),
    about=_about,
    why_not=course_report.why_not,
    lay=course_report.story,
    expected=course_report.expected_of,
    reads_course=True,
)
