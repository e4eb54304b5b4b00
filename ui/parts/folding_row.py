"""Two groups of a head beside each other, or under each other where the room is too narrow for both."""

from PySide6.QtWidgets import QBoxLayout, QLayout


class FoldingRow(QBoxLayout):
    """`first` takes what room there is; `second` stands at its right, or under it."""

    def __init__(self, first: QLayout, second: QLayout) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight)
        self.addLayout(first, 1)
        self.addLayout(second)

    def fit(self, width: int) -> None:
        """Fold where both together need more than `width`."""
        needed = sum(self.itemAt(at).minimumSize().width() for at in range(self.count())) + self.spacing()
        fits = needed <= width
        self.setDirection(QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom)
