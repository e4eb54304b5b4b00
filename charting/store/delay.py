"""How long one waits after wrong passwords: the same rule at the door and at the covered screen."""

FREE_TRIES = 5
LONGEST_SECONDS = 15 * 60
_MOST_DOUBLINGS = 10


def delay_after(failures: int) -> int:
    """Seconds until the next try counts, after so many failures in a row: none for the first four, then 2, 4, 8 ..."""
    over = failures - FREE_TRIES + 1
    return 0 if over < 1 else min(2 ** min(over, _MOST_DOUBLINGS), LONGEST_SECONDS)
