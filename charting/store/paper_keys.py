"""The private key for papers, kept in the chart under a key derived from the chart's own: twice out of reach.

A table of the chart that is copied out, exported or printed by mistake holds nothing that can seal a paper.
"""

import os
from datetime import datetime

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.orm import Session

from charting.errors import Known
from charting.paper_key import PaperKey, stored_paper_key
from charting.records.paper_certificate import PaperCertificate
from charting.store.keys import paper_key_key
from charting.words import _

_NONCE = 12


class DamagedPaperKey(Known):
    """The stored key for papers does not open."""


def kept(key: PaperKey, chart_key: bytes, now: datetime) -> PaperCertificate:
    """The record that keeps a key for papers; the wrapped key opens with its own certificate only."""
    nonce = os.urandom(_NONCE)
    locked = AESGCM(paper_key_key(chart_key)).encrypt(nonce, key.private_bytes(), key.certificate)
    return PaperCertificate(made_at=now, certificate=key.certificate, wrapped_key=nonce + locked)


def newest_key(orm: Session, chart_key: bytes) -> PaperKey | None:
    """The key that seals papers now; None where there is none yet. Raises DamagedPaperKey."""
    newest = sa.select(PaperCertificate).order_by(PaperCertificate.made_at.desc(), PaperCertificate.id).limit(1)
    record = orm.scalars(newest).one_or_none()
    if record is None:
        return None
    nonce, locked = record.wrapped_key[:_NONCE], record.wrapped_key[_NONCE:]
    try:
        private = AESGCM(paper_key_key(chart_key)).decrypt(nonce, locked, record.certificate)
        return stored_paper_key(record.certificate, private)
    except (InvalidTag, ValueError) as damaged:
        words = _("The key that seals papers cannot be read. Settings, Verify, says more.")
        raise DamagedPaperKey(words) from damaged


def require_key(orm: Session, chart_key: bytes) -> PaperKey:
    """The key that seals papers now, in a saved chart. Raises Known where there is none, and DamagedPaperKey."""
    found = newest_key(orm, chart_key)
    if found is None:
        raise Known(_("This clinic has no certificate for papers yet. Close it and open it again."))
    return found


def certificates_in(orm: Session) -> list[bytes]:
    """Every certificate of this clinic in DER, the newest first."""
    newest_first = sa.select(PaperCertificate.certificate).order_by(PaperCertificate.made_at.desc())
    return list(orm.scalars(newest_first))
