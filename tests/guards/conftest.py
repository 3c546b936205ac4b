"""The home of the counted processes."""

from pathlib import Path

import pytest

from tests.guards.processes import BYTE_CODE


@pytest.fixture
def home(tmp_path: Path, shared_folder: Path) -> Path:
    """A folder that does not exist yet. The byte code beside it is compiled once for all tests."""
    shared = shared_folder / BYTE_CODE
    shared.mkdir(exist_ok=True)
    (tmp_path / BYTE_CODE).symlink_to(shared)
    return tmp_path / "home"
