"""The clinic's certificate for its papers, with the private key under a key of the chart's own."""

from datetime import datetime
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from charting.columns import MomentText
from charting.records.base import Record


class PaperCertificate(Record):
    """One certificate; certificates are only ever added, and papers sealed under an older one stay genuine.

    `certificate` is X.509 in DER and public. `wrapped_key` is the private key under AES-256-GCM: nonce, ciphertext,
    tag (charting/store/paper_keys.py).
    """

    __tablename__ = "paper_certificate"
    title: ClassVar[str] = "Certificate for papers"

    made_at: Mapped[datetime] = mapped_column(MomentText())
    certificate: Mapped[bytes] = mapped_column(sa.LargeBinary())
    wrapped_key: Mapped[bytes] = mapped_column(sa.LargeBinary())
