"""What a form may say about arrangement: nothing but which field stands where, and how wide."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Span:
    """A field that takes `columns` of the twelve; its place stays free while `asked(record)` does not hold.

    `leads` marks one after which the cursor goes on to the next open field, whether or not that is needed.
    """

    attribute: Any
    columns: int
    asked: Callable[[Any], bool] | None = None
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """Repeated rows: a table of key columns, and below it the fields of the chosen row.

    `picture(theme)` builds a drawing of the rows (see `ui.binding.picture`), beside all of it or under the table;
    `totals(record)` is the line under the table, an object with `first`, `second` and `over`, or None. The first row
    for which `first(row)` holds is in hand when a record is shown, else the last one. `again(row)` offers to add a row
    like the one in hand: the words of its button and the NewRow (charting.actions.carry_forward), or None.
    """

    attribute: Any
    table: tuple[Any, ...]
    fields: tuple[Any, ...]
    picture: Callable[[Any], Any] | None = None
    under_table: bool = False
    totals: Callable[[Any], Any] | None = None
    first: Callable[[Any], bool] = lambda _row: False
    again: Callable[[Any], tuple[str, Any] | None] | None = None


@dataclass(frozen=True, slots=True)
class Together:
    """Several rows answered by one press of a button: its words, what it answers, and what is said once it is done.

    Without `steps` (charting.actions.carry_forward) there is nothing to answer, and the button is away.
    """

    words: str
    what: str
    done: str
    steps: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Checklist:
    """Rows that are all there from the start, answered one after the other.

    `together(record, group)` are the buttons under a group, always as many of them; `after(record, row)` is the one
    under a row, and `at_end(record)` those under the last row, each with all it answers written out. The first letter
    of a choice `by_key` answers the row in hand with it; `more` is passed by with Tab until the answer is `more_for`.
    """

    attribute: Any
    group: Callable[[Any], str]
    label: Callable[[Any], str]
    hint: Callable[[Any], str]
    answer: Any
    more: tuple[Any, ...]
    last: Callable[[Any], str]
    together: Callable[[Any, str], Sequence[Together]]
    after: Callable[[Any, Any], Together | None]
    at_end: Callable[[Any], Sequence[Together]]
    by_key: tuple[str, ...]
    more_for: str


@dataclass(frozen=True, slots=True)
class Panel:
    """Something to look at between the fields; `make(theme)` builds a widget with `show_record(record, context)`.

    A widget with `serve(hand, focus_on)` is given the hand that takes answers, and the way to put the cursor into one.
    """

    make: Callable[[Any], Any]


def span(attribute: Any, columns: int, *, asked: Callable[[Any], bool] | None = None, leads: bool = False) -> Span:
    """Place a field over so many of the twelve columns, shown only for an answer it goes with, or once it has one."""
    return Span(attribute, columns, asked, leads)


def rows(
    attribute: Any,
    *,
    table: tuple[Any, ...],
    fields: tuple[Any, ...],
    picture: Callable[[Any], Any] | None = None,
    under_table: bool = False,
    totals: Callable[[Any], Any] | None = None,
    first: Callable[[Any], bool] = lambda _row: False,
    again: Callable[[Any], tuple[str, Any] | None] | None = None,
) -> Rows:
    """Place repeated rows: `table` are the columns shown, `fields` the editor of the chosen row."""
    return Rows(attribute, table, fields, picture, under_table, totals, first, again)


def panel(make: Callable[[Any], Any]) -> Panel:
    """Place what is worked out from the record where it is needed."""
    return Panel(make)


def checklist(
    attribute: Any,
    *,
    group: Callable[[Any], str],
    label: Callable[[Any], str],
    answer: Any,
    hint: Callable[[Any], str] = lambda _row: "",
    more: tuple[Any, ...] = (),
    last: Callable[[Any], str] = lambda _row: "",
    together: Callable[[Any, str], Sequence[Together]] = lambda _record, _group: (),
    after: Callable[[Any, Any], Together | None] = lambda _record, _row: None,
    at_end: Callable[[Any], Sequence[Together]] = lambda _record: (),
    by_key: tuple[str, ...] = (),
    more_for: str = "",
) -> Checklist:
    """Place rows that exist from the start: a question, its answer, `more` fields beside it.

    `last` is what was answered before, shown and never assumed.
    """
    return Checklist(attribute, group, label, hint, answer, more, last, together, after, at_end, by_key, more_for)
