"""Reads rows from the pages of a SQLite file, also where SQLite itself refuses the file as damaged.

Source: https://sqlite.org/fileformat2.html. Only for files with text in UTF-8 and without bytes that are
reserved at the end of pages, as ours are.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from mmap import mmap

    Value = int | float | str | bytes | None

HEADER = 100
"""Bytes of the file's header, which page 1 begins with."""
USUAL_SIZE = 4096
"""Bytes of a page."""
LARGEST_ROW = 1_000_000
"""Bytes. What seems to be larger is damaged: none of ours has more than a few thousand."""
_INDEX, _TABLE, _INDEX_LEAF, _TABLE_LEAF = 0x02, 0x05, 0x0A, 0x0D
_INTEGER_BYTES = (0, 1, 2, 3, 4, 6, 8)


class SqlitePages:
    """The pages of a file. What cannot be read is left out; nothing is raised for it."""

    def __init__(self, data: mmap | bytes) -> None:
        self._data = data
        self._size = _page_size(data)
        self.count = -(-len(data) // self._size)
        """Pages of the file; the last one may be cut off."""
        self._read: set[int] = set()
        """Pages of tables that were read."""
        self._free = self._free_pages()

    def rows(self, root: int) -> Iterator[list[Value]]:
        """The rows of the table whose tree begins at a page."""
        for page, start in self._tree(root, _TABLE, _TABLE_LEAF, self._read):
            if self._data[start] == _TABLE_LEAF:
                yield from self._leaf_rows(page, start)

    def rows_of_lost_pages(self) -> Iterator[list[Value]]:
        """The rows of pages that no table read so far leads to, although they are in use."""
        for page in range(1, self.count + 1):
            start = self._start(page)
            if page not in self._read | self._free and self._byte(start) == _TABLE_LEAF:
                yield from self._leaf_rows(page, start)

    def keys(self, root: int) -> Iterator[list[Value]]:
        """The entries of the index whose tree begins at a page."""
        for page, start in self._tree(root, _INDEX, _INDEX_LEAF, set()):
            is_leaf = self._data[start] == _INDEX_LEAF
            for cell in self._cells(page, start):
                length, at = self._varint(cell if is_leaf else cell + 4)
                yield from self._record(length, at, is_index=True)

    def _tree(self, root: int, inner: int, leaf: int, seen: set[int]) -> Iterator[tuple[int, int]]:
        """The pages of a tree, each with the place of its header, from the first leaf to the last."""
        waiting = [root]
        while waiting:
            page = waiting.pop()
            start = self._start(page)
            if page in seen or not 1 <= page <= self.count or self._byte(start) not in {inner, leaf}:
                continue
            seen.add(page)
            yield page, start
            if self._data[start] == inner:
                children = [self._number(cell, 4) for cell in self._cells(page, start)]
                waiting += reversed([*children, self._number(start + 8, 4)])

    def _leaf_rows(self, page: int, start: int) -> Iterator[list[Value]]:
        for cell in self._cells(page, start):
            length, at = self._varint(cell)
            _rowid, at = self._varint(at)
            yield from self._record(length, at, is_index=False)

    def _cells(self, page: int, start: int) -> Iterator[int]:
        """Where the cells of a page begin."""
        header = 8 if self._data[start] in {_INDEX_LEAF, _TABLE_LEAF} else 12
        for number in range(min(self._number(start + 3, 2), self._size // 4)):
            offset = self._number(start + header + 2 * number, 2)
            if header <= offset < self._size:
                yield (page - 1) * self._size + offset

    def _record(self, length: int, at: int, *, is_index: bool) -> Iterator[list[Value]]:
        """The values of a record, unless it is damaged."""
        try:
            yield _values(self._payload(length, at, is_index=is_index))
        except (ValueError, IndexError):
            return

    def _payload(self, length: int, at: int, *, is_index: bool) -> bytes:
        """The bytes of a record: the first ones in its cell, the others on pages of their own."""
        if not 0 < length <= LARGEST_ROW:
            raise ValueError(length)
        size = self._size
        most = (size - 12) * 64 // 255 - 23 if is_index else size - 35
        local = length
        if length > most:
            least = (size - 12) * 32 // 255 - 23
            local = least + (length - least) % (size - 4)
            local = local if local <= most else least
        parts, left = [self._data[at : at + local]], length - local
        following = self._number(at + local, 4) if left else 0
        while left > 0 and 1 <= following <= self.count:
            start = (following - 1) * size
            parts.append(self._data[start + 4 : start + 4 + min(left, size - 4)])
            left -= len(parts[-1]) or left + 1
            following = self._number(start, 4)
        if left:
            raise ValueError(left)
        return b"".join(parts)

    def _free_pages(self) -> set[int]:
        """The pages that are not in use; they may hold rows that were deleted."""
        free: set[int] = set()
        trunk = self._number(32, 4)
        while 1 < trunk <= self.count and trunk not in free:
            start = (trunk - 1) * self._size
            count = min(self._number(start + 4, 4), self._size // 4 - 2)
            free |= {trunk, *(self._number(start + 8 + 4 * number, 4) for number in range(count))}
            trunk = self._number(start, 4)
        return free

    def _start(self, page: int) -> int:
        return (page - 1) * self._size + (HEADER if page == 1 else 0)

    def _byte(self, at: int) -> int:
        return self._data[at] if at < len(self._data) else 0

    def _number(self, at: int, size: int) -> int:
        return int.from_bytes(self._data[at : at + size], "big")

    def _varint(self, at: int) -> tuple[int, int]:
        return _varint(self._data[at : at + 9], at)


def _page_size(data: mmap | bytes) -> int:
    size = int.from_bytes(data[16:18], "big")
    size = 65536 if size == 1 else size
    return size if size in {2**power for power in range(9, 17)} else USUAL_SIZE


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """The number that the first one to nine bytes are, and the place after it."""
    number = 0
    for place, byte in enumerate(data[:8], start=1):
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            return number, at + place
    return number << 8 | (data[8] if len(data) > 8 else 0), at + 9


def _values(record: bytes) -> list[Value]:
    """The values of a record. Raises ValueError, IndexError if it is damaged."""
    end, at = _varint(record[:9], 0)
    place, values = end, []
    while at < end:
        kind, at = _varint(record[at : at + 9], at)
        size = _size(kind)
        if place + size > len(record):
            raise ValueError(kind)
        values.append(_value(kind, record[place : place + size]))
        place += size
    if place != len(record) or not values:
        raise ValueError(place)
    return values


def _size(kind: int) -> int:
    if kind >= 12:
        return (kind - 12) // 2
    return _INTEGER_BYTES[kind] if kind <= 6 else 8 if kind == 7 else 0


def _value(kind: int, data: bytes) -> Value:
    match kind:
        case 0:
            return None
        case 7:
            return float(struct.unpack(">d", data)[0])
        case 8 | 9:
            return kind - 8
        case 10 | 11:
            raise ValueError(kind)
        case _ if kind < 12:
            return int.from_bytes(data, "big", signed=True)
        case _:
            return data.decode(errors="replace") if kind % 2 else data
