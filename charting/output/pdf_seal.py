"""Sealing a finished paper: a PAdES signature of the clinic over the whole file, which allows no change afterwards.

The signature is written by pyHanko as one incremental update, invisible on the page. It is loaded when the first paper
is sealed and not before: it takes longer to load than a paper to seal. The same paper, key and time, the same bytes.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pypdfium2

from charting import __version__
from charting.output.proof import PaperFault
from charting.output.seal_cms import container
from charting.output.seal_look import WHOLE, look_at
from charting.output.seal_second import agrees
from charting.paper_key import PaperKey, name_in
from charting.paper_marks import ALTERED_RECORD, FIELD, PRODUCER

if TYPE_CHECKING:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

_DIGEST = "sha256"
_MORE = 1024
"""Bytes of a container besides its certificate; with long names there are about 900."""


@dataclass(frozen=True, slots=True)
class SealWords:
    """What a seal says of its paper: the code of the document, its number, its pages, the record seal at its foot.

    `altered` is a paper whose record no longer said what was signed when it was printed.
    """

    kind: str
    number: str
    pages: int
    record_seal: str = ""
    altered: bool = False

    def reason(self) -> str:
        """One line, as every PDF reader shows it: `aftercare AC-2026-7K3QM9; pages 2; record seal #123 K7QM-4R2X`."""
        said = [f"{self.kind} {self.number}", f"pages {self.pages}"]
        said += [f"record seal {self.record_seal}"] if self.record_seal else []
        return "; ".join([*said, ALTERED_RECORD] if self.altered else said)


def seal_paper(pdf: bytes, key: PaperKey, words: SealWords, at: datetime) -> bytes:
    """The paper with the clinic's seal, which two readers check before it is handed out. `at` is the time of printing.

    Raises PaperFault where the seal does not hold.
    """
    sealed = _signed(pdf, key, words, at.replace(second=0, microsecond=0))
    found = look_at(sealed, [key.certificate])
    if found.state != WHOLE or found.reason != words.reason() or not agrees(sealed, [key.certificate]):
        raise PaperFault(f"{words.kind}: the seal does not hold")
    return sealed


def seal_loose(kind: str, number: str, pdf: bytes, key: PaperKey | None, at: datetime) -> bytes:
    """A paper of no patient with the clinic's seal; as it is where no chart is open, and so no key at hand.

    Raises PaperFault where the seal does not hold.
    """
    return pdf if key is None else seal_paper(pdf, key, SealWords(kind, number, pages_in(pdf)), at)


def pages_in(pdf: bytes) -> int:
    """How many pages a PDF of ours has."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def _signed(pdf: bytes, key: PaperKey, words: SealWords, at: datetime) -> bytes:
    from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
    from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
    from pyhanko.sign.signers.pdf_byterange import BuildProps, SignatureObject

    placeholder = SignatureObject(
        timestamp=at,
        subfilter=SigSeedSubFilter.PADES,
        name=name_in(key.certificate),
        reason=words.reason(),
        app_build_props=BuildProps(name=PRODUCER, revision=__version__),
        bytes_reserved=2 * (len(key.certificate) + _MORE),
    )
    writer, out = _writer(pdf), BytesIO()
    steps = PdfCMSEmbedder(new_field_spec=SigFieldSpec(FIELD)).write_cms(field_name=FIELD, writer=writer)
    next(steps)
    allowed = SigMDPSetup(md_algorithm=_DIGEST, certify=True, docmdp_perms=MDPPerm.NO_CHANGES)
    steps.send(SigObjSetup(sig_placeholder=placeholder, mdp_setup=allowed))
    prepared, _out = steps.send(SigIOSetup(md_algorithm=_DIGEST, output=out))
    prepared.fill_with_cms(out, container(key, prepared.document_digest))
    return out.getvalue()


def _writer(pdf: bytes) -> "IncrementalPdfFileWriter":
    """pyHanko's writer without what it makes up at random or takes from the clock."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    class SameWriter(IncrementalPdfFileWriter):
        """Leaves title, producer and dates as they were set, and names the file after its content."""

        @classmethod
        def _handle_id(cls, prev: Any) -> Any:
            first = prev.trailer["/ID"][0]
            kept = first.original_bytes if isinstance(first, generic.TextStringObject) else bytes(first)
            second = hashlib.sha256(pdf).digest()[:16]
            return generic.ArrayObject([generic.ByteStringObject(kept), generic.ByteStringObject(second)])

        def _update_meta(self) -> None:
            """Nothing: the paper says already who made it and when."""

    return SameWriter(BytesIO(pdf))
