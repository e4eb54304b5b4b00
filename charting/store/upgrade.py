"""Bringing a file to the schema of this version: all or nothing, newer files refused untouched."""

from pathlib import Path

import sqlalchemy as sa

from charting.errors import Known
from charting.words import _

HEAD = "0001"


class NewerFile(Known):
    """The file was written by a newer Rootline."""


def revision_of(engine: sa.Engine) -> str | None:
    """The schema revision a file has, or None for an empty one."""
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one_or_none()
        return None if found is None else str(found)


def upgrade(engine: sa.Engine) -> None:
    """Run the missing steps. Raises NewerFile when the file is ahead of this version."""
    found = revision_of(engine)
    if found == HEAD:
        return
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.set_main_option("path_separator", "os")
    if found is not None and found not in {
        step.revision for step in ScriptDirectory.from_config(config).walk_revisions()
    }:
        raise NewerFile(_("This clinic was opened with a newer Rootline. Install that version to open it."))
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
                if connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
                    raise RuntimeError("the upgrade left rows without their parents")
        finally:
            raw.execute("PRAGMA foreign_keys = ON")
