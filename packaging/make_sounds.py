"""Makes the sounds in resources/: bells, made with whole numbers only, so the same on every computer.

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
"""Samples in which a note rises, samples in which the end fades, and silent samples after that."""

BITS = 30
"""Binary places after the point of whole numbers that represent fractions."""


@dataclass(frozen=True)
class Partial:
    """One of the tones that sound together in a bell."""

    ratio: float
    """Its frequency, as a multiple of the note's."""
    level: int
    """Percent."""
    decay: float
    """Seconds until it has fallen to 1/e, about a third."""


@dataclass(frozen=True)
class Note:
    """A bell that is struck once."""

    frequency: float
    """Hertz."""
    start: float
    """Seconds after the beginning."""
    level: int
    """Percent."""


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
    """Return the chime as a WAV file: mono, 16 bits."""
    content = io.BytesIO()
    with wave.open(content, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        # `wave` takes the computer's own byte order and writes the format's.
        file.writeframes(array("h", samples(chime)).tobytes())
    return content.getvalue()


def samples(chime: Chime) -> list[int]:
    """Return the samples of the chime, -PEAK to PEAK."""
    mixed = [0] * LENGTH
    for note in chime.notes:
        start = round(note.start * RATE)
        for partial in chime.bell:
            for at, sample in enumerate(_decaying_sine(note, partial, LENGTH - start), start):
                mixed[at] += sample
    return _scaled_to_peak([sample * _fade_factor(at) // FADE for at, sample in enumerate(mixed)])


def _decaying_sine(note: Note, partial: Partial, length: int) -> Iterator[int]:
    """A sine that starts at 0 and decays, as of a struck bell, by a recurrence of whole numbers."""
    turn = 2 * math.pi * note.frequency * partial.ratio / RATE
    shrink = math.exp(-1 / (partial.decay * RATE))
    gain = round(2 * shrink * math.cos(turn) * 2**BITS)
    loss = round(shrink * shrink * 2**BITS)
    before = 0
    now = round(note.level * partial.level * shrink * math.sin(turn) * 2**BITS)
    for at in range(length):
        yield before * min(at, ATTACK) // ATTACK
        before, now = now, (gain * now - loss * before) >> BITS


def _fade_factor(at: int) -> int:
    """The factor by which the end fades, 0 to FADE."""
    return max(0, min(FADE, LENGTH - TAIL - at))


def _scaled_to_peak(mixed: Sequence[int]) -> list[int]:
    loudest = max(map(abs, mixed))
    # Rounded towards zero. Rounded down, small negative samples would become -1, which is not silent.
    return [(abs(sample) * PEAK // loudest) * (1 if sample > 0 else -1) for sample in mixed]


if __name__ == "__main__":
    main()
