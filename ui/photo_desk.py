"""Photographs into the open visit: read on a worker one by one, looked at, added, taken out, and all of it undone."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoCommand

from charting.actions import photos
from charting.actions.pictures import Picture, Pixels, pixels
from charting.dates import show_day, show_moment
from charting.errors import Known
from charting.records.clinic import Practitioner
from charting.records.photo import Photo
from charting.records.photograph import VIEWS
from charting.records.visit import Visit
from charting.words import _, ngettext
from ui.chart_model import ChartModel
from ui.jobs import Job
from ui.photo_seen import SeenPhotos
from ui.views.describe import banner_of, visit_title
from ui.views.photo_check import Owner, Waiting
from ui.views.photos import PhotosView


@dataclass(frozen=True, slots=True)
class _Read:
    """A file as a worker read it: the picture and how it looks, or why it is not taken."""

    file: str
    picture: Picture | None = None
    pixels: Pixels | None = None
    refused: str = ""


class PhotoDesk(QObject):
    """Works on one visit at a time. What was begun for another visit is dropped, never added to this one."""

    def __init__(
        self, model: ChartModel, view: PhotosView, at_work: Callable[[], Practitioner], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._model, self._view, self._at_work = model, view, at_work
        self._seen = SeenPhotos(model, view, self)
        self._visit: Visit | None = None
        self._turn = 0
        self._files: deque[Path] = deque()
        self._asked_view: str | None = None
        self._count = 0
        self._refusals: list[str] = []
        self._waiting: _Read | None = None
        view.files_chosen.connect(self.take)
        view.check.confirmed.connect(self._add)
        view.check.left_out.connect(self._next)
        view.compare.removed.connect(self._take_out)
        view.undo_pressed.connect(model.undo_stack.undo)

    def show_visit(self, visit: Visit) -> None:
        """Show the photographs of a visit."""
        self.leave()
        self._visit = visit
        subtitle = f"{visit_title(visit)}, {show_moment(visit.opened_at)}"
        self._view.show_visit(subtitle, photos.refusal(visit, self._model.now().date()))
        self._seen.show_visit(visit)

    def leave(self) -> None:
        """Drop what waits to be looked at."""
        self._turn += 1
        self._files.clear()
        self._waiting, self._refusals = None, []
        self._view.say_reading(0)
        self._view.show_strip_page()

    def take(self, paths: list[Path], view: str | None = None) -> None:
        """Begin to read files; each is asked about in turn. `view` is the one they were asked for, if any."""
        if self._visit is None:
            return
        self.leave()
        self._view.clear_refusal()
        self._files.extend(paths)
        self._asked_view, self._count = view, len(paths)
        self._next()

    def put(self, visit: Visit, view: str, picture: Picture) -> Photo:
        """Add a picture to a draft and save. Raises Known where it may not be added."""
        photo = photos.add_photo(self._model.chart, visit, view, picture, self._at_work(), self._model.now())
        self._after(visit, photo)
        return photo

    def take_away(self, photo: Photo) -> Picture:
        """Take a photograph out of a draft and save. Raises Known where it may not be taken out."""
        visit = photo.visit
        kept = photos.remove_photo(self._model.chart, photo)
        self._after(visit, None)
        return kept

    def refuse(self, why: str) -> None:
        """Say why something was not done."""
        self._view.refuse(_("Not done"), [why])

    def _after(self, visit: Visit, photo: Photo | None) -> None:
        if visit.assessment is not None:
            self._model.tell(visit.assessment, "photographs")
        if self._model.save() and photo is not None:
            photos.let_go(self._model.chart, photo)
        if visit is self._visit:
            self._seen.show_visit(visit, photo)

    def _next(self) -> None:
        """Read the next file; after the last one say what was not taken."""
        self._waiting = None
        self._view.say_reading(len(self._files))
        if not self._files:
            self._view.show_strip_page()
            if count := len(self._refusals):
                title = ngettext("{count} file was not taken", "{count} files were not taken", count)
                self._view.refuse(title.format(count=count), self._refusals)
            return
        path, turn = self._files.popleft(), self._turn
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
        picture, visit = read.picture, self._visit
        told = [_("{width} × {height} pixels").format(width=picture.width, height=picture.height)]
        if picture.taken is not None:
            told.append(_("taken {moment} by the camera’s clock").format(moment=show_moment(picture.taken)))
        doubts = tuple(photos.doubts(self._model.chart, visit, picture))
        place = self._count - len(self._files)
        about = " ".join(part for part in (", ".join(told) + ".", picture.remark) if part)
        waiting = Waiting(read.pixels, read.file, about, doubts, place, self._count, self._asked_view)
        self._view.ask(self._owner(visit), waiting)

    def _add(self, view: str) -> None:
        read, visit = self._waiting, self._visit
        if read is None or read.picture is None or visit is None:
            return
        picture = read.picture
        try:
            photo = self.put(visit, view, picture)
        except Known as refused:
            self._refusals.append(f"{read.file}: {refused}")
        else:
            self._model.undo_stack.push(_Added(self, lambda: self.put(visit, view, picture), photo))
            self._view.say(_("{view} added").format(view=VIEWS.label(view)), undo=True)
        self._next()

    def _take_out(self) -> None:
        photo, visit = self._seen.current, self._visit
        if photo is None or visit is None:
            return
        view = photo.view
        try:
            kept = self.take_away(photo)
        except Known as refused:
            self.refuse(str(refused))
            return
        self._model.undo_stack.push(_TakenOut(self, lambda: self.put(visit, view, kept), None))
        self._view.say(_("{view} taken out").format(view=VIEWS.label(view)), undo=True)

    def _owner(self, visit: Visit) -> Owner:
        facts = banner_of(visit.course.patient, visit, self._model.now().date(), False)
        return Owner(facts.name, facts.born, facts.patient_id, f"{facts.visit}, {show_day(visit.opened_at.date())}")


class _Added(QUndoCommand):
    """A photograph that was added; done already when it is pushed."""

    def __init__(self, desk: PhotoDesk, put: Callable[[], Photo], photo: Photo | None) -> None:
        super().__init__("photo")
        self._desk, self._make, self._photo = desk, put, photo
        self._pushed = False

    def redo(self) -> None:
        if self._pushed:
            self._there()
        self._pushed = True

    def undo(self) -> None:
        self._away()

    def _there(self) -> None:
        try:
            self._photo = self._make()
        except Known as refused:
            self._desk.refuse(str(refused))

    def _away(self) -> None:
        if self._photo is None:
            return
        try:
            self._desk.take_away(self._photo)
        except Known as refused:
            self._desk.refuse(str(refused))
        else:
            self._photo = None


class _TakenOut(_Added):
    def redo(self) -> None:
        if self._pushed:
            self._away()
        self._pushed = True

    def undo(self) -> None:
        self._there()


def _read(path: Path) -> _Read:
    """Fit for a worker thread."""
    try:
        picture = photos.load_photo(path)
        return _Read(path.name, picture, pixels(picture.content))
    except Known as refused:
        return _Read(path.name, refused=str(refused))


def _raise(error: Exception) -> None:
    raise error
