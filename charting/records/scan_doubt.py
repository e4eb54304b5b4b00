"""A label whose separator a scanner may have dropped: how it may be meant, and what settles it (clinical.md 5.4)."""

from charting.dates import show_day
from charting.findings import Finding, Level
from charting.udi import Udi
from charting.words import _


def settled(found: Udi, lot: str | None) -> Udi:
    """The reading whose lot somebody chose or typed; the label itself while there is none."""
    if lot is None:
        return found
    return next((one for one in found.readings if one.lot is not None and bare(one.lot) == bare(lot)), found)


def serial_of(found: Udi | None) -> str | None:
    """The serial number by which a piece is known again; of a label in doubt, the one without any separator."""
    if found is None:
        return None
    return found.readings[-1].serial if found.readings else found.serial


def said_of(read: Udi, certain: Udi) -> str:
    """What a reading makes of the doubtful part: `lot K2407, serial S1`."""
    said = []
    if read.lot is not None:
        said.append(_("lot {lot}").format(lot=read.lot))
    if read.serial is not None:
        said.append(_("serial {serial}").format(serial=read.serial))
    if read.expiry != certain.expiry and read.expiry is not None:
        said.append(_("expiry {day}").format(day=show_day(read.expiry)))
    if read.catalogue is not None:
        said.append(_("catalogue number {number}").format(number=read.catalogue))
    if read.count is not None:
        said.append(_("count {count}").format(count=read.count))
    return ", ".join(said)


def in_doubt(scan: str, found: Udi, field: str) -> Finding:
    """WARN with both ways to read it; no lot is taken until somebody chooses."""
    one, other = said_of(found.readings[0], found), said_of(found.readings[-1], found)
    return Finding(
        Level.WARN,
        _("The scanned code may lack a separator"),
        why=_("{one}; or {other}?").format(one=one, other=other),
        next_step=_("Choose under the field, or type the lot from the label."),
        rule="udi-separator",
        field=field,
        inputs=((_("scan"), scan),),
        source="5.4",
    )


def bare(lot: str) -> str:
    """A lot without blanks and capitals, to be compared."""
    return "".join(lot.split()).casefold()
