"""The decisions of packaging/bootstrap.py. That it works as a whole shows when it runs these tests."""

import subprocess
import sys
from pathlib import Path

import pytest

import bootstrap
from bootstrap import Need, SetupError

ROOT = Path(__file__).resolve().parent.parent


def test_bootstrap_imports_only_the_standard_library_and_modules_beside_it() -> None:
    code = (
        "import sys; sys.path.insert(0, 'packaging'); import bootstrap;"
        "foreign = {name.partition('.')[0] for name in sys.modules} - set(sys.stdlib_module_names);"
        "print(sorted(name for name in foreign if not name.startswith('_')))"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "['bootstrap', 'checks', 'virtual_desktop']"


def test_installed_libraries_programs_and_files_are_found() -> None:
    assert bootstrap.library("libc6", "libc.so.6").is_there()
    assert bootstrap.program("python3", "python3").is_there()
    assert bootstrap.files("base-files", "etc/os-release").is_there()
    assert not bootstrap.library("nothing", "libnothing.so.0").is_there()
    assert not bootstrap.program("nothing", "no-such-program").is_there()
    assert not bootstrap.files("nothing", "no/such/*").is_there()


def test_a_user_who_is_not_root_gets_the_command_that_installs_what_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("shutil.which", lambda _name: "/usr/bin/apt-get")
    missing = [Need("xvfb", lambda: False), Need("dbus", lambda: True), Need("dunst", lambda: False)]
    with pytest.raises(SetupError, match="sudo apt-get install --no-install-recommends xvfb dunst"):
        bootstrap._install_system_packages(missing)


def test_an_old_python_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "OLDEST_PYTHON", (9, 9))
    with pytest.raises(SetupError, match=r"Python 9\.9 or newer is needed"):
        bootstrap.set_up((), "")


@pytest.mark.parametrize("arguments", [[], ["nonsense"]])
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "packaging" / "bootstrap.py", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "run|test|bench" in done.stderr
