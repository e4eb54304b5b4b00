"""What every page of a document says about itself, read off the records before anything is drawn."""

from dataclasses import dataclass, field

from reportlab.lib.pagesizes import A4, LETTER

from charting.output.styles import Kind

PAGE_SIZES: dict[str, tuple[float, float]] = {"A4": A4, "Letter": LETTER}


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The clinic as it heads a paper. `code` is its short id in the page code, ASCII letters and digits.

    `logo` is what charting/output/logo.py draws, blank where the clinic has none.
    """

    name: str
    descriptor: str = ""
    address: tuple[str, ...] = ()
    phone: str = ""
    web: str = ""
    code: str = ""
    logo: bytes = field(default=b"", repr=False)

    def lines(self) -> list[str]:
        """The lines flush right: three at most, so a long address shares its lines."""
        said = [line for line in (*self.address, self.phone, self.web) if line]
        while len(said) > 3:
            shortest = min(range(len(said) - 1), key=lambda at: len(said[at]) + len(said[at + 1]))
            said[shortest : shortest + 2] = [f"{said[shortest]} · {said[shortest + 1]}"]
        return said


@dataclass(frozen=True, slots=True)
class Identity:
    """The patient as the identity band shows them, every value already in words.

    `allergy_label` is one of the four banner states; `allergy_warns` puts the triangle before it.
    """

    name: str
    born: str
    sex: str
    patient_id: str
    allergy_label: str
    allergies: str = ""
    allergy_warns: bool = False
    address_as: str = ""


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A document's own particulars. `document_id` and `template_version` are ASCII: the page code carries them.

    `confirmed` is the third line of the footer: the record's state, or who confirmed the text. `seal` is the end of the
    audit trail when it was printed (`#123 K7QM-4R2X`), by which Verify finds the paper again. `page_size` is a key of
    PAGE_SIZES. A draft is tagged on every page; a practice document is marked so that it cannot pass for a real one.
    `stamp` is what became of the record, at the head of every page; `across` is written over the page, with
    `across_why` beside it. `language` is the code of the language it is set in, `language_note` the line
    that says which version is signed.
    """

    clinic: Letterhead
    patient: Identity
    title: str
    short_title: str
    document_id: str
    template: str
    template_version: str
    printed_at: str
    printed_by: str
    confirmed: str = ""
    seal: str = ""
    copy: str = ""
    kind: Kind = Kind.CLINICAL
    page_size: str = "A4"
    practice: bool = False
    draft: bool = False
    stamp: str = ""
    across: str = ""
    across_why: str = ""
    language: str = "en"
    language_note: str = ""
