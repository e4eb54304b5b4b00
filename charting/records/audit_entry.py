"""The audit trail's rows: who did what to which record and when, and what the record held afterwards.

Rows are only ever appended. `mac` chains each row to the one before it (charting/store/audit.py), `content` is the
SHA-256 of the record as the file holds it after the deed, so that a chart changed past Rootline no longer fits.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from charting.choices import Choices
from charting.columns import FrozenJson, MomentText
from charting.records.base import Record

VERBS = Choices(
    "audit_verb",
    ("created", "Created"),
    ("viewed", "Viewed"),
    ("edited", "Edited"),
    ("removed", "Removed"),
    ("other_year", "Gave another year of birth at signing"),
    ("signed", "Signed"),
    ("sealed", "Sealed"),
    ("amended", "Amended"),
    ("voided", "Voided"),
    ("moved", "Moved to another patient"),
    ("left_behind", "Left in the chart of another patient"),
    ("accepted", "Accepted a warning"),
    ("carried", "Took over from the version before"),
    ("overridden", "Overrode a stop"),
    ("left_open", "Left an answer open"),
    ("taken_back", "Took a decision back"),
    ("went_on", "Went on in glove mode"),
    ("called", "Called"),
    ("printed", "Printed"),
    ("exported", "Exported"),
    ("handed_out", "Handed out without printing"),
    ("opened", "Opened the clinic"),
    ("closed", "Closed the clinic"),
    ("log_in", "Logged in"),
    ("failed_log_in", "Failed log-in"),
    ("settings", "Changed settings"),
    ("backup", "Made a backup"),
    ("backup_failed", "Backup failed"),
    ("restore", "Restored a backup"),
    ("resealed", "Sealed anew"),
)

_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))

audit_entry = sa.Table(
    "audit_entry",
    Record.metadata,
    sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False),
    sa.Column("at", MomentText(), nullable=False),
    sa.Column("wall", MomentText(), nullable=False),
    sa.Column("clock_went_back", sa.Integer(), nullable=False),
    sa.Column("who", sa.Text(), nullable=False),
    sa.Column("verb", sa.Text(), nullable=False),
    sa.Column("record", sa.Text(), nullable=True),
    sa.Column("record_id", sa.Text(), nullable=True, index=True),
    sa.Column("visit_id", sa.Text(), nullable=True),
    sa.Column("field", sa.Text(), nullable=True),
    sa.Column("said", FrozenJson(), nullable=True),
    sa.Column("content", sa.LargeBinary(), nullable=True),
    sa.Column("mac", sa.LargeBinary(), nullable=False),
    sqlite_strict=True,
)
"""`at` never runs backwards; `wall` is what the clock said, and `clock_went_back` is 1 where that was more than five
minutes less. `said` is `{"changes": [[field, label, before, after], ...]}` or `{"words": ...}`."""


def content_digest(table: str, stored: Mapping[str, Any]) -> bytes:
    """SHA-256 of one row as stored: canonical JSON of the table's name and every column that is not NULL.

    NULL is left out, so that a column added by a later version changes no digest.
    """
    values = {name: _plain(value) for name, value in stored.items() if value is not None}
    return hashlib.sha256(_CANONICAL.encode([table, values]).encode("utf-8")).digest()


def _plain(value: Any) -> Any:
    return {"sha256": hashlib.sha256(value).hexdigest()} if isinstance(value, bytes) else value
