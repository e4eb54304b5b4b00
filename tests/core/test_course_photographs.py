"""Photographs in the report of a course: pairs of one view, only as far as the patient agreed, small and bare."""

import hashlib
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from charting.output.course_photos import MOST_PAIRS
from charting.output.documents import build, gather
from charting.output.proof import read_back, says
from charting.output.visit_paper import VisitPaper
from charting.records.photo import Photo
from charting.records.photo_consent import PhotoSignature
from charting.records.photograph import Photograph
from charting.records.visit import Visit
from tests.core.test_documents import NOW, START, clinic, empty_visit
from tests.page_geometry import pages_of
from tests.photographs import MARK, jpeg, scene

WEEKS = 26


def course(*views: str, recognisable: bool = True, share: bool = False) -> list[Visit]:
    """Two visits half a year apart with photographs of these views, the patient agreed at both."""
    last = empty_visit()
    first = empty_visit()
    first.course, first.opened_at, first.session_number, last.session_number = (
        last.course,
        START - timedelta(weeks=WEEKS),
        1,
        2,
    )
    last.course.visits[:] = [first, last]
    for at, visit in enumerate((first, last)):
        visit.id = f"{at}" * 32
        agree(visit, recognisable=recognisable, share=share)
        for place, view in enumerate(views):
            take(visit, view, hue=7 * at + 2 * place)
    return [first, last]


def agree(visit: Visit, *, recognisable: bool, share: bool) -> None:
    assert visit.photo_consent is not None
    for scope in visit.photo_consent.scopes:
        scope.allowed = scope.scope == "clinical_record" or (share and scope.scope == "share_with_other_clinician")
        scope.identifiable = recognisable if scope.allowed else None
    visit.photo_consent.signatures[:] = [
        PhotoSignature(role=role, printed_name="Sample, Ada", method="wet", signed_at=visit.opened_at, position=place)
        for place, role in enumerate(("patient", "clinician"))
    ]


def take(visit: Visit, view: str, hue: int = 0, hair: str = "dry") -> Photo:
    content = jpeg(scene(2400, 1800, hue))
    digest = hashlib.sha256(content).hexdigest()
    photo = Photo(view=view, added_at=visit.opened_at, by="R Marlow", width=2400, height=1800, sha256=digest)
    photo.content = photo.small = content
    visit.photos.append(photo)
    assert visit.assessment is not None
    line = Photograph(view=view, sha256=digest, hair_state=hair, position=len(visit.assessment.photographs))
    line.lighting, line.distance_cm = "Ring light", None
    visit.assessment.photographs.append(line)
    return photo


def report(visits: list[Visit]) -> VisitPaper:
    return gather(visits[-1], clinic(), NOW, "R Marlow", course=True)


def printed(visits: list[Visit]) -> tuple[bytes, str]:
    pdf = build("course_report", report(visits))
    return pdf, "\n".join(read_back(pdf))


def pictures(pdf: bytes) -> list[tuple[str, bytes]]:
    """The colour space and the JPEG of each picture in the file."""
    found = []
    with pikepdf.open(BytesIO(pdf)) as document:
        for one in document.objects:
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image":
                out = BytesIO()
                assert pikepdf.PdfImage(one).extract_to(stream=out) == ".jpg"
                found.append((str(one.ColorSpace), out.getvalue()))
    return found


def test_a_view_of_two_visits_is_printed_as_a_pair_with_what_differs_first() -> None:
    visits = course("vertex")
    assert visits[1].assessment is not None
    visits[1].assessment.photographs[0].hair_state = "wet"
    pdf, text = printed(visits)
    assert len(pictures(pdf)) == 2
    assert says(text, "Not taken alike: hair dry, then wet. Not known whether taken alike: distance not recorded.")
    assert says(text, "Agreed to: own record only. Not to be handed on.")
    for page in pages_of(pdf):
        assert page.overlaps() == [] and page.headings_alone(10.6) == []
    before, caveat = text.index("22-May-2026"), text.index("Not taken alike")
    assert caveat < text.index("22-May-2026", caveat) and before < caveat  # it is the day of a session first


def test_what_is_only_not_known_is_not_told_as_a_difference() -> None:
    text = printed(course("vertex"))[1]
    assert says(text, "Not known whether taken alike: distance not recorded. Read with care.")
    assert not says(text, "Not taken alike")


def test_the_next_pair_stands_apart_from_the_captions_above() -> None:
    pages = pages_of(printed(course("vertex", "mid_scalp_part", "left_lateral"))[0])
    gaps = []
    for page in pages:
        tops = [box for box in page.boxes if box.words.startswith(("Vertex", "Mid-scalp", "Left side"))]
        captions = [box for box in page.boxes if "Ring light" in box.words]
        for top in tops:
            if above := [caption.foot for caption in captions if caption.foot > top.top]:
                gaps.append((min(above) - top.top) / top.size)
    assert gaps and min(gaps) > 1


