"""Nothing in the settings file is lost, whatever is in it and whatever is in its place."""

import json
import os
import socket
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focus_desktop import atomic_file
from focus_desktop.settings import DEFAULT_PRESETS, Preset, Settings
from focus_desktop.settings_file import SettingsFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def copies(path: Path) -> list[str]:
    """What is in the copies that were kept, the oldest first."""
    return [one.read_text() for one in sorted(path.parent.glob(f"{path.name}.broken*"))]


def test_good_presets_are_kept_beside_a_bad_one_and_the_bad_one_in_a_copy(path: Path) -> None:
    good, bad = {"name": "Good", "minutes": 10, "break_minutes": 2}, {"name": "", "minutes": 10}
    stored = json.dumps({"presets": [good, bad, 30]})
    path.write_text(stored)
    file = SettingsFile(path)
    assert file.current.presets == (Preset("Good", 10, 2), Preset("30 min", 30, 5))
    assert "presets" in str(file.problem)
    assert copies(path) == []
    file.change(minutes=40)
    assert copies(path) == [stored]
    again = SettingsFile(path)
    assert again.problem is None
    assert again.current.presets == file.current.presets
    again.change(minutes=41)
    assert copies(path) == [stored]


def test_of_too_many_presets_the_first_are_used(path: Path) -> None:
    path.write_text(json.dumps({"presets": list(range(1, 12))}))
    file = SettingsFile(path)
    assert [preset.minutes for preset in file.current.presets] == list(range(1, 9))
    assert file.problem is not None


def test_what_a_newer_version_has_stored_stays_in_the_file(path: Path) -> None:
    preset = {"name": "Good", "minutes": 10, "break_minutes": 2, "colour": "red"}
    path.write_text(json.dumps({"invented_later": {"a": [1, None]}, "minutes": 30, "presets": [preset, 20]}))
    file = SettingsFile(path)
    assert file.problem is None
    file.change(minutes=40)
    stored = json.loads(path.read_text())
    assert stored["invented_later"] == {"a": [1, None]}
    assert stored["minutes"] == 40
    assert stored["presets"][0] == preset
    assert copies(path) == []


def test_each_damaged_file_is_kept_under_a_name_of_its_own(path: Path) -> None:
    for damage in ("first", "second", "third"):
        path.write_text(damage)
        SettingsFile(path).change(minutes=40)
    assert sorted(copies(path)) == ["first", "second", "third"]


def test_a_link_stays_a_link_and_its_target_is_written(tmp_path: Path, path: Path) -> None:
    target = tmp_path / "dotfiles" / "settings.json"
    path.symlink_to(target)
    SettingsFile(path).change(minutes=40)
    assert path.is_symlink()
    assert SettingsFile(target).current.minutes == 40
    target.write_text("{")
    SettingsFile(path).change(minutes=41)
    assert path.is_symlink()
    assert SettingsFile(target).current.minutes == 41
    assert copies(target) == ["{"]


def make_fifo(path: Path) -> None:
    os.mkfifo(path)


def make_folder(path: Path) -> None:
    path.mkdir()


def make_socket(path: Path) -> None:
    with closing(socket.socket(socket.AF_UNIX)) as made:
        made.bind(str(path))


def make_endless_link(path: Path) -> None:
    path.symlink_to(path)


def link_to_a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def make_huge_file(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(2**40)


def make_unreadable_file(path: Path) -> None:
    if os.getuid() == 0:
        pytest.skip("root can read every file")
    path.write_text("{}")
    path.chmod(0)


@pytest.mark.parametrize(
    "make",
    [
        make_unreadable_file,
        make_fifo,
        make_folder,
        make_socket,
        make_endless_link,
        link_to_a_device,
        make_huge_file,
    ],
)
def test_what_is_no_file_is_told_and_neither_read_nor_replaced(path: Path, make: Any) -> None:
    make(path)
    before = path.lstat()
    file = SettingsFile(path)
    assert file.current == Settings()
    assert str(file.problem).startswith("The settings could not be read (")
    for minutes in (40, 41):
        with pytest.raises(OSError):  # noqa: PT011 — each has another
            file.change(minutes=minutes)
        assert file.current.minutes == minutes
    after = path.lstat()
    assert (after.st_ino, after.st_mode, after.st_size) == (before.st_ino, before.st_mode, before.st_size)


def test_what_can_be_read_again_is_kept_beside_the_changes_of_the_meantime(path: Path) -> None:
    path.symlink_to(path)
    file = SettingsFile(path)
    with pytest.raises(OSError):  # noqa: PT011 — each system has another
        file.change(minutes=40)
    path.unlink()
    path.write_text(json.dumps({"sound": False, "minutes": 30, "invented_later": 1}))
    heard: list[Settings] = []
    file.subscribe(lambda _, new: heard.append(new))
    file.change()
    assert (file.current.minutes, file.current.sound) == (40, False)
    assert heard == [file.current]
    assert SettingsFile(path).current == file.current
    assert json.loads(path.read_text())["invented_later"] == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
PRESETS = st.lists(
    JSON
    | st.integers(-5, 1500)
    | st.fixed_dictionaries(
        {
            "name": st.text() | JSON,
            "minutes": st.integers(0, 1500) | JSON,
            "break_minutes": st.integers() | JSON,
        },
        optional={"colour": JSON},
    ),
    max_size=10,
)
NAMES = st.sampled_from(Settings._fields) | st.text()
OBJECTS = st.dictionaries(NAMES, JSON | st.integers(-2, 100) | st.sampled_from(["complete", "dark"])) | (
    st.builds(lambda presets, rest: rest | {"presets": presets}, PRESETS, st.dictionaries(NAMES, JSON))
)


@given(
    st.binary()
    | OBJECTS.map(lambda values: json.dumps(values).encode())
    | JSON.map(lambda value: json.dumps(value).encode())
)
def test_whatever_is_in_the_file_valid_settings_come_out_and_nothing_is_lost(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "settings.json"
        path.write_bytes(content)
        file = SettingsFile(path)
        assert_valid(file.current, Path(folder))
        file.change(minutes=file.current.minutes % 1440 + 1)
        again = SettingsFile(path)
        assert again.current == file.current
        assert again.problem is None
        if file.problem is not None:
            assert content in [one.read_bytes() for one in Path(folder).glob("*.broken*")]
        else:
            assert_kept(json.loads(content.decode("utf-8-sig")), json.loads(path.read_text()))


def assert_valid(settings: Settings, folder: Path) -> None:
    """All of it is valid if it is the same when it was stored and loaded once more."""
    other = folder / "other.json"
    changed = SettingsFile(other)
    changed.change(**vars(settings))
    loaded = SettingsFile(other)
    assert loaded.problem is None
    assert loaded.current == settings
    str(settings).encode()


def assert_kept(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Everything is still there, but for the minutes, and presets of the time before they had names."""
    for name, value in before.items():
        if name == "presets":
            for old, new in zip(value, after[name], strict=True):
                assert new == old or type(old) in {int, bool}
        elif name != "minutes":
            assert json.dumps(after[name]) == json.dumps(value)


def test_a_small_file_is_read_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "file"
    atomic_file.write(file, "a\nb")
    assert atomic_file.read(file) == b"a\nb"


def test_the_defaults_are_presets_that_can_be_used(path: Path) -> None:
    path.write_text("{}")
    assert SettingsFile(path).current.presets == DEFAULT_PRESETS
