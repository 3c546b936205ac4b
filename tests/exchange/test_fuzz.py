"""Whatever is in a file, it is read or refused with a reason, in a short time."""

from __future__ import annotations

import os
import time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from focus_desktop.exchange import formats
from focus_desktop.model.errors import FocusError, UnusableFile
from tests.exchange.damage import DATABASES, TEXTS, break_name
from tests.exchange.reading import make_focus_timer

if TYPE_CHECKING:
    from focus_desktop.controller import Controller
    from focus_desktop.exchange.format import Format

LONGEST_S = 10.0
"""Seconds of the processor for a file of some kilobytes; each takes some milliseconds."""

ODD_PIECES = st.sampled_from(
    [
        b"",
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b'"',
        b"'",
        b",",
        b"\n",
        b"\r",
        b"[" * 2000,
        b'{"a":' * 2000,
        b"9" * 5000,
        b"-1",
        b"1e999",
        b"NaN",
        b"null",
        b"true",
        b'"\\ud800"',
        b"0001-01-01T00:00:00Z",
        b"9999-12-31T23:59:59.999999+14:00",
        b"2026-02-30",
        b"x" * 70_000,
    ]
) | st.binary(max_size=20)
CHANGES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), ODD_PIECES), min_size=1, max_size=4)


def changed(content: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    """The content with some pieces replaced: each at a part of its length, of so many bytes."""
    for place, length, piece in changes:
        at = round(place * len(content))
        content = content[:at] + piece + content[at + length :]
    return content


@cache
def good_file(kind: Format) -> bytes:
    """A file of this format that can be read."""
    if kind in TEXTS:
        return TEXTS[kind]
    with TemporaryDirectory() as folder:
        DATABASES[kind](Path(folder) / "file")
        return (Path(folder) / "file").read_bytes()


def read(controller: Controller, content: bytes, kind: Format | None) -> None:
    """Read the file as a person would, and import what is in it; a refusal is fine."""
    begun = time.process_time()
    with TemporaryDirectory() as folder:
        file = Path(folder) / "file"
        file.write_bytes(content)
        try:
            controller.preview_import(file, kind).close()
        except FocusError as error:
            told = str(error)
            assert 0 < len(told) < 1000
    assert time.process_time() - begun < LONGEST_S


@pytest.mark.parametrize("kind", [*TEXTS, *DATABASES, None])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=500))
def test_random_bytes_are_refused(kind: Format | None, content: bytes, sqlite_controller: Controller) -> None:
    read(sqlite_controller, content, kind)


@pytest.mark.parametrize("kind", [*TEXTS, *DATABASES])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES, is_told=st.booleans())
def test_a_good_file_with_changes_is_read_or_refused(
    kind: Format, changes: list[tuple[float, int, bytes]], is_told: bool, sqlite_controller: Controller
) -> None:
    read(sqlite_controller, changed(good_file(kind), changes), kind if is_told else None)


@pytest.mark.parametrize("kind", [*TEXTS, *DATABASES])
def test_the_good_file_is_read(kind: Format, sqlite_controller: Controller, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(good_file(kind))
    assert formats.detected(file) is kind
    sqlite_controller.preview_import(file, kind).close()


def test_a_database_with_a_name_that_is_no_text_is_refused(
    sqlite_controller: Controller, tmp_path: Path
) -> None:
    file = make_focus_timer(tmp_path / "file")
    break_name(file)
    with pytest.raises(UnusableFile, match="SQLite"):
        sqlite_controller.preview_import(file)


@pytest.mark.parametrize("kind", [*TEXTS, *DATABASES, None])
def test_a_pipe_and_a_device_are_refused_and_not_waited_for(
    kind: Format | None, sqlite_controller: Controller, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path, Path("/dev/zero")):
        with pytest.raises(UnusableFile, match="cannot be read"):
            sqlite_controller.preview_import(path, kind)
