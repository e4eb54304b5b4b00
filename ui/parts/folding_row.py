"""Two groups of widgets side by side, or below each other where that is too narrow."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QBoxLayout, QLayout


class FoldingRow(QBoxLayout):
    """`first` takes what room there is; `second` stands at its right, or under it."""

    def __init__(self, first: QLayout, second: QLayout) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight)
        self.addLayout(first, 1)
        self.addLayout(second)

    def minimumSize(self) -> QSize:
        """As narrow as folded: what both need beside each other must not keep them from folding."""
        widest = max(self.itemAt(at).minimumSize().width() for at in range(self.count()))
        return QSize(widest, super().minimumSize().height())

    def setGeometry(self, rect: QRect) -> None:
        needed = sum(self.itemAt(at).minimumSize().width() for at in range(self.count())) + self.spacing()
        fits = needed <= rect.width()
        self.setDirection(QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom)
        super().setGeometry(rect)
