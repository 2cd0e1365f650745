"""Properties of characters and paragraphs in a Word 97-2003 stream, as far as reading needs them.

They stand in pages of 512 bytes (FKP), found through a table of byte positions (PlcBte): for each run of
bytes a list of property changes (Sprm).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from struct import error, unpack_from
from typing import NamedTuple

_PAGE = 512
_DELETED, _HIDDEN = 0x0800, 0x083C
_IN_TABLE, _ROW_END = 0x2416, 0x2417
_DEFINE_TABLE, _CHANGE_TABS = 0xD608, 0xC615
_ELSEWHERE = frozenset({0x6645, 0x6646})
"""Long lists, as those of table rows with many cells, stand in the `Data` stream at this offset."""
_OPERAND_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
"""By the top three bits of a Sprm; 0: its first byte tells."""


class Flags(NamedTuple):
    """What is known of a run; `removed` by a tracked deletion or as hidden text."""

    removed: bool = False
    in_table: bool = False
    row_end: bool = False


class _Run(NamedTuple):
    start: int
    end: int
    flags: Flags


@dataclass(frozen=True)
class Runs:
    """Runs of stream bytes with flags, in order; others have none."""

    runs: tuple[_Run, ...]
    starts: tuple[int, ...]

    def at(self, position: int) -> Flags:
        """The flags of one byte."""
        index = bisect_right(self.starts, position) - 1
        return self.runs[index].flags if index >= 0 and position < self.runs[index].end else Flags()

    def between(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The flagged parts of a stretch of bytes."""
        for run in self.runs[max(bisect_right(self.starts, start) - 1, 0) :]:
            if run.start >= end:
                return
            low, high = max(run.start, start), min(run.end, end)
            if low < high:
                yield low, high


def character_runs(stream: bytes, bin_table: bytes) -> Runs:
    """Runs of deleted or hidden characters (`PlcfBteChpx`)."""
    return _runs(stream, bin_table, lambda page, index: _flags(_character_changes(page, index), b""))


def paragraph_runs(stream: bytes, bin_table: bytes, more: bytes) -> Runs:
    """Paragraphs in tables (`PlcfBtePapx`); `more` is the `Data` stream."""
    return _runs(stream, bin_table, lambda page, index: _flags(_paragraph_changes(page, index), more))


def _runs(stream: bytes, bin_table: bytes, flags_of: Callable[[bytes, int], Flags]) -> Runs:
    count = max((len(bin_table) - 4) // 8, 0)
    found: list[_Run] = []
    with suppress(error, IndexError):  # what a damaged table still tells is used
        for page in unpack_from(f"<{count}I", bin_table, 4 * (count + 1)):
            at = (page & 0x3FFFFF) * _PAGE
            found.extend(_page_runs(stream[at : at + _PAGE], flags_of))
    found.sort()
    return Runs(tuple(found), tuple(run.start for run in found))


def _page_runs(page: bytes, flags_of: Callable[[bytes, int], Flags]) -> Iterator[_Run]:
    if len(page) < _PAGE:
        return
    count = page[-1]
    bounds = unpack_from(f"<{count + 1}I", page)
    for index in range(count):
        flags = flags_of(page, index)
        if flags != Flags():
            yield _Run(bounds[index], bounds[index + 1], flags)


def _character_changes(page: bytes, index: int) -> bytes:
    """`ChpxFkp`: one byte a run, half the place of a length and the property list."""
    place = 2 * page[4 * (page[-1] + 1) + index]
    return page[place + 1 : place + 1 + page[place]] if place else b""


def _paragraph_changes(page: bytes, index: int) -> bytes:
    """`PapxFkp`: 13 bytes a run; the length counts words, its list begins behind a style number."""
    place = 2 * page[4 * (page[-1] + 1) + 13 * index]
    if not place:
        return b""
    if page[place]:
        return page[place + 3 : place + 2 * page[place]]
    return page[place + 4 : place + 2 + 2 * page[place + 1]]


def _flags(changes: bytes, more: bytes) -> Flags:
    seen: dict[int, int] = {}
    for sprm, place in _sprms(changes):
        seen[sprm] = changes[place]
        if sprm in _ELSEWHERE:
            (at,) = unpack_from("<I", changes, place)
            (size,) = unpack_from("<H", more, at)
            long_list = more[at + 2 : at + 2 + size]
            seen.update((sprm, long_list[place]) for sprm, place in _sprms(long_list))
    return Flags(
        removed=seen.get(_DELETED) == 1 or seen.get(_HIDDEN) == 1,
        in_table=seen.get(_IN_TABLE) == 1,
        row_end=seen.get(_ROW_END) == 1,
    )


def _sprms(changes: bytes) -> Iterator[tuple[int, int]]:
    """Each property with the place of its operand."""
    at = 0
    while at + 2 < len(changes):
        (sprm,) = unpack_from("<H", changes, at)
        yield sprm, at + 2
        size = _OPERAND_SIZES[sprm >> 13]
        if sprm == _DEFINE_TABLE:
            size = 1 + unpack_from("<H", changes.ljust(at + 4, b"\0"), at + 2)[0]
        elif sprm == _CHANGE_TABS and changes[at + 2] == 255:
            return
        elif size == 0:
            size = 1 + changes[at + 2]
        at += 2 + size
