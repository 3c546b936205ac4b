"""Arguments that are no text in the terminal's encoding: each gets one clear sentence."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run

NO_TEXT = "a\udcffb"

ARGUMENTS = (
    "start --quest X",
    "start --description X",
    "start --minutes X",
    "--start X",
    "X",
    "--X",
    "extend X",
    "quest add X",
    "quest add title --unit X",
    "quest add title --colour X",
    "quest edit X --title title",
    "quest edit Known --title X",
    "quest edit Known --status X",
    "quest delete X",
    "history --quest X",
    "history --status X",
    "history --limit X",
    "delete X",
    "edit X --minutes 5",
    "add --start X --minutes 3",
    "add --start 08:00 --minutes 3 --description X",
    "add --start 08:00 --minutes 3 --quest X",
    "stats --from X",
    "stats --by X",
    "export out.csv --quest X",
    "export out.csv --format X",
    "export X/file",
    "import X",
    "import in.csv --format X",
    "backup X/file",
    "restore X",
    "serve --port X",
    "check X",
)


def test_an_argument_that_is_no_text_gets_one_clear_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in.csv").write_text("")
    run("quest", "add", "Known")
    for line in ARGUMENTS:
        done = run(*(word.replace("X", NO_TEXT) for word in line.split()))
        said = " ".join(done.err)
        assert (done.out, done.status in {1, 2}) == ([], True), line
        assert "raw data" not in said
        assert said
        assert done.status == 2 or len(done.err) == 1
