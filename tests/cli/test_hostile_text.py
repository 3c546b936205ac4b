"""Text that could steer a terminal, or be taken for a format, is shown as text wherever it is printed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import pytest

from focus_desktop.cli import commands
from focus_desktop.wording.texts import JOINERS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from focus_desktop.app_services import AppServices
    from tests.conftest import SettableClock

    Run = Callable[..., "Printed"]

HOSTILE = {
    "html": "<b onclick='x()'>bold</b>&amp;<script>",
    "markup": "[red]red[/] [link=http://x]link[/link] [/nothing]",
    "bidi": "a\u202eb\u2066c\u2069\u200fd",
    "nul": "a\0b",
    "ansi": "a\x1b[31mred\x1b[2J\x1b[1A",
    "osc": "a\x1b]0;title\x07\x1b]8;;http://x\x1b\\link\x1b]52;c;cm0=\x07",
    "c1": "a\x9b31mred\x9d0;title\x9c",
    "lines": "a\rb\nc\u2028d\x0be\x85f",
    "long": "x" * 10_000,
    "percent": "%s %(name)s %d %%",
    "braces": "{} {0} {name} {0.__class__} {{",
    "no text": "a\udcff\udc1bb",
}


class Printed(NamedTuple):
    status: int
    out: str
    err: str


@pytest.fixture
def run(services: AppServices, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs a command, and checks that a terminal can show what it prints."""

    def run(*arguments: str) -> Printed:
        status = commands.run(arguments, services, lambda _: 0)
        printed = Printed(status, *capsys.readouterr())
        assert unshowable(printed.out) == unshowable(printed.err) == set()
        assert status in {0, 1, 2}
        assert len(printed.err) < 5000, "a refusal is one sentence"
        return printed

    return run


def unshowable(text: str) -> set[str]:
    """What could steer a terminal."""
    return {one for one in text if not one.isprintable() and one not in f"\n{JOINERS}"}


@pytest.fixture(params=HOSTILE)
def text(request: pytest.FixtureRequest) -> str:
    return HOSTILE[request.param]


ARGUMENTS = (
    "{}",
    "--{}",
    "--start {}",
    "start --quest {}",
    "start --description {}",
    "start --minutes {}",
    "start extra {}",
    "extend {}",
    "history --quest {}",
    "history --status {}",
    "history --limit {}",
    "delete {}",
    "edit {} --minutes 5",
    "edit id --start {}",
    "add --start {} --minutes 5",
    "add --start 08:00 --minutes 5 --description {}",
    "add --start 08:00 --minutes 5 --quest {}",
    "quest {}",
    "quest add {}",
    "quest add title --unit {}",
    "quest add title --colour {}",
    "quest edit {} --target 2",
    "quest edit title --title {}",
    "quest delete {}",
    "stats --from {}",
    "stats --by {}",
    "export {folder}/{}.csv",
    "export {folder}/out --format {}",
    "export {folder}/out.csv --quest {}",
    "import {}",
    "import {folder}/in.csv --format {}",
    "backup {folder}/{}/file",
    "restore {}",
    "serve --port {}",
    "token {}",
)


def test_an_argument_is_never_printed_as_it_is(text: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("started_at\n")
    run("quest", "add", "title")
    for line in ARGUMENTS:
        if "\0" in text and line.partition(" ")[0] in {"export", "import", "backup", "restore"}:
            continue  # No path has a NUL, and no argument.
        run(*(word.replace("{folder}", str(tmp_path)).replace("{}", text) for word in line.split()))


def test_what_is_stored_is_never_printed_as_it_is(
    text: str, run: Run, clock: SettableClock, tmp_path: Path
) -> None:
    title = text.replace("\0", "").encode(errors="ignore").decode()[:200]
    assert run("quest", "add", title, "--unit", title[:20]).status == 0
    assert run("quest", "add", title).status == 0
    (first, second) = json.loads(run("quests", "--json").out)
    run("start", "--quest", first["id"], "--description", title)
    clock.advance(minutes=5)
    for line in (
        "status",
        "status --json",
        "pause",
        "status",
        "resume",
        "extend",
        "complete",
        "history",
        "history --json",
        "quests",
        "quests --json",
        "stats --by quest",
        "stats --by quest --json",
        "check",
        f"export {tmp_path}/out.json",
        f"import {tmp_path}/out.json",
        f"import --dry-run {tmp_path}/out.json",
        "backup",
        "backups",
        "backups --json",
        f"quest edit {second['id']} --target 2",
        f"quest delete {second['id']}",
    ):
        printed = run(*line.split())
        assert (printed.status, line) == (0, line)
        if "--json" in line:
            assert printed.out.isascii()
            json.loads(printed.out)
    assert run("history", "--quest", title).status == 0


def test_what_a_file_of_another_program_says_is_never_printed_as_it_is(
    text: str, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "in.csv"
    said = text.replace("\0", "").encode(errors="ignore").decode().replace('"', "")
    file.write_text(f'started_at,completed_at,quest\n"{said}",{said[:9]!r},"{said}"\n', encoding="utf-8")
    assert run("import", str(file)).status == 1
