"""The first schema: patients, courses, visits and their sheets, with the locks on signed ones."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Run the frozen statements of 0001.sql, one to a paragraph."""
    statements = Path(__file__).with_name("0001.sql").read_text(encoding="utf-8")
    connection = op.get_bind()
    for statement in statements.split("\n\n"):
        if statement.strip():
            connection.exec_driver_sql(statement)
