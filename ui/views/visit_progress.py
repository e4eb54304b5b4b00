"""How far a visit is: how each of its sheets stands, and which of them makes sense next."""

from collections.abc import Mapping, Sequence

from charting.actions.visits import sheets_of
from charting.findings import Finding, Level
from charting.records.base import Record, findings
from charting.records.clocks import clocks_of
from charting.records.decision import decision_on
from charting.records.signed import is_altered
from charting.records.steps import sensible_next
from charting.records.versions import is_shut
from charting.records.visit import Visit
from ui.chart_model import ChartModel


class VisitProgress:
    """Asked anew each time; it remembers nothing but the visit it speaks of."""

    def __init__(self, model: ChartModel) -> None:
        self._model = model
        self.visit: Visit | None = None

    def records(self) -> list[Record]:
        """The sheets in the order of the procedure, at last the visit itself."""
        return [] if self.visit is None else [*sheets_of(self.visit), self.visit]

    def read_only(self, record: Record) -> bool:
        """Whether nobody writes in a sheet any more."""
        shut = self.visit is not None and is_shut(self.visit)
        return shut or bool(record.seal and getattr(record, record.seal) is not None)

    def standings(self) -> dict[str, str]:
        """How each sheet stands, by its id; the signature is looked up once for all of them."""
        if self.visit is not None and is_altered(self.visit):
            return {record.id: "altered" for record in self.records()}
        return {record.id: self.standing(record) for record in self.records()}

    def standing(self, record: Record) -> str:
        """A state of the list of steps: signed, todo, attention, draft or complete; of a visit that was not altered."""
        if self.visit is not None and self.visit.signed_at is not None:
            return "signed"
        if record.seal and getattr(record, record.seal) is not None:
            return "signed"
        if record.is_blank():
            return "todo"
        levels = {finding.level for finding in self.undecided(findings(record, self._model.context()))}
        if levels & {Level.BLOCK, Level.STOP}:
            return "attention"
        return "draft" if Level.MISSING in levels else "complete"

    def undecided(self, found: Sequence[Finding]) -> list[Finding]:
        """Without what somebody has decided about."""
        return [finding for finding in found if self.visit is None or decision_on(self.visit, finding) is None]

    def next_sheet(
        self, here: Record | None, standing: Mapping[str, str] | None = None, *, swift: bool = False
    ) -> Record | None:
        """The sheet that makes sense next; in a visit nobody writes any more simply the one after this."""
        records, visit = self.records(), self.visit
        if visit is None or here is None or is_shut(visit):
            at = records.index(here) if here in records else -1
            return records[at + 1] if at + 1 < len(records) else None
        known = standing or self.standings()
        whole, now = [r for r in records if known[r.id] in {"complete", "signed"}], self._model.now()
        return sensible_next(records, here, whole.__contains__, clocks_of(visit), now, swift=swift)
