"""Photographs of the open visit: read on a worker one after the other, looked at, added, compared, taken out, undone."""

from collections import deque
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from charting.actions import photos
from charting.actions.pictures import LIST_SIDE, Picture, Pixels, pixels
from charting.dates import show_day, show_moment
from charting.errors import Known
from charting.records.clinic import Practitioner
from charting.records.photo import Photo
from charting.records.photograph import LEAST_VIEWS, VIEWS
from charting.records.visit import Visit
from charting.words import _, ngettext
from ui.chart_model import ChartModel
from ui.jobs import Job
from ui.views.describe import banner_of, visit_title
from ui.views.photo_check import Owner, Waiting
from ui.views.photos import PhotosView, Tile


@dataclass(frozen=True, slots=True)
class _Read:
    """A file as a worker read it: the picture and how it looks, or why it is not taken."""

    file: str
    picture: Picture | None = None
    pixels: Pixels | None = None
    refused: str = ""


class PhotoDesk(QObject):
    """Works on one visit at a time. What was begun for another visit is dropped, never added to this one."""

    def __init__(self, model: ChartModel, view: PhotosView, parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._view = model, view
        self._visit: Visit | None = None
        self._person: Practitioner | None = None
        self._turn = 0
        self._files: deque[Path] = deque()
        self._asked_view: str | None = None
        self._count = self._place = 0
        self._refusals: list[str] = []
        self._waiting: _Read | None = None
        self._current: Photo | None = None
        self._back = 0
        view.files_chosen.connect(self.take)
        view.chosen.connect(self._choose)
        view.check.confirmed.connect(self._add)
        view.check.left_out.connect(self._next)
        view.compare.turned.connect(self._turn_back)
        view.compare.removed.connect(self._remove)
        view.undo_pressed.connect(model.undo_stack.undo)

    def show_visit(self, visit: Visit, person: Practitioner) -> None:
        """Show the photographs of a visit; `person` adds them."""
        self.leave()
        self._visit, self._person = visit, person
        subtitle = f"{visit_title(visit)}, {show_moment(visit.opened_at)}"
        self._view.show_visit(subtitle, photos.refusal(visit, self._model.now().date()))
        self._current = next(iter(visit.photos), None)
        self.refresh()

    def leave(self) -> None:
        """Drop what waits to be looked at."""
        self._turn += 1
        self._files.clear()
        self._waiting = None
        self._refusals = []
        self._view.say_reading(0)
        self._view.show_strip_page()

    def take(self, paths: list[Path], view: str | None = None) -> None:
        """Begin to read files; each is asked about in turn. `view` was asked for, where a person asked for one."""
        if self._visit is None:
            return
        self.leave()
        self._view.clear_refusal()
        self._files.extend(paths)
        self._asked_view, self._count, self._place = view, len(paths), 0
        self._next()

    def refresh(self) -> None:
        """Show what the visit holds now."""
        visit = self._visit
        if visit is None:
            return
        if self._current not in visit.photos:
            self._current = next(iter(visit.photos), None)
        self._view.show_tiles(self._tiles(visit), self._current.id if self._current else "")
        self._show_compared()

    def put(self, visit: Visit, view: str, picture: Picture, person: Practitioner) -> Photo:
        """Add a picture and save; raises Known where it may not be added."""
        photo = photos.add_photo(self._model.chart, visit, view, picture, person, self._model.now())
        self._saved(visit, photo)
        return photo

    def take_out(self, photo: Photo) -> Picture:
        """Take a photograph out of a draft and save."""
        visit = photo.visit
        kept = photos.remove_photo(self._model.chart, photo)
        self._saved(visit, None)
        return kept

    def _saved(self, visit: Visit, photo: Photo | None) -> None:
        if visit.assessment is not None:
            self._model.tell(visit.assessment, "photographs")
        if self._model.save() and photo is not None:
            photos.let_go(self._model.chart, photo)
        if visit is self._visit:
            self._current = photo or self._current
            self._back = 0
            self.refresh()

    def _next(self) -> None:
        """Read the next file, or go back to the strip when there is none."""
        self._waiting = None
        if not self._files:
            self._view.say_reading(0)
            self._view.show_strip_page()
            if self._refusals:
                count = len(self._refusals)
                title = ngettext("{count} file was not taken", "{count} files were not taken", count)
                self._view.refuse(title.format(count=count), self._refusals)
            return
        path, turn = self._files.popleft(), self._turn
        self._place += 1
        self._view.say_reading(len(self._files) + 1)
        job = Job(lambda: _read(path), self)
        job.done.connect(lambda read: self._look_at(read, turn))
        job.failed.connect(_raise)
        job.start()

    def _look_at(self, read: _Read, turn: int) -> None:
        if turn != self._turn or self._visit is None:
            return
        if read.picture is None or read.pixels is None:
            self._refusals.append(read.refused)
            self._next()
            return
        self._waiting = read
        visit, picture = self._visit, read.picture
        doubts = tuple(photos.doubts(self._model.chart, visit, picture))
        told = [_("{width} × {height} pixels").format(width=picture.width, height=picture.height)]
        if picture.taken is not None:
            told.append(_("the camera says {moment}").format(moment=show_moment(picture.taken)))
        about = ", ".join(told) + "." + (f" {picture.remark}" if picture.remark else "")
        self._view.ask(
            self._owner(visit),
            Waiting(read.pixels, read.file, about, doubts, self._place, self._count, self._asked_view),
        )

    def _add(self, view: str) -> None:
        read, visit, person = self._waiting, self._visit, self._person
        if read is None or read.picture is None or visit is None or person is None:
            return
        try:
            self._model.undo_stack.push(_Added(self, visit, view, read.picture, person))
        except Known as refused:
            self._refusals.append(f"{read.file}: {refused}")
        else:
            self._view.say(_("{view} added").format(view=VIEWS.label(view)), undo=True)
        self._next()

    def _remove(self) -> None:
        photo, person = self._current, self._person
        if photo is None or person is None:
            return
        try:
            self._model.undo_stack.push(_TakenOut(self, photo, person))
        except Known as refused:
            self._view.refuse(_("Not taken out"), [str(refused)])
        else:
            self._view.say(_("Photograph taken out"), undo=True)

    def _choose(self, key: str) -> None:
        if self._visit is not None:
            self._current = next((photo for photo in self._visit.photos if photo.id == key), None)
            self._back = 0
            self._show_compared()

    def _turn_back(self, step: int) -> None:
        self._back += step
        self._show_compared()

    def _show_compared(self) -> None:
        visit, photo, compare = self._visit, self._current, self._view.compare
        assert visit is not None
        if photo is None:
            compare.caption("", "", older=False, newer=False, may_remove=False)
            compare.before.show_words(_("An earlier photograph of the same view stands here."))
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

    def _show_large(self, photo: Photo, frame: "PhotoFrame") -> None:
        what = _("{view}, photograph of {when}").format(view=VIEWS.label(photo.view), when=_when(photo))
        try:
            content = photos.content_of(self._model.chart, photo)
        except Known as refused:
            frame.show_words(str(refused))
            return
        frame.show_words(_("Opening the photograph"))
        frame.wanted = photo.id

        def show(made: Pixels) -> None:
            if frame.wanted == photo.id:
                frame.show_pixels(made, what)

        job = Job(lambda: pixels(content), self)
        job.done.connect(show)
        job.failed.connect(lambda error: frame.show_words(str(error)) if isinstance(error, Known) else _raise(error))
        job.start()

    def _tiles(self, visit: Visit) -> list[Tile]:
        chart, tiles = self._model.chart, []
        order = {choice.code: place for place, choice in enumerate(VIEWS)}
        for photo in sorted(visit.photos, key=lambda photo: (order.get(photo.view, len(order)), photo.added_at)):
            try:
                small = pixels(photos.small_of(chart, photo), LIST_SIDE)
            except Known:
                small = None
            tiles.append(Tile(photo.view, VIEWS.label(photo.view), photo.id, small))
        taken = {photo.view for photo in visit.photos}
        if visit.signed_at is None:
            lacking = (min(views, key=order.__getitem__) for views in LEAST_VIEWS.values() if not views & taken)
            tiles += [Tile(view, VIEWS.label(view)) for view in lacking]
        return tiles

    def _owner(self, visit: Visit) -> Owner:
        today = self._model.now().date()
        facts = banner_of(visit.course.patient, visit, today, False)
        return Owner(facts.name, facts.born, facts.patient_id, f"{facts.visit}, {show_day(visit.opened_at.date())}")
