"""Which photographs of a visit are on show: the strip, and the one in hand beside an earlier one of its view."""

from PySide6.QtCore import QObject

from charting.actions import photos
from charting.actions.pictures import LIST_SIDE, Pixels, pixels
from charting.dates import show_day
from charting.errors import Known
from charting.records.photo import Photo
from charting.records.photograph import LEAST_VIEWS, VIEWS
from charting.records.visit import Visit
from charting.words import _
from ui.chart_model import ChartModel
from ui.jobs import Job
from ui.parts.photo_frame import PhotoFrame
from ui.views.photos import PhotosView, Tile

_ORDER = {choice.code: place for place, choice in enumerate(VIEWS)}


class SeenPhotos(QObject):
    """Fills strip and comparison of one visit. `current` is the photograph in hand."""

    def __init__(self, model: ChartModel, view: PhotosView, parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._view = model, view
        self._visit: Visit | None = None
        self.current: Photo | None = None
        self._back = 0
        view.chosen.connect(self._choose)
        view.compare.turned.connect(self._turn)

    def show_visit(self, visit: Visit, current: Photo | None = None) -> None:
        """Show what a visit holds now, with `current` in hand, or the one that was, or the first."""
        kept = current or self.current
        in_order = _in_order(visit)
        self._visit, self._back = visit, 0
        self.current = kept if kept in in_order else next(iter(in_order), None)
        self._view.show_tiles(self._tiles(in_order, visit), self.current.id if self.current else "")
        self._compare(visit)

    def _choose(self, key: str) -> None:
        if self._visit is not None:
            self.current = next((photo for photo in self._visit.photos if photo.id == key), None)
            self._back = 0
            self._compare(self._visit)

    def _turn(self, step: int) -> None:
        self._back += step
        if self._visit is not None:
            self._compare(self._visit)

    def _compare(self, visit: Visit) -> None:
        photo, compare = self.current, self._view.compare
        if photo is None:
            compare.caption("", "", older=False, newer=False, may_remove=False)
            compare.before.show_words(_("An earlier photograph of the same view will stand here."))
            compare.now.show_words(_("No photographs in this visit yet."))
            return
        earlier = photos.earlier_photos(visit, photo.view)
        self._back = min(max(self._back, 0), max(len(earlier) - 1, 0))
        before = earlier[self._back] if earlier else None
        compare.caption(
            _("Before: {when}").format(when=_when(before)) if before else "",
            _("This visit: {view}").format(view=VIEWS.label(photo.view)),
            older=self._back + 1 < len(earlier),
            newer=self._back > 0,
            may_remove=visit.signed_at is None,
        )
        self._show_large(photo, compare.now)
        if before is None:
            compare.before.show_words(_("There is no earlier photograph of this view."))
        else:
            self._show_large(before, compare.before)

    def _show_large(self, photo: Photo, frame: PhotoFrame) -> None:
        key, what = photo.id, _("{view}, photograph of {when}").format(view=VIEWS.label(photo.view), when=_when(photo))
        try:
            content = photos.content_of(self._model.chart, photo)
        except Known as refused:
            frame.show_words(str(refused))
            return

        def refuse(error: Exception) -> None:
            if not isinstance(error, Known):
                raise error
            frame.show_words(str(error))

        frame.expect(key, _("Opening the photograph"))
        job = Job(lambda: pixels(content), self)
        job.done.connect(lambda made: frame.show_expected(key, made, what))
        job.failed.connect(refuse)
        job.start()

    def _tiles(self, in_order: list[Photo], visit: Visit) -> list[Tile]:
        tiles = [Tile(photo.view, VIEWS.label(photo.view), photo.id, self._small(photo)) for photo in in_order]
        if visit.signed_at is None:
            taken = {photo.view for photo in in_order}
            lacking = (min(views, key=_ORDER.__getitem__) for views in LEAST_VIEWS.values() if not views & taken)
            tiles += [Tile(view, VIEWS.label(view)) for view in lacking]
        return tiles

    def _small(self, photo: Photo) -> Pixels | None:
        try:
            return pixels(photos.small_of(self._model.chart, photo), LIST_SIDE)
        except Known:
            return None


def _in_order(visit: Visit) -> list[Photo]:
    return sorted(visit.photos, key=lambda photo: (_ORDER.get(photo.view, len(_ORDER)), photo.added_at, photo.id))


def _when(photo: Photo) -> str:
    """The day of the visit, which is what two photographs are compared by."""
    return show_day(photo.visit.opened_at.date())
