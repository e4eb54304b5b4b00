"""Type sizes and distances of each kind of document, in points."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from reportlab.lib.units import mm

from charting.output.fonts import Face

MEASURE = 174 * mm
COLUMN = 10.83 * mm
GUTTER = 4 * mm
COLUMNS = 12
HALF_A_PAGE = 110 * mm
"""What is deeper than half a page may break over two, in points; anything else moves whole."""


class Kind(StrEnum):
    """What a document is for; it decides the size of its type."""

    CLINICAL = "clinical"
    CONSENT = "consent"
    AFTERCARE = "aftercare"
    LARGE = "large"


class Type(NamedTuple):
    """Size and leading in points, and the face."""

    size: float
    leading: float
    face: Face = Face.REGULAR

    def sized(self, size: float) -> "Type":
        """The same type at another size, leading in proportion."""
        return self._replace(size=size, leading=round(self.leading * size / self.size, 2))


@dataclass(frozen=True, slots=True)
class Styles:
    """The type of one kind of document. Every distance is a fraction of the body's leading.

    `air` below 1 draws the distances together, those of the lines and the size of the heads a little, never the type
    that is read, where a paper has to keep to its page.
    """

    kind: Kind
    title: Type
    lead: Type
    heading: Type
    body: Type
    small: Type
    air: float = 1.0

    @property
    def l(self) -> float:  # noqa: E743 - the name paper's rhythm is written in
        """The leading of the body, in points: the unit of every distance."""
        return self.body.leading * self.air

    @property
    def strong(self) -> Type:
        """Body text that carries the key of a row."""
        return self.body._replace(face=Face.SEMIBOLD)

    @property
    def head(self) -> Type:
        """The head of a table column."""
        return self.small._replace(face=Face.SEMIBOLD)

    @property
    def padding(self) -> float:
        """The air above and below a cell, in points."""
        return 0.2 * self.l

    def closer(self, air: float, leading: float, small: float) -> "Styles":
        """The same sizes set closer, in shares: the distances, the lines of the body, those of labels and notes."""
        body, notes = (
            dress._replace(leading=round(share * dress.leading, 2))
            for dress, share in ((self.body, leading), (self.small, small))
        )
        return replace(self, air=air, body=body, small=notes)


def _styles(kind: Kind, title: float, lead: float, heading: float, body: Type, small: float) -> Styles:
    return Styles(
        kind,
        Type(title, round(title * 1.2, 1), Face.SEMIBOLD),
        Type(lead, round(lead * 1.32, 1)),
        Type(heading, round(heading * 1.3, 1), Face.SEMIBOLD),
        body,
        Type(small, round(small * 1.3, 1)),
    )


_CLOSER, _SMALLER = 0.27, 0.2
"""How much of the air that is taken from the distances is taken from that of the lines, and from the heads."""
_STYLES = {
    Kind.CLINICAL: _styles(Kind.CLINICAL, 21, 10, 10.6, Type(8.9, 11.7), 7.2),
    Kind.CONSENT: _styles(Kind.CONSENT, 23, 11.4, 12.4, Type(10.2, 14.2), 8),
    Kind.AFTERCARE: _styles(Kind.AFTERCARE, 25, 12, 12.6, Type(10.7, 14), 8.8),
    Kind.LARGE: _styles(Kind.LARGE, 29, 18, 18, Type(16, 20.6), 13),
}


def styles_for(kind: Kind, body: float | None = None, air: float = 1.0) -> Styles:
    """The styles of `kind`; `body` in points replaces the size of running text, to fit a paper on one page."""
    styles = replace(_STYLES[kind], air=air)
    if body is None:
        return styles
    dress = styles.body.sized(body)
    closer = round(dress.leading * (1 - _CLOSER * (1 - air)), 2)
    title, lead, head = (
        role.sized(round(role.size * (1 - _SMALLER * (1 - air)), 2))
        for role in (styles.title, styles.lead, styles.heading)
    )
    return replace(styles, title=title, lead=lead, heading=head, body=Type(dress.size, closer, dress.face))


def span(columns: float) -> float:
    """The width in points of so many of the twelve columns, with the gutters between them."""
    return columns * COLUMN + (columns - 1) * GUTTER