def test_a_colleague_is_named_where_the_patient_agreed_to_one() -> None:
    assert says(printed(course("vertex", share=True))[1], "Agreed to: own record, another clinician. No other use.")


def test_pictures_are_grey_small_and_carry_nothing_of_the_camera() -> None:
    pdf, _text = printed(course("vertex", "mid_scalp_part", "occipital_donor"))
    found = pictures(pdf)
    assert len(found) == 2 * MOST_PAIRS
    for space, content in found:
        image = Image.open(BytesIO(content))
        assert (space, image.mode) == ("/DeviceGray", "L")
        assert image.width <= 660 and image.height <= 500
        assert not image.getexif() and not set(image.info) & {"exif", "xmp", "comment", "icc_profile"}
        assert MARK not in content
    assert MARK not in pdf
    assert len(pdf) < 500_000


def test_the_same_record_gives_the_same_bytes() -> None:
    paper = report(course("vertex"))
    assert build("course_report", paper) == build("course_report", replace(paper))


def test_at_most_three_pairs_the_others_are_named() -> None:
    visits = course("vertex", "mid_scalp_part", "front_hairline", "occipital_donor", "left_lateral")
    pdf, text = printed(visits)
    assert len(pictures(pdf)) == 2 * MOST_PAIRS
    assert says(text, "Also compared in the chart: Left side, Occipital donor area.")


def test_no_face_is_printed_of_a_patient_nobody_is_to_recognise() -> None:
    pdf, text = printed(course("vertex", "front_hairline", recognisable=False))
    assert len(pictures(pdf)) == 2
    assert says(text, "Not printed, because nobody is to recognise the patient: Frontal hairline.")


@pytest.mark.parametrize("refused", [0, 1])
def test_a_face_is_printed_only_as_far_as_each_visit_allows(refused: int) -> None:
    visits = course("vertex", "front_hairline")
    agree(visits[refused], recognisable=False, share=False)
    pdf, text = printed(visits)
    assert len(pictures(pdf)) == 2
    assert says(text, "Not printed, because nobody is to recognise the patient: Frontal hairline.")


def _never_asked(visits: list[Visit]) -> None:
    for visit in visits:
        assert visit.photo_consent is not None
        visit.photo_consent.signatures.clear()


def _taken_back(visits: list[Visit]) -> None:
    assert visits[1].photo_consent is not None
    for scope in visits[1].photo_consent.scopes:
        scope.withdrawn_on = START.date()


def _ended(visits: list[Visit]) -> None:
    for visit in visits:
        assert visit.photo_consent is not None
        for scope in visit.photo_consent.scopes:
            scope.expiry = date(2026, 6, 1)


def _refused_later(visits: list[Visit]) -> None:
    assert visits[1].photo_consent is not None
    for scope in visits[1].photo_consent.scopes:
        scope.allowed = False


@pytest.mark.parametrize("change", [_never_asked, _taken_back, _ended, _refused_later])
def test_without_consent_today_there_are_words_and_no_picture(change) -> None:  # type: ignore[no-untyped-def]
    visits = course("vertex")
    change(visits)
    pdf, text = printed(visits)
    assert pictures(pdf) == []
    assert says(text, "so none is printed.")


def test_a_picture_of_a_visit_whose_consent_was_taken_back_is_not_printed() -> None:
    visits = course("vertex")
    assert visits[0].photo_consent is not None
    for scope in visits[0].photo_consent.scopes:
        scope.withdrawn_on = START.date()
    pdf, text = printed(visits)
    assert pictures(pdf) == []
    assert says(text, "No view was photographed at two visits of this course.")


def test_one_visit_makes_no_pair() -> None:
    visits = course("vertex")
    visits[0].photos.clear()
    take(visits[1], "vertex", hue=3)
    pdf, text = printed(visits)
    assert pictures(pdf) == []
    assert says(text, "No view was photographed at two visits of this course.")


def test_a_damaged_picture_and_another_one_in_its_place_are_said() -> None:
    visits = course("vertex", "mid_scalp_part")
    cut = visits[0].photos[0]
    cut.content = cut.content[:2000]
    cut.sha256 = hashlib.sha256(cut.content).hexdigest()
    visits[1].photos[1].content = jpeg(scene(64, 64))
    pdf, text = printed(visits)
    assert pictures(pdf) == []
    assert says(text, "one of them is damaged")
    assert says(text, "1 picture is damaged.")
