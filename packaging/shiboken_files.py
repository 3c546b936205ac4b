"""The Python files inside of libshiboken6, as byte code beside it, so that PySide is imported faster.

At each start libshiboken6 would unpack and compile them. If there is a folder `files.dir` beside it, it
imports them from there instead. It makes that folder itself if the environment says SBK_EMBED=0; see
signature_bootstrap.py in PySide's sources.
"""

from __future__ import annotations

import os
import py_compile
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6

if TYPE_CHECKING:
    from bundle import Entry

FOLDER = Path("shiboken6", "files.dir")
PACKAGE = "shibokensupport"
UNUSED = Path("signature", "lib", "pyi_generator.py")
"""Writes the stub files of PySide. Here it is empty: it is imported at each start, which takes 10 ms."""


def byte_code(work: Path) -> list[Entry]:
    """Compile the files in `work`; return them as entries of one of PyInstaller's tables."""
    # The folder is made in a copy: the installed one may be in use, or not be writable.
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(Path(shiboken6.__file__).parent, work / FOLDER.parent)
    subprocess.run(
        [sys.executable, "-B", "-c", "import shiboken6.Shiboken"],
        env=os.environ | {"SBK_EMBED": "0", "PYTHONPATH": str(work)},
        check=True,
    )
    package = work / FOLDER / PACKAGE
    (package / UNUSED).write_text("")
    sources = sorted(package.rglob("*.py"))
    compiled = [_compiled(file, work) for file in sources]
    return [(str(file.relative_to(work)), str(file), "DATA") for file in compiled]


def _compiled(source: Path, work: Path) -> Path:
    compiled = source.with_suffix(".pyc")
    # Python imports a .pyc file without its source, too. It is not compared with one.
    py_compile.compile(
        str(source),
        str(compiled),
        dfile=str(source.relative_to(work / FOLDER)),
        doraise=True,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
    return compiled
