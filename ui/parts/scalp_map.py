"""The scalp map: four views of the head, its zones or nerve points to be tapped or walked with arrows."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from charting.catalogue_scalp import scalp_map
from charting.words import _
from ui.parts.scalp_paint import Scene, paint_points, paint_sides, paint_view
from ui.parts.scalp_paths import Drawing, Square, nearest_point, zone_at
from ui.parts.scalp_shown import DONE, PointShown, ZoneShown, parts_shown
from ui.parts.scalp_targets import Targets
from ui.theme import Theme

SIDE = 288
SMALL_VIEWS = ("left", "back", "right")
_GAP = 10
_TITLE = 18
_REACH_MM = 2.0
_POINT_MM = 5.0
_NONE = ("", "")


class ScalpMap(QWidget):
    """Zones in their states with their numbers. `names` are the zones that may be chosen, in words.

    With `nerves`, names of nerves by code, the zones are only drawn and the points on either side are chosen.
    `small_views` draws left, back and right under the top view.
    """

    zone_chosen = Signal(str)
    point_chosen = Signal(str, str)

    def __init__(
        self,
        theme: Theme,
        names: Mapping[str, str],
        *,
        nerves: Mapping[str, str] | None = None,
        small_views: bool = True,
        side: int = SIDE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._names, self._nerves = theme, dict(names), dict(nerves or {})
        self._small, self._side = small_views, side
        self._catalogue = scalp_map()
        self._scene = Scene(self._catalogue, numbered=not self._nerves)
        self._zones: dict[str, ZoneShown] = {}
        self._was: dict[str, ZoneShown] = {}
        self._points: dict[tuple[str, str], PointShown] = {}
        self._chosen_point = _NONE
        self._with_sub_zones = False
        self._drawings: dict[str, Drawing] = {}
        self._targets = Targets(self)
        self.setAccessibleName(_("Nerve points") if self._nerves else _("Scalp map"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self._draw()

    def show_zones(self, zones: Mapping[str, ZoneShown], chosen: str) -> None:
        """Show the worked zones by code, and which of them is in hand."""
        if (dict(zones), chosen) == (self._zones, self._scene.chosen):
            return
        self._zones, self._scene.chosen = dict(zones), chosen
        self._scene.parts = parts_shown(self._catalogue, zones)
        self._settle()

    def show_beneath(self, zones: Mapping[str, ZoneShown]) -> None:
        """Lay an earlier visit beneath; no zones take it away."""
        if dict(zones) == self._was:
            return
        self._was = dict(zones)
        self._scene.beneath = parts_shown(self._catalogue, zones)
        self._settle()

    def show_points(self, points: Mapping[tuple[str, str], PointShown], chosen: tuple[str, str]) -> None:
        """Show the doses by nerve and side, and which of them is in hand."""
        if (dict(points), chosen) == (self._points, self._chosen_point):
            return
        self._points, self._chosen_point = dict(points), chosen
        self._settle()

    def show_sub_zones(self, shown: bool) -> None:
        """Draw the sub-zones over their zones, to be chosen; those in use are always drawn."""
        self._with_sub_zones = shown
        self._settle()

    def set_small_views(self, shown: bool) -> None:
        """Draw left, back and right, or only the top."""
        if shown != self._small:
            self._small = shown
            self._draw()
            self.updateGeometry()

    def label_point(self, code: str) -> QPointF:
        """Where the label of a zone stands on this widget. Raises StopIteration for a zone that is not drawn."""
        return next(placed.label for d in self._drawings.values() if (placed := d.placed(code)) is not None)

    def sizeHint(self) -> QSize:
        small = _GAP + self._small_side() + _TITLE if self._small else 0
        return QSize(self._side, round(self._side + small))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        focused = self._targets.focused()
        self._scene.focused = "" if self._nerves else focused
        with QPainter(self) as painter:
            for name, drawing in self._drawings.items():
                paint_view(painter, self._theme, drawing, self._scene, numbers=name == "top")
                if name != "top":
                    self._write_title(painter, drawing)
            top = self._drawings.get("top")
            if top is None:
                return
            paint_sides(painter, self._theme, top.square)
            if self._nerves:
                here = _nerve(focused) if focused else _NONE
                paint_points(painter, self._theme, top, self._catalogue, self._points, self._chosen_point, here)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._scene.pressed = self._hit(event.position())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._scene.pressed = self._scene.pressed, ""
        self.update()
        if pressed and pressed == self._hit(event.position()):
            self._targets.make_home(pressed)
            self._choose(pressed)

    def _hit(self, at: QPointF) -> str:
        if self._nerves:
            reach = self._theme.mm(18, _POINT_MM, self.screen())
            found = nearest_point(self._nerve_places(), at, reach)
            return _key(*found) if found else ""
        code = zone_at(self._drawings.values(), at, self._sub_zones())
        return code if code in self._names or code in self._zones else ""

    def _choose(self, key: str) -> None:
        if self._nerves:
            self.point_chosen.emit(*_nerve(key))
        else:
            self.zone_chosen.emit(key)

    def _small_side(self) -> float:
        return (self._side - 2 * _GAP) / len(SMALL_VIEWS)

    def _draw(self) -> None:
        """Place every view; paths are kept until the size changes."""
        reach = self._theme.mm(0, _REACH_MM, self.screen())
        views = self._catalogue.views
        self._drawings = {"top": Drawing(views["top"], Square(0, 0, self._side), reach)}
        if self._small and not self._nerves:
            side = self._small_side()
            for at, name in enumerate(SMALL_VIEWS):
                square = Square(at * (side + _GAP), self._side + _GAP, side)
                self._drawings[name] = Drawing(views[name], square, reach)
        self._settle()

    def _settle(self) -> None:
        """Bring targets and names in line with what is shown."""
        self._scene.sub_zones = frozenset(self._sub_zones())
        for target in self._targets.place(self._places()):
            target.moved.connect(self._targets.move)
            target.pressed.connect(self._choose)
            target.focus_changed.connect(self.update)
        for key in self._targets.all_keys():
            self._targets.say(key, self._point_words(*_nerve(key)) if self._nerves else self._zone_words(key))
        self.update()

    def _sub_zones(self) -> set[str]:
        used = {*self._zones, *self._was}
        every = {code for view in self._catalogue.views.values() for code in view.sub_zones}
        return {code for code in every if code in used or (self._with_sub_zones and code in self._names)}

    def _places(self) -> dict[str, QRect]:
        if self._nerves:
            return {
                _key(*point): QRectF(at.x() - 9, at.y() - 9, 18, 18).toRect()
                for point, at in self._nerve_places().items()
            }
        found: dict[str, QRect] = {}
        for drawing in self._drawings.values():
            shown = {**drawing.zones, **{c: p for c, p in drawing.sub_zones.items() if c in self._sub_zones()}}
            for code, placed in shown.items():
                if code not in found and (code in self._names or code in self._zones):
                    size = placed.path.boundingRect().size()
                    found[code] = QRectF(
                        placed.label.x() - size.width() / 2, placed.label.y() - size.height() / 2, *size.toTuple()
                    ).toRect()
        return found

    def _nerve_places(self) -> dict[tuple[str, str], QPointF]:
        top = self._drawings.get("top")
        if top is None:
            return {}
        return {
            (nerve.code, side): top.square.point(at)
            for nerve in self._catalogue.nerves.values()
            if nerve.code in self._nerves
            for side, at in (("left", nerve.left), ("right", nerve.right))
        }

    def _zone_words(self, code: str) -> str:
        shown, said = self._zones.get(code), [self._names.get(code, code)]
        if self._scene.chosen == code:
            said.append(_("in hand"))
        if shown is None:
            said.append(_("not worked"))
        else:
            said += [_("done") if shown.state == DONE else _("planned"), shown.words]
        if code in self._was:
            said.append(_("before: {words}").format(words=self._was[code].words))
        return ", ".join(word for word in said if word)

    def _point_words(self, nerve: str, side: str) -> str:
        sides = {"left": _("left"), "right": _("right")}
        name = _("{nerve} {side}").format(nerve=self._nerves[nerve], side=sides[side])
        own, both = self._points.get((nerve, side)), self._points.get((nerve, "both"))
        said = [name]
        if self._chosen_point in {(nerve, side), (nerve, "both")}:
            said.append(_("in hand"))
        if own is not None:
            said.append(own.words or _("no volume yet"))
        if both is not None:
            said.append(_("{words} for both sides").format(words=both.words or _("no volume yet")))
        return ", ".join(said if len(said) > 1 else [name, _("no dose")])

    def _write_title(self, painter: QPainter, drawing: Drawing) -> None:
        square = drawing.square
        painter.setFont(self._theme.font(12, 500))
        painter.setPen(self._theme.colour("ink2"))
        below = QRectF(square.left, square.top + square.side, square.side, _TITLE)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, _(drawing.view.title))


def _key(nerve: str, side: str) -> str:
    return f"{nerve} {side}"


def _nerve(key: str) -> tuple[str, str]:
    nerve, _space, side = key.partition(" ")
    return nerve, side
