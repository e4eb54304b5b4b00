"""Going on in writing when the audit trail does not fit its seal: by an owner, with a reason, kept for good."""

from datetime import datetime

from charting.actions.proving import Proven
from charting.actions.roles import require
from charting.errors import Known
from charting.store.chart_session import ChartSession
from charting.store.places import SHORTEST_REASON
from charting.words import _


def go_on_in_writing(chart: ChartSession, by: Proven, reason: str, now: datetime) -> None:
    """Begin the seal anew; what did not fit and the reason stay in the trail, under the name of whoever decides.

    Raises NotAllowed, NotSaved, and Known where nothing is wrong with the seal or the reason is too short.
    """
    require(by.person, "settings")
    if not chart.seal_trouble:
        raise Known(_("The audit trail fits its seal."))
    if len(reason.strip()) < SHORTEST_REASON:
        raise Known(_("Give the reason in at least {count} characters.").format(count=SHORTEST_REASON))
    chart.seal_anew(now, reason.strip(), by.person.name or "")
