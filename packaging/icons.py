"""Draws the icon from its SVG file in the formats that the platforms need."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImageReader, QImageWriter

if TYPE_CHECKING:
    from pathlib import Path

PNG_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
ICNS_KINDS = {b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024}


def png(svg: Path, size: int) -> bytes:
    """Return the icon as a PNG file of `size` by `size` pixels."""
    reader = QImageReader(str(svg))
    reader.setScaledSize(QSize(size, size))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, QByteArray(b"png")).write(reader.read()):
        raise ValueError(f"{svg.name} cannot be drawn ({reader.errorString()})")
    return bytes(buffer.data().data())


def ico(svg: Path) -> bytes:
    """Return the icon as a Windows ICO file: a directory, and a PNG file for each size."""
    pictures = [png(svg, size) for size in ICO_SIZES]
    content = struct.pack("<HHH", 0, 1, len(pictures))
    offset = len(content) + 16 * len(pictures)
    for size, picture in zip(ICO_SIZES, pictures, strict=True):
        # 256 pixels are written as 0.
        content += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    return content + b"".join(pictures)


def icns(svg: Path) -> bytes:
    """Return the icon as a macOS ICNS file: chunks, each a PNG file."""
    chunks = b""
    for kind, size in ICNS_KINDS.items():
        picture = png(svg, size)
        chunks += struct.pack(">4sI", kind, len(picture) + 8) + picture
    return struct.pack(">4sI", b"icns", len(chunks) + 8) + chunks
