"""A second reader of the seal: pyHanko, asked only about files whose every byte the clinic's own key vouches for.

It goes nowhere for what it does not know. It has to find the seal intact, by a certificate of this clinic, over the
whole file, allowing no change.
"""

from collections.abc import Coroutine, Sequence
from io import BytesIO
from typing import Any


def agrees(pdf: bytes, certificates: Sequence[bytes]) -> bool:
    """Whether pyHanko judges the one seal of a file as we do."""
    from asn1crypto import x509
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import MDPPerm
    from pyhanko.sign.general import UnacceptableSignerError
    from pyhanko.sign.validation import async_validate_pdf_signature
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    try:
        seals = PdfFileReader(BytesIO(pdf)).embedded_signatures
        if len(seals) != 1:
            return False
        (seal,) = seals
        own = [x509.Certificate.load(certificate) for certificate in certificates]
        moment = _within(seal.self_reported_timestamp, seal.signer_cert)
        trusted = ValidationContext(trust_roots=own, allow_fetching=False, moment=moment)
        status = _ended(async_validate_pdf_signature(seal, trusted))
    except (PdfError, UnacceptableSignerError, SignatureValidationError, ValueError, TypeError, KeyError):
        return False
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    return bool(status.bottom_line and whole and seal.docmdp_level == MDPPerm.NO_CHANGES)


def _within(moment: Any, certificate: Any) -> Any:
    """The time of sealing, within the certificate's: a clock that stood wrong does not make a paper false."""
    begins, ends = certificate.not_valid_before, certificate.not_valid_after
    return begins if moment is None else min(max(moment, begins), ends)


def _ended(work: Coroutine[Any, Any, Any]) -> Any:
    """What a coroutine gives that waits for nothing, so that no event loop and no socket is opened for it."""
    try:
        work.send(None)
    except StopIteration as ended:
        return ended.value
    work.close()
    raise ValueError("it waits for something")
