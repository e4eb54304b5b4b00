"""Accounts, amendments and marks of visits, stored papers and photos, disclosures."""

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Run the frozen statements of 0002.sql, one to a paragraph."""
    statements = Path(__file__).with_name("0002.sql").read_text(encoding="utf-8")
    connection = op.get_bind()
    for statement in statements.split("\n\n"):
        if statement.strip():
            connection.exec_driver_sql(statement)
