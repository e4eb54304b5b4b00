"""Writes due.wav, the two notes of a clock that ends: E5 and A5, soft, 0.62 s. Run it in this folder."""

import math
import struct
import wave
from pathlib import Path

RATE = 22050
NOTES = ((659.26, 0.0), (880.0, 0.2))
LONG, WHOLE = 0.42, 0.62
LOUD, SECOND = 0.16, 0.25


def sample(second: float) -> float:
    """The sound at a time, between -1 and 1: each note swells in 12 ms and dies away, with a little of its octave."""
    sound = 0.0
    for hertz, start in NOTES:
        at = second - start
        if 0 <= at < LONG:
            swell = min(at / 0.012, 1.0) * (1 - at / LONG) ** 2
            wave_ = math.sin(2 * math.pi * hertz * at) + SECOND * math.sin(4 * math.pi * hertz * at)
            sound += LOUD * swell * wave_
    return sound


def make(file: Path) -> None:
    """Write the sound as 16-bit mono."""
    frames = [struct.pack("<h", round(32767 * sample(at / RATE))) for at in range(int(RATE * WHOLE))]
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(b"".join(frames))


if __name__ == "__main__":
    make(Path(__file__).with_name("due.wav"))
