"""What tests count and a run prints at its end: how often each fault was tried, how many actions a visit took.

On several cores each worker counts for itself and hands its table over when it is done.
"""

TABLE = {}
TRACE = []
"""Lines to print above the table, for whoever asks for them; kept where the test runs."""


def add(title, what, number=1):
    """Add to a row of the table."""
    rows = TABLE.setdefault(title, {})
    rows[what] = rows.get(what, 0) + number


def take_over(table):
    """Add a worker's table."""
    for title, rows in table.items():
        for what, number in rows.items():
            add(title, what, number)


def write(terminalreporter):
    """Print the table, and what was traced."""
    for line in TRACE:
        terminalreporter.write_line(line)
    if TABLE:
        terminalreporter.section("counted")
    for title, rows in TABLE.items():
        for place, (what, number) in enumerate(rows.items()):
            terminalreporter.write_line(f"{title if not place else '':<38}{number:>7}  {what}")
