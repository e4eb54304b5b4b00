"""The toast of a screen that offers to undo the last step: a row removed, several answers given at once."""

from PySide6.QtWidgets import QWidget

from charting.words import _
from ui.chart_model import ChartModel
from ui.parts.toast import Toast
from ui.theme import Theme


class StepToast(Toast):
    """Speaks only while its screen is in view, and goes away once something else was done."""

    def __init__(self, theme: Theme, model: ChartModel, screen: QWidget) -> None:
        super().__init__(theme)
        self._model, self._screen = model, screen
        self._after = -1
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(False)  # it takes its place from the foot of what scrolls; nothing moves
        self.setSizePolicy(policy)
        self.undo_pressed.connect(model.undo_stack.undo)
        model.removed.connect(lambda what: self._offer(_("{what} removed").format(what=_(what))))
        model.carried_out.connect(self._offer)
        model.undo_stack.indexChanged.connect(self._overtaken)

    def _offer(self, words: str) -> None:
        if self._screen.isVisible():
            self._after = self._model.undo_stack.index()
            self.show_message(words)

    def _overtaken(self, index: int) -> None:
        if self._after not in {-1, index}:
            self._after = -1
            self.dismiss()
