"""Schemathesis, a property-based tester, looks for answers that differ from the served schema."""

import subprocess
import sys
from pathlib import Path

import pytest

from focus_desktop.api.server import ApiServer
from focus_desktop.api_token import ApiToken

CONFIGURATION = Path(__file__).with_name("schemathesis.toml")


@pytest.mark.long
def test_schemathesis_finds_nothing(server: ApiServer, token: ApiToken, tmp_path: Path) -> None:
    done = subprocess.run(
        [
            Path(sys.executable).with_name("schemathesis"),
            *("--config-file", CONFIGURATION),
            *("run", f"{server.address}/openapi.json"),
            *("--header", f"Authorization: Bearer {token.current()}"),
            *("--checks", "all"),
            *("--max-examples", "20"),
            *("--seed", "1"),  # The same cases in every run, so that a failure can be repeated.
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "No issues found" in done.stdout
