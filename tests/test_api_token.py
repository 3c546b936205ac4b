"""The token of the HTTP API: made once, private, replaced on request."""

import os
from pathlib import Path

import pytest

from focus_desktop.api_token import ApiToken
from focus_desktop.model.errors import TokenUnavailable


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "api-token"


def test_a_token_of_256_bits_is_made_once_and_only_its_owner_can_read_it(file: Path) -> None:
    token = ApiToken(file).current()
    assert len(token) == 43  # 256 bits at 6 bits a character
    assert ApiToken(file).current() == token
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_rotate_replaces_the_token_for_every_reader(file: Path) -> None:
    token = ApiToken(file)
    old = token.current()
    new = token.rotate()
    assert new != old
    assert ApiToken(file).current() == token.current() == new


def test_a_token_that_others_could_read_is_made_private_again(file: Path) -> None:
    token = ApiToken(file).current()
    file.chmod(0o644)
    assert ApiToken(file).current() == token
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("weak", ["", "\n", "short", "é" * 43])
def test_a_token_that_the_app_did_not_write_is_replaced(file: Path, weak: str) -> None:
    ApiToken(file).current()
    file.write_text(weak)
    assert len(ApiToken(file).current()) == 43


def test_a_token_that_cannot_be_read_raises_token_unavailable(file: Path) -> None:
    file.mkdir(parents=True)
    with pytest.raises(TokenUnavailable, match="cannot be read"):
        ApiToken(file).current()


def test_a_failed_rotate_raises_token_unavailable_and_keeps_the_old_token(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = ApiToken(file).current()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(TokenUnavailable, match="No space left"):
        ApiToken(file).rotate()
    assert ApiToken(file).current() == token
    assert list(file.parent.iterdir()) == [file]


def test_a_pipe_in_the_token_s_place_is_told_and_not_waited_for(file: Path) -> None:
    file.parent.mkdir()
    os.mkfifo(file)
    with pytest.raises(TokenUnavailable, match="not a regular file"):
        ApiToken(file).current()
    assert file.is_fifo()


def test_a_huge_file_in_the_token_s_place_is_told_and_kept(file: Path) -> None:
    file.parent.mkdir()
    with file.open("wb") as huge:
        huge.truncate(2**40)
    with pytest.raises(TokenUnavailable, match="too large"):
        ApiToken(file).current()
    assert file.stat().st_size == 2**40


def test_a_link_to_the_token_stays_one(file: Path, tmp_path: Path) -> None:
    file.parent.mkdir()
    file.symlink_to(tmp_path / "elsewhere")
    token = ApiToken(file).current()
    assert file.is_symlink()
    assert (tmp_path / "elsewhere").read_text() == token + "\n"
