"""What a scanned device label says: GS1 or HIBC, whichever it is (clinical.md 5.4)."""

from dataclasses import replace
from datetime import date

from charting.udi_hibc import joined, parse_hibc
from charting.udi_parts import NotUdi, Udi, unread
from charting.words import _

__all__ = ["LONGEST", "VISIBLE_SEPARATOR", "NotUdi", "Udi", "joined", "parse"]

LONGEST = 400
VISIBLE_SEPARATOR = "␝"
_SEPARATOR = "\x1d"
_PREFIXES = ("]d2", "]C1", "]Q3", "]e0")
_PREFIX_LENGTH = 3


def parse(text: str, today: date) -> Udi:
    """Read a scan, or what is printed in brackets. `today` decides the century of two-digit years.

    The separator may be GS (0x1D) or its picture `␝`, in which form `raw` keeps it. Raises NotUdi for an empty, too
    long or garbled text, a wrong check character or digit, and an impossible date; nothing else. What is merely not
    understood comes back raw with a warning.
    """
    scan = text.replace(VISIBLE_SEPARATOR, _SEPARATOR).strip("\r\n\t").lstrip(" ")
    raw = scan.replace(_SEPARATOR, VISIBLE_SEPARATOR)
    if not scan.strip(f" {_SEPARATOR}"):
        raise NotUdi(_("Nothing was scanned."))
    if len(scan) > LONGEST:
        raise NotUdi(_("This is longer than any label: at most {count} characters.").format(count=LONGEST))
    if any((ord(sign) < 32 and sign != _SEPARATOR) or 127 <= ord(sign) < 160 for sign in scan):
        raise NotUdi(_("The scan is garbled: it holds control characters. Scan again."))
    if not scan.isascii():
        return unread(raw, _("Not a device label: the text is kept as scanned."))
    warning = ""
    if scan.startswith("]"):
        if not scan.startswith(_PREFIXES):
            warning = _("Unusual kind of barcode ({prefix}): compare lot and expiry with the label.").format(
                prefix=scan[:_PREFIX_LENGTH]
            )
        scan = scan[_PREFIX_LENGTH:]
    found = _read(scan, raw, today)
    return replace(found, warnings=(*found.warnings, warning)) if warning else found


def _read(scan: str, raw: str, today: date) -> Udi:
    if scan.startswith("+"):
        return parse_hibc(scan, raw, today)
    from charting.udi_gs1 import parse_gs1  # biip takes a tenth of a second to import

    return parse_gs1(scan, raw, today)
