"""The signature inside a seal: CMS with the attributes that PAdES asks for, and nothing else.

It has one form only. Whoever reads one builds it anew from what is signed and compares, so that no byte of it is free.
Source: ETSI EN 319 142-1, baseline level B-B; RFC 5652, RFC 5035, RFC 5754.
"""

import hashlib
from dataclasses import dataclass

from asn1crypto import algos, cms, tsp, x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import load_der_x509_certificate

from charting.paper_key import PaperKey

_DIGEST = {"algorithm": "sha256"}
_BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError)


@dataclass(frozen=True, slots=True)
class Read:
    """A container as it was read: whose certificate it carries, and the digest of the paper it was made for."""

    certificate: bytes
    digest: bytes
    common_name: str
    holds: bool
    """Whether it is exactly what the key of `certificate` made for `digest`."""


def container(key: PaperKey, digest: bytes) -> bytes:
    """The container for a paper whose signed bytes have this SHA-256."""
    attributes = _attributes(key.certificate, digest)
    return _container(key.certificate, attributes, key.sign(attributes.dump()))


def read_container(der: bytes) -> Read | None:
    """What a container says; None where it is no container. Bytes behind its end are for the caller to look at."""
    try:
        signed = cms.ContentInfo.load(der)["content"]
        signer = signed["signer_infos"][0]
        certificate = signed["certificates"][0].chosen.dump()
        attributes = {attribute["type"].native: attribute["values"] for attribute in signer["signed_attrs"]}
        digest, signature = attributes["message_digest"][0].native, signer["signature"].native
        named = x509.Certificate.load(certificate).subject.native.get("common_name", "")
        made = _attributes(certificate, digest)
        holds = der == _container(certificate, made, signature) and _fits(certificate, signature, made.dump())
        return Read(certificate, digest, str(named), holds)
    except _BROKEN:
        return None


def length_of(der: bytes) -> int | None:
    """The bytes that a DER value at the beginning takes; None where there is none."""
    if len(der) < 2 or der[0] != 0x30:
        return None
    if der[1] < 0x80:
        return 2 + der[1]
    count = der[1] & 0x7F
    if not 1 <= count <= 4:
        return None
    return 2 + count + int.from_bytes(der[2 : 2 + count], "big")


def _fits(certificate: bytes, signature: bytes, signed: bytes) -> bool:
    public = load_der_x509_certificate(certificate).public_key()
    if not isinstance(public, EllipticCurvePublicKey):
        return False
    try:
        public.verify(signature, signed, ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True


def _attributes(certificate: bytes, digest: bytes) -> cms.CMSAttributes:
    named = tsp.ESSCertIDv2({"cert_hash": hashlib.sha256(certificate).digest()})
    return cms.CMSAttributes(
        [
            cms.CMSAttribute({"type": "content_type", "values": ["data"]}),
            cms.CMSAttribute({"type": "message_digest", "values": [digest]}),
            cms.CMSAttribute(
                {"type": "signing_certificate_v2", "values": [tsp.SigningCertificateV2({"certs": [named]})]}
            ),
        ]
    )


def _container(certificate: bytes, attributes: cms.CMSAttributes, signature: bytes) -> bytes:
    loaded = x509.Certificate.load(certificate)
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": {"issuer_and_serial_number": {"issuer": loaded.issuer, "serial_number": loaded.serial_number}},
            "digest_algorithm": algos.DigestAlgorithm(_DIGEST),
            "signed_attrs": attributes,
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
            "signature": signature,
        }
    )
    signed = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [algos.DigestAlgorithm(_DIGEST)],
            "encap_content_info": {"content_type": "data"},
            "certificates": [cms.CertificateChoices(name="certificate", value=loaded)],
            "signer_infos": [signer],
        }
    )
    made = cms.ContentInfo({"content_type": "signed_data", "content": signed})
    dumped: bytes = made.dump()
    return dumped
