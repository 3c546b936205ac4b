"""The sounds in resources/ are those that make_sounds.py makes."""

from __future__ import annotations

import io
import wave
from array import array

import pytest

import make_sounds
from focus_desktop import paths

EACH = pytest.mark.parametrize("name", make_sounds.CHIMES)


@EACH
def test_make_sounds_makes_the_same_file_again(name: str) -> None:
    assert make_sounds.wav(make_sounds.CHIMES[name]) == paths.resource(f"sounds/{name}").read_bytes()


@EACH
def test_a_sound_is_short_rises_softly_does_not_clip_and_ends_in_silence(name: str) -> None:
    samples = stored_samples(name)
    assert 1.0 <= len(samples) / make_sounds.RATE <= 2.0
    assert samples[0] == 0
    assert max(map(abs, samples[:20])) < make_sounds.PEAK / 10
    assert max(map(abs, samples)) == make_sounds.PEAK < 32_767
    assert not any(samples[-make_sounds.TAIL :])


def stored_samples(name: str) -> array[int]:
    with wave.open(io.BytesIO(paths.resource(f"sounds/{name}").read_bytes())) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, make_sounds.RATE)
        return array("h", file.readframes(file.getnframes()))
