"""The clinic's key for papers: an ECDSA key on P-256 and the certificate that goes with every sealed paper.

Signatures are deterministic (RFC 6979), so the same record makes the same bytes. The certificate is made by the clinic
for itself: it names the clinic and nobody else, and it is compared byte for byte, never looked up anywhere.
"""

import stringprep
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)
from cryptography.x509.oid import NameOID, ObjectIdentifier

from charting.words import _

YEARS = 30
"""How long a certificate lasts: longer than any chart has to be kept."""

_LONGEST_NAME = 64  # X.520, upper bound of a common name
_DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336


@dataclass(frozen=True, slots=True)
class PaperKey:
    """A certificate in DER and its private key, as a worker needs them to seal a paper."""

    certificate: bytes
    private: EllipticCurvePrivateKey = field(repr=False)

    def sign(self, data: bytes) -> bytes:
        """The ECDSA signature over SHA-256 of `data`, in DER; the same for the same data."""
        return self.private.sign(data, ECDSA(SHA256(), deterministic_signing=True))

    def private_bytes(self) -> bytes:
        """The private key in PKCS #8, unprotected: it is kept wrapped, and only in the chart."""
        return self.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def new_paper_key(clinic: str, now: datetime, *, practice: bool) -> PaperKey:
    """A new key with its own certificate, made at `now`, an aware time."""
    private = generate_private_key(SECP256R1())
    unit = _("Practice clinic, no real patients") if practice else _("Seal of papers")
    named = [(NameOID.COMMON_NAME, _shown(clinic)), (NameOID.ORGANIZATIONAL_UNIT_NAME, unit)]
    name = x509.Name([x509.NameAttribute(oid, words) for oid, words in named])
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    begins = now - timedelta(days=1)  # computers do not agree on the time
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=YEARS * 366))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([_DOCUMENT_SIGNING]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(private.public_key()), critical=False)
        .sign(private, SHA256())
    )
    return PaperKey(certificate.public_bytes(Encoding.DER), private)


def stored_paper_key(certificate: bytes, private: bytes) -> PaperKey:
    """The key out of its stored parts. Raises ValueError where they are none."""
    loaded = load_der_private_key(private, password=None)
    if not isinstance(loaded, EllipticCurvePrivateKey):
        raise ValueError("not a key on a curve")
    return PaperKey(certificate, loaded)


def name_in(certificate: bytes) -> str:
    """The clinic's name in a certificate; blank where it has none."""
    named = x509.load_der_x509_certificate(certificate).subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(named[0].value) if named else ""


def fingerprint(certificate: bytes) -> str:
    """The SHA-256 of a certificate as other programs show it: `A1:B2:…`, to be compared by eye."""
    return x509.load_der_x509_certificate(certificate).fingerprint(SHA256()).hex(":").upper()


def as_pem(certificate: bytes) -> bytes:
    """A certificate as a text file that other programs import."""
    return x509.load_der_x509_certificate(certificate).public_bytes(Encoding.PEM)


def from_file(content: bytes) -> bytes:
    """The certificate in DER out of a PEM or DER file. Raises ValueError."""
    load = x509.load_pem_x509_certificate if content.lstrip().startswith(b"-----") else x509.load_der_x509_certificate
    try:
        certificate = load(content).public_bytes(Encoding.DER)
    except x509.InvalidVersion as strange:
        raise ValueError("a certificate of no known version") from strange
    name_in(certificate)  # a name that cannot be read shows itself only when it is asked for
    return certificate


def _shown(clinic: str) -> str:
    """The clinic's name as RFC 4518 lets it stand in a certificate: strict readers refuse a whole certificate for a
    character Unicode 3.2 did not know, and for words of both directions in one name.
    """
    known = "".join(sign for sign in unicodedata.normalize("NFKC", clinic) if not _refused(sign))
    words = " ".join(known.split())[:_LONGEST_NAME].strip()
    leftward = [stringprep.in_table_d1(sign) for sign in words]
    if any(leftward) and not (leftward[0] and leftward[-1] and not any(map(stringprep.in_table_d2, words))):
        words = " ".join("".join(sign for sign in words if not stringprep.in_table_d1(sign)).split())
    return words or _("Clinic")


def _refused(sign: str) -> bool:
    tables = (stringprep.in_table_a1, stringprep.in_table_c3, stringprep.in_table_c4, stringprep.in_table_c5)
    return sign == "\ufffd" or stringprep.in_table_c8(sign) or any(holds(sign) for holds in tables)
