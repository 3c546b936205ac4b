"""Makes a Debian package of the app's folder: its files, its description and its dependencies."""

from __future__ import annotations

import gzip
import hashlib
import os
import platform
import shutil
import subprocess
import tempfile
import textwrap
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

import icons
import man_page
from bootstrap import QT_COMFORTS, QT_LIBRARIES, ROOT
from bundle import ICON, SUMMARY, VERSION, requirements
from focus_desktop import paths, wording
from focus_desktop.app import COMPLETION_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Mapping

LINUX = Path(__file__).parent / "linux"
DESKTOP_ENTRY = f"{paths.APP_ID}.desktop"
METAINFO = f"{paths.APP_ID}.metainfo.xml"
# The project has no mail address.
MAINTAINER = "The Focus Desktop authors <focus-desktop@localhost.invalid>"
COMPLETIONS = {
    "bash": f"bash-completion/completions/{paths.APP_NAME}",
    "zsh": f"zsh/vendor-completions/_{paths.APP_NAME}",
    "fish": f"fish/vendor_completions.d/{paths.APP_NAME}.fish",
}


class PackageError(Exception):
    """The package cannot be made, or is wrong; the text says why."""


def build(folder: Path, into: Path, environment: Mapping[str, str], *, loosely: bool = False) -> Path:
    """Make a package of the app's `folder`; return the path of the package. Raises PackageError.

    `environment` must contain SOURCE_DATE_EPOCH, the time that all files get. With `loosely`, the
    package is compressed less: that takes a seventh of the time, and the package is a fifth larger.
    """
    if shutil.which("dpkg-deb") is None:
        raise PackageError("A Debian package can only be built where dpkg-deb is.")
    architecture = _output("dpkg", "--print-architecture")
    epoch = int(environment["SOURCE_DATE_EPOCH"])
    package = into / f"{paths.APP_NAME}_{VERSION}_{architecture}.deb"
    with tempfile.TemporaryDirectory(prefix="focus-desktop-package-") as root:
        tree = Path(root)
        lay_out(tree, folder, datetime.fromtimestamp(epoch, UTC))
        _write_control_files(tree, architecture)
        _set_modes_and_times(tree, epoch)
        compression = ["-Zxz", "-z0"] if loosely else ["-Zxz"]
        command = ["dpkg-deb", "--root-owner-group", *compression, "--build", root, str(package)]
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    return package


def check(package: Path) -> None:
    """Check the package with those of Debian's tools that are installed. Raises PackageError."""
    with tempfile.TemporaryDirectory(prefix="focus-desktop-package-") as root:
        subprocess.run(["dpkg-deb", "--extract", package, root], check=True)
        share = Path(root, "usr/share")
        for command in (
            ["desktop-file-validate", str(share / "applications" / DESKTOP_ENTRY)],
            ["appstreamcli", "validate", "--no-net", str(share / "metainfo" / METAINFO)],
            ["lintian", "--allow-root", "--fail-on", "error,warning", str(package)],
        ):
            if shutil.which(command[0]) is None:
                continue
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                raise PackageError(f"{command[0]} is not content:\n{done.stdout}{done.stderr}")


def lay_out(tree: Path, folder: Path, date: datetime) -> None:
    """Put every file into `tree`, at the path where the system looks for it."""
    share = tree / "usr" / "share"
    home = Path("opt") / paths.APP_NAME
    shutil.copytree(folder, tree / home, symlinks=True)
    (tree / "usr" / "bin").mkdir(parents=True)
    (tree / "usr" / "bin" / paths.APP_NAME).symlink_to(Path("/") / home / paths.APP_NAME)

    _write(share / "applications" / DESKTOP_ENTRY, (LINUX / DESKTOP_ENTRY).read_bytes())
    metainfo = Template((LINUX / METAINFO).read_text(encoding="utf-8")).substitute(
        version=VERSION, date=f"{date:%Y-%m-%d}"
    )
    _write(share / "metainfo" / METAINFO, metainfo.encode())
    hicolor = share / "icons" / "hicolor"
    _write(hicolor / "scalable" / "apps" / f"{paths.APP_ID}.svg", ICON.read_bytes())
    for size in icons.PNG_SIZES:
        picture = hicolor / f"{size}x{size}" / "apps" / f"{paths.APP_ID}.png"
        _write(picture, icons.png(ICON, size))
    for shell, file in COMPLETIONS.items():
        _write(share / file, completion(folder / paths.APP_NAME, shell).encode())
    manual = man_page.page(VERSION, f"{date:%Y-%m-%d}", SUMMARY)
    _write(share / "man" / "man1" / f"{paths.APP_NAME}.1.gz", _gzipped(manual))
    documents = share / "doc" / paths.APP_NAME
    _write(documents / "changelog.gz", _gzipped(changelog(date)))
    _write(documents / "copyright", licences().encode())
    overrides = share / "lintian" / "overrides" / paths.APP_NAME
    _write(overrides, (LINUX / "lintian-overrides").read_bytes())


