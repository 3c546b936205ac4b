"""Makes ICU's data library smaller: Qt only asks ICU for what this module keeps.

The library holds one table of files, icudtNN_dat. Its format is described in ICU's source code, in
source/common/ucmndata.h and source/tools/toolutil/package.cpp.
"""

from __future__ import annotations

import re
import struct
import subprocess
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

KEPT = re.compile(
    r"""
    coll/                                                          # The order of words in all languages.
    | (root|pool|res_index|icuver|keyTypeData|likelySubtags|numberingSystems|plurals)\.res$
    | (supplementalData|metaZones|timezoneTypes|zoneinfo64)\.res$  # Time zones and regions,
    | zone/(root|pool|res_index|tzdbNames)\.res$                   # which the former refer to.
    | cnvalias\.icu$                                               # The names of encodings.
    """,
    re.VERBOSE,
)
"""Left out: what is translated (Qt has its own tables), encodings other than Unicode's and Latin-1,
transliteration, spelled numbers, dictionaries for line breaks."""

_MAGIC = b"\xda\x27"
_ASSEMBLER = """
    .section .rodata
    .balign 4096
    .globl {symbol}
    .type {symbol}, @object
{symbol}:
    .incbin "{file}"
    .size {symbol}, . - {symbol}
    .section .note.GNU-stack, "", @progbits
"""


class IcuError(Exception):
    """The library is not what this module expects; the text says what is wrong."""


def make_smaller(library: Path, work: Path) -> Path:
    """Write a library with the kept part of ICU's data into `work`; return its path. Raises IcuError."""
    symbol, data = _data_of(library)
    header, files = unpack(data)
    kept = {name: content for name, content in files.items() if KEPT.match(name.partition("/")[2])}
    if len(kept) < 100:
        raise IcuError(f"{library.name} has only {len(kept)} of the expected files.")
    work.mkdir(parents=True, exist_ok=True)
    file, source, smaller = work / "icu.dat", work / "icu.s", work / library.name
    file.write_bytes(pack(header, kept))
    source.write_text(_ASSEMBLER.format(symbol=symbol, file=file))
    subprocess.run(["as", "-o", source.with_suffix(".o"), source], check=True)
    linked = ["ld", "-shared", "-soname", library.name, "-z", "noexecstack", "--build-id=none"]
    subprocess.run([*linked, "-o", smaller, source.with_suffix(".o")], check=True)
    return smaller


def unpack(data: bytes) -> tuple[bytes, dict[str, bytes]]:
    """Return the header of a table of files, and the files by their names. Raises IcuError."""
    size, magic = struct.unpack_from("<H2s", data)
    if magic != _MAGIC or data[12:16] != b"CmnD":
        raise IcuError("ICU's data is not a table of files in little-endian order.")
    (count,) = struct.unpack_from("<I", data, size)
    table = struct.iter_unpack("<II", data[size + 4 : size + 4 + 8 * count])
    names, starts = zip(*((size + name, size + start) for name, start in table), strict=True)
    return data[:size], {
        data[name : data.index(b"\0", name)].decode(): data[start:end]
        for name, (start, end) in zip(names, pairwise((*starts, len(data))), strict=True)
    }


def pack(header: bytes, files: Mapping[str, bytes]) -> bytes:
    """Return a table of files: the header, the places of names and contents, the names, the contents."""
    # ICU looks names up by bisection. Each file begins at a multiple of 16 bytes.
    ordered = sorted((name.encode() + b"\0", content) for name, content in files.items())
    names = b"".join(name for name, _ in ordered)
    start_of_names = 4 + 8 * len(ordered)
    places, contents = b"", b""
    name_at, file_at = start_of_names, _padded(len(header) + start_of_names + len(names)) - len(header)
    for name, content in ordered:
        places += struct.pack("<II", name_at, file_at + len(contents))
        contents += content.ljust(_padded(len(content)), b"\0")
        name_at += len(name)
    table = header + struct.pack("<I", len(ordered)) + places + names
    return table.ljust(len(header) + file_at, b"\0") + contents


def _data_of(library: Path) -> tuple[str, bytes]:
    """Return the name of the only symbol of a library, and what stands there."""
    listed = subprocess.run(
        ["readelf", "--wide", "--dyn-syms", library], capture_output=True, text=True, check=True
    ).stdout
    found = re.findall(r"([0-9a-f]+) +(\w+) +OBJECT +GLOBAL +DEFAULT +\d+ (icudt\d+_dat)\b", listed)
    if len(found) != 1:
        raise IcuError(f"{library.name} has not exactly one symbol with data.")
    address, size, symbol = found[0]
    # The data is in the first segment, in which addresses are places in the file.
    start = int(address, 16)
    return symbol, library.read_bytes()[start : start + int(size, 0)]


def _padded(size: int) -> int:
    return -(-size // 16) * 16
