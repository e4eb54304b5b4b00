"""What a seal costs beside setting its paper: `python tests/bench/bench_seal.py`.

Reported are milliseconds for the practice clinic's chart summary: the first one with the libraries it loads, then the
median when warm. Nothing fails by being slow.
"""

import statistics
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from charting.actions.paper_check import check_bytes
from charting.actions.paper_keys import paper_key
from charting.output.documents import build, gather, number_of
from charting.output.pdf_seal import SealWords, seal_paper
from charting.output.seal_look import look_at
from charting.paper_key import new_paper_key
from charting.practice.clinic import complete_visit, open_practice

KIND = "chart_summary"
ROUNDS = 15


def took(work):
    """The milliseconds of processor time of one call."""
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


def main():
    now = datetime.now().astimezone()
    with tempfile.TemporaryDirectory() as folder:
        chart = open_practice(Path(folder), now)
        key = paper_key(chart, now)
        paper = gather(complete_visit(chart), chart.clinic(), now, "Bench", chart.seal())
        chart.close()
    pdf = build(KIND, paper)
    words = SealWords(KIND, number_of(KIND, paper), 1, paper.seal)
    first = took(lambda: seal_paper(pdf, key, words, now))
    sealed = seal_paper(pdf, key, words, now)
    timed = {
        "make a key and its certificate": lambda: new_paper_key("Sample Clinic", now, practice=False),
        "set and read back": lambda: build(KIND, paper),
        "seal and check the seal": lambda: seal_paper(pdf, key, words, now),
        "look for a seal": lambda: look_at(sealed, [key.certificate]),
        "judge a genuine paper": lambda: check_bytes(sealed, [key.certificate]),
    }
    sys.stdout.write(f"{len(pdf)} bytes, {len(sealed) - len(pdf)} more with the seal" + "\n")
    sys.stdout.write(f"{'first seal, with loading':32}{first:9.1f} ms" + "\n")
    for name, work in timed.items():
        sys.stdout.write(f"{name:32}{statistics.median(took(work) for _round in range(ROUNDS)):9.1f} ms" + "\n")


if __name__ == "__main__":
    main()
