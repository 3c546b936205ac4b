"""Malformed files are refused with the line and the reason; nothing is changed, and memory stays small."""

import resource
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from focus_desktop.controller import Controller
from focus_desktop.exchange.format import Format
from focus_desktop.model.errors import MalformedFile
from tests.conftest import ROOT, SettableClock
from tests.exchange.damage import DATABASES, TEXTS, damage_database, damaged_text
from tests.full_store import fill, rows

OF_EACH_TEXT, OF_EACH_DATABASE = 45, 15  # 300 in all
MOST_KILOBYTES = 300_000


def refusal(controller: Controller, file: Path, kind: Format) -> MalformedFile | None:
    """Why a file is refused; None if it is read."""
    try:
        controller.preview_import(file, kind).close()
    except MalformedFile as error:
        return error
    return None


@pytest.mark.parametrize("kind", TEXTS)
def test_an_undamaged_file_is_read(kind: Format, sqlite_controller: Controller, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(TEXTS[kind])
    plan = sqlite_controller.preview_import(file, kind)
    assert plan.preview.added + plan.preview.duplicates > 0
    plan.close()


@pytest.mark.parametrize("kind", TEXTS)
def test_a_damaged_text_is_refused_with_line_and_reason(
    kind: Format, sqlite_controller: Controller, clock: SettableClock, tmp_path: Path
) -> None:
    fill(sqlite_controller, clock)
    before = rows(sqlite_controller)
    file = tmp_path / "file"
    for seed in range(OF_EACH_TEXT):
        file.write_bytes(damaged_text(kind, seed))
        refused = refusal(sqlite_controller, file, kind)
        assert refused is not None, f"seed {seed} was read: {damaged_text(kind, seed)!r}"
        lines = file.read_bytes().count(b"\n") + 1
        assert 1 <= refused.line <= lines, (seed, refused)
        assert refused.message.startswith(f"file, line {refused.line}: ")
    assert rows(sqlite_controller) == before


@pytest.mark.parametrize("kind", DATABASES)
def test_a_damaged_database_is_refused_with_row_and_reason(
    kind: Format, sqlite_controller: Controller, tmp_path: Path
) -> None:
    for seed in range(OF_EACH_DATABASE):
        file = tmp_path / f"{seed}.db"
        damage_database(kind, seed, file)
        refused = refusal(sqlite_controller, file, kind)
        assert refused is not None, f"seed {seed} was read"
        assert refused.line >= 1
    assert not any(rows(sqlite_controller).values())


LONG_VALUES = {
    **dict.fromkeys(TEXTS, "started_at\n"),
    Format.JSON: "[",
    Format.TIMEWARRIOR: "[",
    Format.SUPER_PRODUCTIVITY: '{"data":{"task":{"entities":{"a":',
}
"""What stands in a file of each format before a value that may be of any length."""


@pytest.mark.parametrize(
    ("kind", "start"), [*((kind, "") for kind in (*TEXTS, *DATABASES)), *LONG_VALUES.items()]
)
def test_a_line_of_100_megabytes_takes_little_memory(kind: Format, start: str, tmp_path: Path) -> None:
    program = """
        import sys
        from pathlib import Path
        from focus_desktop.exchange import formats, source
        from focus_desktop.model.errors import MalformedFile
        try:
            with source.opened(Path(sys.argv[1])) as file:
                for _ in formats.reader(formats.Format(sys.argv[2]))(file):
                    pass
            print("read")
        except MalformedFile as error:
            print("refused", error.line, error.reason.message)
        status = Path("/proc/self/status").read_text()  # Not getrusage: its peak is also the parent's.
        print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
    """
    file = tmp_path / "file"
    with file.open("w") as stream:
        stream.write(start)
        for _ in range(100):
            stream.write("x" * 1_000_000)
    command = [sys.executable, "-c", textwrap.dedent(program), str(file), kind]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    said, kilobytes = done.stdout.splitlines()
    assert said.startswith(("refused 1 ", "refused 2 "))
    assert int(kilobytes) < MOST_KILOBYTES


@pytest.mark.parametrize("piece", ['{"id":1,"tags":["a"]', "[", '{"a":', '"' + "x" * 1000])
def test_json_that_never_ends_takes_little_memory(piece: str, tmp_path: Path) -> None:
    file = tmp_path / "file.json"
    with file.open("w") as stream:
        for _ in range(3):
            stream.write(piece * (30_000_000 // len(piece)))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    from focus_desktop.exchange import formats, source  # noqa: PLC0415

    for kind in (Format.JSON, Format.TIMEWARRIOR, Format.SUPER_PRODUCTIVITY):
        with pytest.raises(MalformedFile), source.opened(file) as opened:
            list(formats.reader(kind)(opened))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000
