"""Errors, sorted at birth: what the world did, and what a person typed. The rest is our own fault."""


class Known(Exception):
    """The world's doing: disk full, wrong password, printer gone. One sentence with what to do next."""


class CannotWrite(Known):
    """A folder or a file of the clinic cannot be written to."""


class MissingGlyph(Known):
    """A character that no bundled font can print."""


class Unreadable(ValueError):
    """A typed answer that cannot be taken; the message says what is accepted."""
