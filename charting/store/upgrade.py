"""Bringing a file to the schema of this version: all or nothing, newer files refused untouched."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from charting.errors import Known
from charting.words import _

if TYPE_CHECKING:
    from alembic.config import Config

STEPS = Path(__file__).with_name("migrations")
HEAD = "0002"


class NewerFile(Known):
    """The file was written by a newer Rootline."""


class NotUpgraded(Known):
    """The file is older than this Rootline and could not be brought up to date, so it was left as it is."""


def revision_of(engine: sa.Engine) -> str | None:
    """The schema revision a file has, or None for an empty one."""
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one_or_none()
        return None if found is None else str(found)


def upgrade(engine: sa.Engine, before: Callable[[], None] | None = None) -> None:
    """Run the missing steps, `before` first where the file holds a chart. What `before` raises stops it all.

    Raises NewerFile when the file is ahead of this version, and NotUpgraded when a chart cannot be written to; then
    it is as it was.
    """
    found = revision_of(engine)
    if found == HEAD:
        return
    if found is not None and found not in revisions():
        raise NewerFile(_("This clinic was opened with a newer Rootline. Install that version to open it."))
    if found is None:
        run_steps(engine, "head")
        return
    if before is not None:
        before()
    try:
        run_steps(engine, "head")
    except DBAPIError as refused:
        words = _("This file is older than Rootline and could not be brought up to date: {reason}. It is as it was.")
        raise NotUpgraded(words.format(reason=refused.orig)) from refused


def revisions() -> list[str]:
    """The revisions this version knows, newest first."""
    from alembic.script import ScriptDirectory

    return [step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions()]


def run_steps(engine: sa.Engine, to: str) -> None:
    """Run the steps up to the revision `to`, all or none of them."""
    from alembic import command

    config = _config()
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                config.attributes["connection"] = connection
                command.upgrade(config, to)
                if connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
                    raise RuntimeError("the upgrade left rows without their parents")
        finally:
            raw.execute("PRAGMA foreign_keys = ON")


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(STEPS))
    config.set_main_option("path_separator", "os")
    return config