def control(architecture: str, installed_kib: int) -> str:
    """Return the control file: the description of the package."""
    libc = f"libc6 (>= {platform.libc_ver()[1]})"
    fields = {
        "Package": paths.APP_NAME,
        "Version": VERSION,
        "Architecture": architecture,
        "Maintainer": MAINTAINER,
        "Installed-Size": str(installed_kib),
        "Depends": ", ".join([libc, *(need.package for need in QT_LIBRARIES)]),
        "Recommends": ", ".join(need.package for need in QT_COMFORTS),
        "Section": "utils",
        "Priority": "optional",
        "Description": "\n ".join(["focus timer for the desktop", *textwrap.wrap(SUMMARY)]),
    }
    return "".join(f"{name}: {text}\n" for name, text in fields.items())


def completion(program: Path, shell: str) -> str:
    """Return the completion script for a shell, which the program itself prints."""
    environment = os.environ | {COMPLETION_VARIABLE: f"source_{shell}"}
    done = subprocess.run([program], env=environment, capture_output=True, text=True, check=True)
    # zsh looks for `#compdef` only in the first line.
    return done.stdout.strip() + "\n"


def changelog(date: datetime) -> str:
    """Return a changelog in Debian's format. What changed is in the project's history."""
    return (
        f"{paths.APP_NAME} ({VERSION}) unstable; urgency=medium\n\n  * Release {VERSION}.\n\n"
        f" -- {MAINTAINER}  {format_datetime(date)}\n"
    )


def licences() -> str:
    """Return the licences of the app and of what is bundled with it."""
    bundled = "\n".join(f"  {one}" for one in requirements())
    return (
        f"{wording.APP_TITLE}\n\n{(ROOT / 'LICENSE').read_text()}\n"
        f"The folder /opt/{paths.APP_NAME}/_internal holds Python and these libraries, unchanged but for\n"
        "stripped symbols and what is left out (parts that are not used, and such of ICU's data),\n"
        f"each under its own licence:\n\n{bundled}\n\n"
        "Qt and PySide6 are used under the GNU Lesser General Public License version 3, whose text is in\n"
        "/usr/share/common-licenses/LGPL-3; they are shared libraries that may be replaced.\n"
    )


def _write_control_files(tree: Path, architecture: str) -> None:
    files = sorted(file for file in tree.rglob("*") if file.is_file() and not file.is_symlink())
    kib = sum(-(-file.stat().st_size // 1024) for file in files)
    sums = "".join(
        f"{hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()}  {file.relative_to(tree)}\n"
        for file in files
    )
    _write(tree / "DEBIAN" / "md5sums", sums.encode())
    _write(tree / "DEBIAN" / "control", control(architecture, kib).encode())


def _set_modes_and_times(tree: Path, epoch: int) -> None:
    """Give all files the same modes and times, whatever the umask and the clock of this computer."""
    program = tree / "opt" / paths.APP_NAME / paths.APP_NAME
    for file in (tree, *tree.rglob("*")):
        if not file.is_symlink():
            file.chmod(0o755 if file.is_dir() or file == program else 0o644)
        os.utime(file, (epoch, epoch), follow_symlinks=False)


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def _gzipped(text: str) -> bytes:
    return gzip.compress(text.encode(), mtime=0)


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
