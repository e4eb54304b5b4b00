"""The columns and the editor of one adverse event."""

from charting.records.adverse import AdverseEvent as E
from ui.binding.layout import span

TABLE = (E.term, E.grade, E.onset_at, E.outcome, E.reported_externally)
EDITOR = (
    span(E.term, 4),
    span(E.term_other, 4),
    E.onset_at,
    E.reported_at,
    span(E.grade, 12),
    span(E.reported_by, 5),
    span(E.ctcae_version, 4),
    span(E.from_device, 3),
    span(E.seriousness, 5),
    span(E.expectedness, 5),
    span(E.relatedness, 12),
    span(E.action, 6),
    span(E.treatment, 6),
    span(E.outcome, 12),
    span(E.resolved_at, 3),
    E.reported_externally,
    span(E.external_reference, 4),
    span(E.photo_ids, 4),
    span(E.root_cause, 12),
)
