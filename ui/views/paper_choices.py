"""How the paper on show is to be set: its page, large print, which labels and from which place of the sheet."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from charting.actions.paper_wish import PaperWish, places_of, row_and_column
from charting.output.further_facts import LabelWish
from charting.records.clinic import LABEL_STOCKS, PAPER_SIZES, SHEET
from charting.words import _, ngettext
from ui.parts.menu_button import MenuButton
from ui.parts.stepper import Stepper
from ui.parts.tap_choice import TapChoice
from ui.theme import Theme

LARGE, CROSSES = "large", "crosses"
MOST_LABELS = 12


class PaperChoices(QObject):
    """Its `parts` stand in the row of a print bar. `changed()` follows a choice, `stock_picked(code)` one of labels."""

    changed = Signal()
    stock_picked = Signal(str)

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._wish = PaperWish()
        self._size = "A4"
        self.size = MenuButton(theme, _("Paper"))
        self.size.set_options([(one.code, _(one.label)) for one in PAPER_SIZES])
        self.size.picked.connect(lambda code: self._take(page_size=code))
        self.large = TapChoice(theme, [(LARGE, _("Large print"))], name=_("Type"), multiple=True)
        self.large.picked.connect(lambda chosen: self._take(large=bool(chosen)))
        self.stock = MenuButton(theme, _("Labels"))
        self.stock.set_options([(one.code, _(one.label)) for one in LABEL_STOCKS])
        self.stock.picked.connect(self.stock_picked)
        self.tubes = Stepper(theme, _tubes, _("One tube fewer"), _("One tube more"), most=MOST_LABELS)
        self.tubes.changed.connect(lambda count: self._label(tubes=count))
        self.syringes = Stepper(theme, _syringes, _("One syringe fewer"), _("One syringe more"), most=MOST_LABELS)
        self.syringes.changed.connect(lambda count: self._label(syringes=count))
        self.place = MenuButton(theme, _("First free place of the sheet"))
        self.place.picked.connect(lambda place: self._label(first_place=int(place)))
        self.crosses = TapChoice(theme, [(CROSSES, _("Cut marks"))], name=_("On plain paper"), multiple=True)
        self.crosses.picked.connect(lambda chosen: self._label(crosses=bool(chosen)))
        self.parts = (self.size, self.large, self.stock, self.tubes, self.syringes, self.place, self.crosses)
        self.offer(wish=PaperWish(), size="A4")

    def wish(self) -> PaperWish:
        """What is wanted."""
        return self._wish

    def offer(self, *, wish: PaperWish, size: str, sizes: bool = False, large: bool = False, stock: str = "") -> None:
        """Show a wish and what of it can be chosen: page `sizes`, `large` print, labels on a `stock`.

        `size` is the page where the wish names none.
        """
        self._wish, self._size = wish, wish.page_size or size
        self.size.set_value(self._size)
        self.size.setVisible(sizes)
        self.large.setVisible(large)
        self.large.set_value((LARGE,) if wish.large else ())
        on_sheet = stock == SHEET
        for part in (self.stock, self.tubes, self.syringes):
            part.setVisible(bool(stock))
        for part in (self.place, self.crosses):
            part.setVisible(on_sheet)
        self.stock.set_value(stock)
        self._show_labels()

    def any_offered(self) -> bool:
        """Whether anything can be chosen here."""
        return any(not part.isHidden() for part in self.parts)

    def _show_labels(self) -> None:
        labels = self._wish.labels
        self.tubes.set_value(labels.tubes)
        self.syringes.set_value(labels.syringes)
        places = [(str(at), self._place_words(at)) for at in range(1, places_of(self._size) + 1)]
        self.place.set_options(places, str(labels.first_place))
        self.crosses.set_value((CROSSES,) if labels.crosses else ())

    def _place_words(self, place: int) -> str:
        row, column = row_and_column(place, self._size)
        return _("From place {place}: row {row}, column {column}").format(place=place, row=row, column=column)

    def _take(self, **wanted: object) -> None:
        self._wish = replace(self._wish, **wanted)
        self._size = self._wish.page_size or self._size
        self._show_labels()
        self.changed.emit()

    def _label(self, **wanted: object) -> None:
        labels: LabelWish = replace(self._wish.labels, **wanted)
        self._take(labels=labels)


def _tubes(count: int) -> str:
    return ngettext("{count} tube", "{count} tubes", count).format(count=count)


def _syringes(count: int) -> str:
    return ngettext("{count} syringe", "{count} syringes", count).format(count=count)
