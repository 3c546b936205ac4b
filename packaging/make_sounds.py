"""Makes the sounds in resources/: bells, synthesised with whole numbers only, so alike on every computer.

Run it after a change here, and commit what it writes: `python packaging/make_sounds.py`.
"""

from __future__ import annotations

import io
import math
import wave
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "sounds"
RATE = 22_050
"""Samples a second."""
LENGTH = RATE * 3 // 2
PEAK = 20_000
"""The loudest sample; 32,767 would be full scale."""

ATTACK = RATE * 6 // 1000
FADE = RATE * 3 // 10
TAIL = RATE // 20
"""Samples that a note takes to rise, that the end takes to fade, and that are silent after it."""

BITS = 30
"""Binary places of the whole numbers that stand for fractions."""


@dataclass(frozen=True)
class Partial:
    """One of the tones that sound together in a bell."""

    ratio: float
    """To the note's frequency."""
    level: int
    """Parts in a hundred."""
    decay: float
    """Seconds until it has fallen to a third."""


@dataclass(frozen=True)
class Note:
    """A bell that is struck once."""

    frequency: float
    """Hertz."""
    start: float
    """Seconds after the beginning."""
    level: int
    """Parts in a hundred."""


@dataclass(frozen=True)
class Chime:
    """Notes on one kind of bell."""

    bell: tuple[Partial, ...]
    notes: tuple[Note, ...]


WARM = (
    Partial(0.5, 22, 0.45),
    Partial(1.0, 100, 0.40),
    Partial(2.0, 24, 0.24),
    Partial(2.76, 14, 0.13),
)
BRIGHT = (
    Partial(1.0, 100, 0.34),
    Partial(2.0, 36, 0.22),
    Partial(2.76, 22, 0.16),
    Partial(5.4, 8, 0.06),
)
CHIMES = {
    "session-end.wav": Chime(WARM, (Note(659.26, 0.0, 90), Note(523.25, 0.26, 100))),
    "break-end.wav": Chime(BRIGHT, (Note(783.99, 0.0, 80), Note(1046.5, 0.17, 100))),
}


def main() -> None:
    """Write all sounds."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, chime in CHIMES.items():
        (FOLDER / name).write_bytes(wav(chime))


def wav(chime: Chime) -> bytes:
    """The chime as a WAV file: mono, 16 bits."""
    content = io.BytesIO()
    with wave.open(content, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        # `wave` takes the computer's own byte order and writes the format's.
        file.writeframes(array("h", samples(chime)).tobytes())
    return content.getvalue()


def samples(chime: Chime) -> list[int]:
    """What the chime sounds like, -PEAK to PEAK."""
    mixed = [0] * LENGTH
    for note in chime.notes:
        start = round(note.start * RATE)
        for partial in chime.bell:
            for at, sample in enumerate(_ringing(note, partial, LENGTH - start), start):
                mixed[at] += sample
    return _to_scale([sample * _fading(at) // FADE for at, sample in enumerate(mixed)])


def _ringing(note: Note, partial: Partial, length: int) -> Iterator[int]:
    """A resonator that was struck: a sine that starts at 0 and decays, by a recurrence of whole numbers."""
    turn = 2 * math.pi * note.frequency * partial.ratio / RATE
    shrink = math.exp(-1 / (partial.decay * RATE))
    gain = round(2 * shrink * math.cos(turn) * 2**BITS)
    loss = round(shrink * shrink * 2**BITS)
    before = 0
    now = round(note.level * partial.level * shrink * math.sin(turn) * 2**BITS)
    for at in range(length):
        yield before * min(at, ATTACK) // ATTACK
        before, now = now, (gain * now - loss * before) >> BITS


def _fading(at: int) -> int:
    """How much of a sample is left towards the end, 0 to FADE."""
    return max(0, min(FADE, LENGTH - TAIL - at))


def _to_scale(loud: Sequence[int]) -> list[int]:
    loudest = max(map(abs, loud))
    # Towards zero, and not down: an end that hovers at -1 is not silent.
    return [(abs(sample) * PEAK // loudest) * (1 if sample > 0 else -1) for sample in loud]


if __name__ == "__main__":
    main()
