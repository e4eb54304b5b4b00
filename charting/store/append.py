"""One entry of the audit trail by a command, in a chart that its window may have open at the same time."""

from datetime import datetime

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from charting.errors import Known
from charting.store.audit import Trail
from charting.store.backup import Source
from charting.store.database import open_engine, take_write_lock
from charting.store.files import CHART
from charting.store.head_seal import HeadSeal
from charting.store.keys import audit_key, seal_key
from charting.store.seal_head import SEAL
from charting.store.upgrade import HEAD, revision_of
from charting.words import _


def append_entry(source: Source, verb: str, words: str, who: str, now: datetime) -> None:
    """Write one deed that changes no record. Raises Known where it cannot be written.

    It waits for whoever writes, and reads where the trail ends only when nobody else can write to it.
    """
    engine = open_engine(source.folder / CHART, source.key)
    try:
        if revision_of(engine) != HEAD:
            raise Known(_("An older Rootline wrote this clinic: open it once, so that deeds can be written down."))
        seal = HeadSeal(source.folder / SEAL, seal_key(source.key))
        with engine.connect() as connection:
            seal.compare(connection)
        with Session(engine, autoflush=False) as session:
            trail = Trail(session, audit_key(source.key))
            trail.who, trail.wall = who, now
            trail.note(verb, None, words)
            try:
                take_write_lock(session.connection())
                trail.write_notes(session)
                session.commit()
            except DBAPIError as refused:
                session.rollback()
                words = _("It could not be written into the audit trail: {reason}.")
                raise Known(words.format(reason=refused.orig)) from refused
            trail.committed()
        seal.write(trail.head)
    finally:
        engine.dispose()
